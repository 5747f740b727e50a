-- Lists of people come in the order of their pinyin: a search that matches many walks this index and stops at a page.
create index person_by_pinyin on registry.person (name_pinyin collate "C", patient_id);
