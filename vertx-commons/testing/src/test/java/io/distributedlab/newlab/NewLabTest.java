package io.distributedlab.newlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A lab that {@code ./lab new} has made is built, tested and proved without an edit, with every
 * gate of the project: format, warnings, null, architecture, contract. The names are the shortest
 * and longest there can be, because the format depends on them.
 */
@Timeout(value = 9, unit = TimeUnit.MINUTES)
class NewLabTest {
  private static final String LONG = "a-very-very-long-name-for-a-lab-of-ones1";
  private static final String LONG_SERVICES =
      "a-very-long-service1,a-very-long-service2,a-very-long-service3";

  @Test
  void everyKindPassesAllGatesAsItIs() throws IOException, InterruptedException {
    var checkout = Checkout.at(Path.of("target", "new-labs"));
    checkout.make("aa");
    checkout.make(LONG, "--with", "redis", "--services", LONG_SERVICES);
    checkout.make("stored", "--with", "postgres", "--services", "gateway,a,b,c,d,e");
    checkout.make("sent", "--with", "kafka", "--services", "g");
    checkout.make("chain", "--with", "bus", "--services", "g,h");
    var labs = List.of("aa", LONG, "stored", "sent", "chain");
    checkout.test(labs);
    for (var lab : labs) {
      assertProved(checkout.lab(lab));
    }
  }

  private static void assertProved(Path lab) throws IOException {
    var run = new JsonObject(Files.readString(lab.resolve("target/proof/run.json")));
    assertThat(run.getString("verdict")).as("%s", lab).isEqualTo("HOLDS");
    assertThat(run.getJsonArray("claims")).as("%s", lab).hasSize(2);
    assertThat(run.getJsonArray("skipped")).as("%s", lab).hasSize(1);
  }

  @Test
  void aCopyPassesAllGatesAsItIs() throws IOException, InterruptedException {
    var checkout = Checkout.at(Path.of("target", "copied-labs"));
    checkout.bring("week-51-timeout-budgets");
    checkout.make("copied", "--from", "week-51");
    checkout.test(
        List.of("copied"), "-Dtest=*ContractTest", "-Dsurefire.failIfNoSpecifiedTests=false");
  }
}
