-- Facts that count into indicators, and the runs that counted them.

create schema if not exists indicators;

-- One item (a visit, a village, a vehicle's day ...) in one indicator of one month.
-- distribution: local
create table indicators.fact (
  month text not null,
  catalogue text not null,
  indicator text not null,
  item_kind text not null,
  item_id uuid not null,
  item_on date not null,
  version integer not null,
  vehicle_id uuid,
  team_id uuid,
  township_id uuid not null,
  village_id uuid,
  numerator double precision not null,
  denominator double precision not null,
  detail jsonb,
  primary key (month, catalogue, indicator, item_kind, item_id)
);
create index fact_by_township on indicators.fact (catalogue, township_id, month);
create index fact_by_vehicle on indicators.fact (catalogue, vehicle_id, month);
create index fact_by_team on indicators.fact (catalogue, team_id, month);

-- distribution: local
create table indicators.run (
  catalogue text not null,
  month text not null,
  state text not null,
  done integer not null,
  total integer not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (catalogue, month)
);
