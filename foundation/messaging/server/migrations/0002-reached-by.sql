-- Which messenger's card reached the recipient before a text message was needed.
alter table messaging.delivery add column reached_by text;
