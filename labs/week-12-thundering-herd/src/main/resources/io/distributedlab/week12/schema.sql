CREATE TABLE product (
  id text PRIMARY KEY,
  name text NOT NULL,
  price_cents bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1
);

CREATE TABLE order_line (
  product_id text NOT NULL,
  quantity int NOT NULL,
  price_cents bigint NOT NULL
);

INSERT INTO product (id, name, price_cents)
SELECT 'p' || n, 'Product ' || n, 1000 + n FROM generate_series(1, 600) AS n;

INSERT INTO product (id, name, price_cents) VALUES ('hot', 'The one that everybody wants', 4200);

-- 50,000 lines: 20,000 of the hot product, 50 of each other one.
INSERT INTO order_line
SELECT 'hot', 1 + n % 2, 4200 FROM generate_series(1, 20000) AS n
UNION ALL
SELECT 'p' || (1 + n % 600), 1 + n % 2, 1000 FROM generate_series(1, 30000) AS n;

CREATE INDEX order_line_product ON order_line (product_id);

ANALYZE product, order_line;
