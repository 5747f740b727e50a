-- Which level of the network looks after a person's disease, and which institution.
alter table chronic_care.registration add column level text not null default 'team';
alter table chronic_care.registration add column managed_by uuid;
