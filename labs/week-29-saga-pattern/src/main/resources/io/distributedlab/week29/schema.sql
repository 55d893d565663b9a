-- One schema per service, owned by its role: nobody reads what another service wrote.
CREATE SCHEMA orders AUTHORIZATION "order";
CREATE SCHEMA saga AUTHORIZATION orchestrator;
CREATE SCHEMA inventory AUTHORIZATION inventory;
CREATE SCHEMA payment AUTHORIZATION payment;
CREATE SCHEMA shipping AUTHORIZATION shipping;
ALTER ROLE "order" SET search_path = orders;
ALTER ROLE orchestrator SET search_path = saga;
ALTER ROLE inventory SET search_path = inventory;
ALTER ROLE payment SET search_path = payment;
ALTER ROLE shipping SET search_path = shipping;

SET ROLE "order";
CREATE TABLE orders.orders (
  id text PRIMARY KEY,
  saga_id uuid NOT NULL UNIQUE,
  customer_id text NOT NULL,
  items jsonb NOT NULL,
  amount bigint NOT NULL,
  variant text NOT NULL,
  state text NOT NULL DEFAULT 'PENDING',
  closed boolean NOT NULL DEFAULT false,
  handed_over boolean NOT NULL,
  idempotency_key text UNIQUE,
  trace_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz
);
CREATE INDEX ON orders.orders (created_at) WHERE NOT handed_over;

SET ROLE orchestrator;
CREATE SEQUENCE saga.worker;
CREATE TABLE saga.saga (
  id uuid PRIMARY KEY,
  order_id text NOT NULL UNIQUE,
  variant text NOT NULL,
  context jsonb NOT NULL,
  state text NOT NULL,
  direction text NOT NULL,
  cursor int NOT NULL,
  attempt int NOT NULL DEFAULT 0,
  failed_step text,
  undoes boolean NOT NULL DEFAULT false,
  recoveries int NOT NULL DEFAULT 0,
  traceparent text,
  next_at timestamptz NOT NULL DEFAULT now(),
  owner text,
  lease_until timestamptz,
  version bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz
);
CREATE INDEX ON saga.saga (next_at) WHERE ended_at IS NULL;
CREATE TABLE saga.step (
  saga_id uuid NOT NULL REFERENCES saga.saga ON DELETE CASCADE,
  n int NOT NULL,
  name text NOT NULL,
  status text NOT NULL,
  cmd_id uuid NOT NULL,
  attempts int NOT NULL DEFAULT 1,
  result jsonb,
  undone_at timestamptz,
  PRIMARY KEY (saga_id, n)
);

SET ROLE inventory;
CREATE TABLE inventory.products (
  id text PRIMARY KEY,
  name text NOT NULL,
  initial int NOT NULL,
  available int NOT NULL CHECK (available >= 0),
  reserved int NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  sold int NOT NULL DEFAULT 0
);
INSERT INTO inventory.products (id, name, initial, available) VALUES
  ('p-1', 'Laptop', 100000, 100000),
  ('p-2', 'Mouse', 100000, 100000),
  ('p-3', 'Keyboard', 100000, 100000),
  ('p-4', 'Monitor', 100000, 100000),
  ('p-5', 'Headset', 100000, 100000),
  ('p-rare', 'Signed first edition', 10, 10);
CREATE TABLE inventory.reservations (
  id uuid PRIMARY KEY,
  saga_id uuid NOT NULL,
  order_id text NOT NULL,
  items jsonb NOT NULL,
  state text NOT NULL DEFAULT 'RESERVED',
  created_at timestamptz NOT NULL DEFAULT now()
);

SET ROLE payment;
CREATE TABLE payment.accounts (
  customer_id text PRIMARY KEY,
  balance bigint NOT NULL CHECK (balance >= 0)
);
CREATE TABLE payment.charges (
  id uuid PRIMARY KEY,
  saga_id uuid NOT NULL,
  order_id text NOT NULL,
  customer_id text NOT NULL,
  kind text NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  refunds uuid UNIQUE REFERENCES payment.charges,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE payment.points (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  saga_id uuid NOT NULL,
  customer_id text NOT NULL,
  points bigint NOT NULL
);

SET ROLE shipping;
CREATE TABLE shipping.shipments (
  id uuid PRIMARY KEY,
  saga_id uuid NOT NULL,
  order_id text NOT NULL,
  tracking_number text NOT NULL,
  carrier text NOT NULL,
  state text NOT NULL DEFAULT 'BOOKED',
  created_at timestamptz NOT NULL DEFAULT now()
);
RESET ROLE;

-- What every participant has: the commands it has heard, the events it has taken, those it has to send.
DO $$
DECLARE
  own text[];
BEGIN
  FOREACH own SLICE 1 IN ARRAY ARRAY[
    ['orders', 'order'], ['inventory', 'inventory'], ['payment', 'payment'], ['shipping', 'shipping']]
  LOOP
    EXECUTE format('SET ROLE %I', own[2]);
    EXECUTE format($t$
      CREATE TABLE %1$I.ops (
        cmd_id uuid PRIMARY KEY,
        saga_id uuid,
        op text NOT NULL,
        state text NOT NULL,
        request jsonb,
        result jsonb,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE %1$I.inbox (
        event_id uuid PRIMARY KEY,
        type text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE %1$I.outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        event_id uuid NOT NULL UNIQUE,
        saga_id uuid NOT NULL,
        type text NOT NULL,
        payload jsonb NOT NULL,
        traceparent text,
        attempts int NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz
      );
      CREATE INDEX ON %1$I.outbox (id) WHERE sent_at IS NULL;
      $t$, own[1]);
  END LOOP;
  RESET ROLE;
END $$;
