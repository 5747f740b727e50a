-- Why quantities on board changed: one row a movement, kept for good; what was taken beyond what there was stands beside the quantity.
alter table fleet.stock_item add column short numeric not null default 0;

-- distribution: reference
create table fleet.stock_movement (
  id uuid not null,
  kind text not null check (kind in ('out', 'return', 'count')),
  vehicle_id uuid not null references fleet.vehicle (id),
  stock_id uuid not null,
  quantity numeric not null check (quantity >= 0),
  short numeric not null,
  source text not null,
  at timestamptz not null,
  account_id uuid not null,
  primary key (id, kind)
);

create index movement_of_stock on fleet.stock_movement (stock_id, at);
