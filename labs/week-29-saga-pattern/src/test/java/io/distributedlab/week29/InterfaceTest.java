package io.distributedlab.week29;

import static io.distributedlab.week29.Lab29.expect;
import static io.distributedlab.week29.Lab29.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the services answer, to good questions and to bad ones. */
@ExtendWith(SharedLab.class)
class InterfaceTest {
  private static Lab29 lab;

  @BeforeAll
  static void start(Lab29 shared) {
    lab = shared;
  }

  @BeforeEach
  void calm() {
    lab.calm();
  }

  @Test
  void anOrderIsTakenOverAtOnceAndCanBeFollowed() {
    var response = expect(202, lab.send("POST", "order", "/orders", Lab29.BASKET));
    var order = json(response).getString("order_id");
    assertThat(response.headers().firstValue("Location")).hasValue("/orders/" + order);
    lab.untilState(order, "COMPLETED");
    assertThat(json(lab.get("order", "/orders/" + order)).getMap())
        .containsEntry("state", "CONFIRMED")
        .containsEntry("closed", true)
        .containsEntry("amount", 1500);
    assertThat(Lab29.array(lab.get("order", "/orders?state=confirmed"))).hasSize(1);
    assertThat(Lab29.array(lab.get("order", "/orders?open=true"))).isEmpty();
    var saga = json(lab.get("orchestrator", "/saga/" + lab.saga(order).getString("saga_id")));
    assertThat(saga.getString("state")).isEqualTo("COMPLETED");
    assertThat(Lab29.array(lab.get("orchestrator", "/sagas?state=completed"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void theDemoIsAnOrder(String method) {
    var saga = json(expect(200, lab.send(method, "order", "/demo/order?wait=8000", "")));
    assertThat(saga.getString("state")).isEqualTo("COMPLETED");
    assertThat(Lab29.array(lab.get("payment", "/transactions")).getJsonObject(0).getLong("amount"))
        .isEqualTo(134_900);
  }

  @Test
  void theSameKeyIsTheSameOrder() {
    var key = new String[] {Participant.KEY, "basket-7", "X-Lab-Variant", "durable"};
    var first =
        json(expect(200, lab.send("POST", "order", "/orders?wait=8000", Lab29.BASKET, key)));
    var again =
        json(expect(200, lab.send("POST", "order", "/orders?wait=8000", Lab29.BASKET, key)));
    assertThat(again.getString("order_id")).isEqualTo(first.getString("order_id"));
    var other = Lab29.BASKET.replace("Laptop", "Lamp");
    var reuse = json(expect(422, lab.send("POST", "order", "/orders", other, key)));
    assertThat(reuse.getString("type")).endsWith("key-reuse");
    assertThat(lab.transactions()).hasSize(1);
  }

  @Test
  void aCommandIsDoneOnceAndItsAnswerRepeated() {
    var key = UUID.randomUUID();
    var body = reserve(3);
    var first = json(expect(200, lab.command("inventory", "/reserve", key, body)));
    var again = json(expect(200, lab.command("inventory", "/reserve", key, body)));
    assertThat(first.getString("outcome")).isEqualTo("done");
    assertThat(again.getString("outcome")).isEqualTo("replayed");
    assertThat(again.getString("reservation_id")).isEqualTo(first.getString("reservation_id"));
    assertThat(lab.product("p-1").getInteger("reserved")).isEqualTo(3);
    var other = lab.command("inventory", "/reserve", key, body.copy().put("order_id", "o-2"));
    assertThat(json(expect(422, other)).getString("type")).endsWith("key-reuse");
    var known = json(expect(200, lab.get("inventory", "/reservations/by-key/" + key)));
    assertThat(known.getString("state")).isEqualTo("DONE");
    var one = "/reservations/" + first.getString("reservation_id");
    assertThat(json(expect(200, lab.get("inventory", one))).getString("state"))
        .isEqualTo("RESERVED");
  }

  @Test
  void aRefusalIsRepeatedToo() {
    var key = UUID.randomUUID();
    var rare = reserve(11).put("items", items("p-rare", 11));
    var first = json(expect(409, lab.command("inventory", "/reserve", key, rare)));
    assertThat(first.getString("type")).endsWith("out-of-stock");
    assertThat(json(expect(409, lab.command("inventory", "/reserve", key, rare)))).isEqualTo(first);
    assertThat(lab.product("p-rare").getInteger("available")).isEqualTo(10);
  }

  @Test
  void aRefusalTakesBackWhatTheWorkHadChanged() {
    var both = items("p-1", 1).addAll(items("p-rare", 11));
    var body = reserve(1).put("items", both);
    expect(409, lab.command("inventory", "/reserve", UUID.randomUUID(), body));
    assertThat(lab.product("p-1").getInteger("available")).isEqualTo(100_000);
  }

  @Test
  void whatIsCancelledBeforeItComesIsRefused() {
    var key = UUID.randomUUID();
    var nothing = json(expect(200, lab.post("inventory", "/release", cancel(key))));
    assertThat(nothing.getString("outcome")).isEqualTo("nothing");
    var late = json(expect(409, lab.command("inventory", "/reserve", key, reserve(1))));
    assertThat(late.getString("type")).endsWith("cancelled");
    assertThat(lab.product("p-1").getInteger("reserved")).isZero();
    assertThat(
            lab.metric(
                "inventory", "participant_ops_total", "op=\"reserve\"", "outcome=\"tombstoned\""))
        .isGreaterThanOrEqualTo(1);
  }

  @Test
  void withoutTombstonesWhatIsCancelledComesBack() {
    lab.knobs(new JsonObject().put("tombstone", false));
    var key = UUID.randomUUID();
    expect(200, lab.post("inventory", "/release", cancel(key)));
    expect(200, lab.command("inventory", "/reserve", key, reserve(1)));
    assertThat(lab.product("p-1").getInteger("reserved")).isEqualTo(1);
  }

  @Test
  void whatIsUndoneIsUndoneOnce() {
    var key = UUID.randomUUID();
    var charge =
        new JsonObject()
            .put("saga_id", UUID.randomUUID().toString())
            .put("order_id", "o-1")
            .put("customer_id", "c-1")
            .put("amount", 700);
    expect(200, lab.command("payment", "/process", key, charge));
    var undone = json(expect(200, lab.post("payment", "/refund", cancel(key))));
    assertThat(undone.getString("outcome")).isEqualTo("undone");
    var again = json(expect(200, lab.post("payment", "/refund", cancel(key))));
    assertThat(again.getString("outcome")).isEqualTo("nothing");
    assertThat(lab.transactions()).hasSize(2);
    assertThat(Lab29.array(lab.get("payment", "/ledger")).getJsonObject(0).getLong("net")).isZero();
    expect(409, lab.command("payment", "/process", key, charge));
  }

  @Test
  void nobodyPaysMoreThanThereIs() {
    var charge =
        new JsonObject()
            .put("saga_id", UUID.randomUUID().toString())
            .put("order_id", "o-1")
            .put("customer_id", "c-1")
            .put("amount", 100_000_000_001L);
    var refused = expect(409, lab.command("payment", "/process", UUID.randomUUID(), charge));
    assertThat(json(refused).getString("type")).endsWith("no-funds");
  }

  @Test
  void aShipmentHasACarrierAndCanBeCancelled() {
    var key = UUID.randomUUID();
    var ship =
        new JsonObject()
            .put("saga_id", UUID.randomUUID().toString())
            .put("order_id", "o-1")
            .put("customer_id", "c-1");
    var booked = json(expect(200, lab.command("shipping", "/ship", key, ship)));
    assertThat(booked.getString("tracking_number")).startsWith("TRK-");
    assertThat(booked.getString("carrier")).isNotBlank();
    expect(200, lab.post("shipping", "/cancel", cancel(key)));
    var one = "/shipments/" + booked.getString("shipment_id");
    assertThat(json(lab.get("shipping", one)).getString("state")).isEqualTo("CANCELLED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inventory", "payment", "shipping"})
  void theFailRateIsTheFaultOfThatName(String service) {
    expect(200, lab.send("POST", service, "/admin/fail-rate", "{\"rate\":0.25}"));
    assertThat(json(lab.get(service, "/admin/fail-rate")).getDouble("rate")).isEqualTo(0.25);
    assertThat(json(lab.get(service, "/admin/faults")).getJsonObject("values").getMap())
        .containsEntry("refuse_rate", 0.25);
    expect(422, lab.send("POST", service, "/admin/fail-rate", "{\"rate\":1.5}"));
    expect(422, lab.send("POST", service, "/admin/fail-rate", "{\"rate\":\"all\"}"));
    expect(422, lab.send("POST", service, "/admin/fail-rate", "{}"));
    assertThat(json(lab.get(service, "/admin/fail-rate")).getDouble("rate")).isEqualTo(0.25);
  }

  @Test
  void nothingIsForgottenWhileASagaIsUnderWay() {
    lab.fault("orchestrator", "point.charge.before-send", "pause");
    lab.begin("durable");
    lab.begin("naive");
    var refused = json(expect(409, lab.send("DELETE", "orchestrator", "/sagas", "")));
    assertThat(refused.getString("detail")).startsWith("2 sagas");
    lab.fault("orchestrator", "point.charge.before-send", "off");
  }

  @Test
  void nothingIsForgottenWhileAnEventIsNotSent() {
    lab.kill("payment");
    var order = lab.begin("choreography");
    assertThat(order.getJsonArray("unreachable")).isEqualTo(JsonArray.of("payment"));
    var id = order.getString("order_id");
    Lab29.until(() -> lab.metric("inventory", "outbox_pending") == 1);
    expect(409, lab.send("DELETE", "inventory", "/reservations", ""));
    lab.restart("payment");
    lab.untilState(id, "COMPLETED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'items':[]}|422|customer_id",
        "{'customer_id':'','items':[{'product_id':'p-1','name':'x','quantity':1,'price':1}]}|422|/customer_id",
        "{'customer_id':null,'items':[{'product_id':'p-1','name':'x','quantity':1,'price':1}]}|422|/customer_id",
        "{'customer_id':'c','items':[]}|422|/items",
        "{'customer_id':'c','items':null}|422|/items",
        "{'customer_id':'c','items':[null]}|422|/items/0",
        "{'customer_id':'c','items':[{'product_id':'p-1','name':'x','quantity':0,'price':1}]}|422|/items/0/quantity",
        "{'customer_id':'c','items':[{'product_id':'p-1','name':'x','quantity':1001,'price':1}]}|422|/items/0/quantity",
        "{'customer_id':'c','items':[{'product_id':'p-1','name':'x','quantity':1,'price':-1}]}|422|/items/0/price",
        "{'customer_id':'c','items':[{'product_id':'p-1','name':'x','quantity':1,'price':1.5}]}|422|price",
        "{'customer_id':'c','items':[{'product_id':' ','name':'x','quantity':1,'price':1}]}|422|/items/0/product_id",
        "{'customer_id':'c','items':[{'product_id':null,'name':'x','quantity':1,'price':1}]}|422|/items/0/product_id",
        "{'customer_id':'c','items':[{'product_id':'p-9','name':'x','quantity':1,'price':1}]}|422|product p-9",
        "{'customer_id':'c','items':[],'coupon':'x'}|422|coupon"
      })
  void aBadOrderIsNamedAndNotPlaced(String body, int status, String name) {
    var problem =
        json(expect(status, lab.send("POST", "order", "/orders", body.replace('\'', '"'))));
    assertThat(problem.getString("name")).isEqualTo(name);
    assertThat(Lab29.array(lab.get("order", "/orders"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "order|POST|/orders|not json|400",
        "order|POST|/orders?wait=10001|{}|422",
        "order|POST|/demo/order?wait=-1||422",
        "order|GET|/demo/order?wait=soon||422",
        "order|PUT|/orders|{}|405",
        "order|GET|/orders?limit=0||422",
        "order|GET|/orders?open=maybe||422",
        "order|GET|/orders?state=lost||422",
        "order|GET|/orders/none||404",
        "order|GET|/orders/none/saga||404",
        "order|POST|/saga/approve|{}|422",
        "order|POST|/saga/confirm|{'saga_id':'x','order_id':'o'}|422",
        "order|POST|/saga/cancel|[]|422",
        "order|POST|/saga/cancel|{|400",
        "orchestrator|POST|/saga/execute|{}|422",
        "orchestrator|POST|/saga/execute|{'order_id':'o','customer_id':'c','items':[],'variant':'naive'}|422",
        "orchestrator|POST|/saga/execute|{'order_id':'o','customer_id':'c','items':[{'product_id':'p-1','name':'x','quantity':1,'price':1}],'variant':'choreography'}|422",
        "orchestrator|POST|/saga/execute|{'order_id':'o','customer_id':'c','items':[{'product_id':'p-1','name':'x','quantity':1,'price':1}],'variant':'best'}|422",
        "orchestrator|GET|/saga/none||422",
        "orchestrator|GET|/saga/6ba7b810-9dad-11d1-80b4-00c04fd430c8||404",
        "orchestrator|GET|/sagas?limit=10001||422",
        "orchestrator|GET|/sagas?state=lost||422",
        "inventory|POST|/reserve|{}|422",
        "inventory|POST|/reserve|{'saga_id':'6ba7b810-9dad-11d1-80b4-00c04fd430c8','order_id':'o','items':[]}|422",
        "inventory|POST|/reserve|{'saga_id':'6ba7b810-9dad-11d1-80b4-00c04fd430c8','order_id':'o','items':[{'product_id':'p-9','name':'x','quantity':1,'price':1}]}|422",
        "inventory|POST|/release|{'saga_id':'6ba7b810-9dad-11d1-80b4-00c04fd430c8'}|422",
        "inventory|POST|/commit|{'saga_id':'6ba7b810-9dad-11d1-80b4-00c04fd430c8','reservation_id':'x'}|422",
        "inventory|POST|/commit|{'saga_id':'6ba7b810-9dad-11d1-80b4-00c04fd430c8','reservation_id':'6ba7b810-9dad-11d1-80b4-00c04fd430c8'}|409",
        "inventory|GET|/reservations/none||422",
        "inventory|GET|/reservations/6ba7b810-9dad-11d1-80b4-00c04fd430c8||404",
        "inventory|GET|/reservations/by-key/6ba7b810-9dad-11d1-80b4-00c04fd430c8||404",
        "inventory|GET|/reservations?saga=x||422",
        "payment|POST|/process|{'saga_id':'6ba7b810-9dad-11d1-80b4-00c04fd430c8','order_id':'o','customer_id':'c','amount':-1}|422",
        "payment|POST|/process|{'saga_id':'6ba7b810-9dad-11d1-80b4-00c04fd430c8','order_id':'o','customer_id':'c','amount':1.5}|422",
        "payment|POST|/refund|{}|422",
        "payment|GET|/transactions/none||422",
        "payment|GET|/transactions/by-key/none||422",
        "shipping|POST|/ship|{'saga_id':'6ba7b810-9dad-11d1-80b4-00c04fd430c8'}|422",
        "shipping|POST|/cancel|{'cmd_id':'6ba7b810-9dad-11d1-80b4-00c04fd430c8'}|422",
        "shipping|GET|/shipments/6ba7b810-9dad-11d1-80b4-00c04fd430c8||404",
        "shipping|PUT|/shipments|{}|405"
      })
  void badRequestsAreNamed(String service, String method, String path, String body, int status) {
    var text = body == null ? "" : body.replace('\'', '"');
    var problem = json(expect(status, lab.send(method, service, path, text)));
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("detail")).isNotBlank();
  }

  @Test
  void aKeyIsAUuid() {
    var response =
        lab.send("POST", "inventory", "/reserve", reserve(1).encode(), Participant.KEY, "seven");
    assertThat(json(expect(422, response)).getString("value")).isEqualTo("seven");
  }

  @Test
  void aVariantThatIsNoneIsNamed() {
    var response =
        lab.send("POST", "order", "/orders", Lab29.BASKET, "X-Lab-Variant", "two-phase-commit");
    assertThat(json(expect(422, response)).getString("name")).isEqualTo("variant");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"variant\":\"best\"}",
        "{\"step_timeout_ms\":19}",
        "{\"step_timeout_ms\":30001}",
        "{\"retry_base_ms\":0}",
        "{\"retry_cap_ms\":10001}",
        "{\"retry_base_ms\":600}",
        "{\"forward_attempts\":0}",
        "{\"forward_attempts\":51}",
        "{\"park_after\":0}",
        "{\"park_after\":1001}",
        "{\"lease_ms\":199}",
        "{\"claim_batch\":0}",
        "{\"claim_batch\":257}",
        "{\"tombstone\":\"no\"}",
        "{\"tombstone\":false,\"knob\":1}"
      })
  void badKnobsChangeNothing(String bad) {
    expect(422, lab.send("PUT", "payment", "/admin/knobs", bad));
    expect(422, lab.send("PUT", "orchestrator", "/admin/knobs", bad));
    for (var service : new String[] {"order", "orchestrator", "shipping"}) {
      assertThat(json(lab.get(service, "/admin/knobs")).getJsonObject("values"))
          .isEqualTo(Week29Knobs.SCHEMA.initial().toJson());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"refuse_rate\":1.1}",
        "{\"reply_loss\":-0.1}",
        "{\"duplicate\":2}",
        "{\"delay_ms\":5001}",
        "{\"refuse_rate\":true}"
      })
  void badFaultsChangeNothing(String bad) {
    for (var service : new String[] {"order", "inventory", "payment", "shipping"}) {
      expect(422, lab.send("PUT", service, "/admin/faults", bad));
    }
  }

  private static JsonObject reserve(int quantity) {
    return new JsonObject()
        .put("saga_id", "6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        .put("order_id", "o-1")
        .put("items", items("p-1", quantity));
  }

  private static JsonArray items(String product, int quantity) {
    return new JsonArray()
        .add(
            new JsonObject()
                .put("product_id", product)
                .put("name", product)
                .put("quantity", quantity)
                .put("price", 1));
  }

  private static JsonObject cancel(UUID command) {
    return new JsonObject()
        .put("saga_id", "6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        .put("cmd_id", command.toString());
  }
}
