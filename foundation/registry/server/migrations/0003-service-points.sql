-- What a service point is registered with: network, checklist, keeper's phone, photo, and whether it is in use.
alter table registry.service_point add column network text not null default 'none';
update registry.service_point set network = case when has_network then '4g' else 'none' end;
alter table registry.service_point add column standards text[] not null default '{}';
alter table registry.service_point add column address text;
alter table registry.service_point add column note text;
alter table registry.service_point add column keeper_phone_sealed text;
alter table registry.service_point add column photo_digest text;
alter table registry.service_point add column closed_on date;
