-- What happened today, as counts: one row per visit or measurement that was announced, without the person.

-- `event_id` is the announced event's: heard twice, it counts once. Units are null where the registry knows no place.
-- distribution: local
create table geo.activity (
  event_id uuid primary key,
  kind text not null,
  happened_on date not null,
  happened_at timestamptz not null,
  county_id uuid,
  township_id uuid,
  village_id uuid,
  simulated boolean not null
);
create index activity_on on geo.activity (happened_on, county_id);
