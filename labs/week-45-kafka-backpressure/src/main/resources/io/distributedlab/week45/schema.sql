CREATE TABLE processed (
  order_id text PRIMARY KEY,
  partition int NOT NULL,
  kafka_offset bigint NOT NULL,
  attempts int NOT NULL,
  first_at timestamptz NOT NULL DEFAULT now(),
  last_at timestamptz NOT NULL DEFAULT now()
);
