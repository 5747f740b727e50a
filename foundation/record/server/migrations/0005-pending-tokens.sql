-- A reading of a device has some nine tokens, most of them the same as every other reading's. Entered one by one they were
-- half of the cost of its row; they wait in a list of 64 kB, which searches read along, and go into the index together.
alter index record.observation_tokens set (fastupdate = on, gin_pending_list_limit = 64);
