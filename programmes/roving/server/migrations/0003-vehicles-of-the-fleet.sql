-- The fleet owns vehicles and the days on which they are not to be had (same ids).

drop table roving.out_of_service;

drop table roving.vehicle;
