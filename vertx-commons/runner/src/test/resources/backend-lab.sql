CREATE SCHEMA store AUTHORIZATION store;
ALTER ROLE store SET search_path = store;
CREATE TABLE store.orders (id int PRIMARY KEY);
ALTER TABLE store.orders OWNER TO store;
