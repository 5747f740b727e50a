-- Number of the resident's health card, sealed; it is found by its token like the other numbers.
alter table registry.person add column health_card_sealed text;
