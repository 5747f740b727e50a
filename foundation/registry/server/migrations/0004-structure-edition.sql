-- Which edition of the county's structure stands: every change of units, places, organisations, staff, teams or points makes a new one.

-- distribution: reference
create table registry.structure_edition (
  of text primary key,
  edition uuid not null);
