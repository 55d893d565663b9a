CREATE SCHEMA store AUTHORIZATION store;
ALTER ROLE store SET search_path = store;
CREATE TABLE store.orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text NOT NULL);
ALTER TABLE store.orders OWNER TO store;
