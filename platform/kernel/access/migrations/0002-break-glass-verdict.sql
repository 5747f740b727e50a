-- What a reviewer found of a record opened in an emergency; the words beside it stand, sealed, in finding.
alter table access.break_glass add column verdict text;
