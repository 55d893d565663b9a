CREATE TABLE once (id int); INSERT INTO once VALUES (1); SELECT no_such_column FROM once;
