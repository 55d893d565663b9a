package io.distributedlab.week46;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoreTest {
  private static final List<Entry> ENTRIES =
      IntStream.range(0, 300).mapToObj(i -> entry("key-" + i % 100, 1 + i / 100)).toList();

  @Test
  void replicasThatHearTheSameInAnyOrderAreEqual() {
    var reference = filled(ENTRIES);
    for (int seed = 0; seed < 50; seed++) {
      var shuffled = new ArrayList<>(ENTRIES);
      shuffled.addAll(ENTRIES.subList(0, 50));
      Collections.shuffle(shuffled, new Random(seed));
      var store = filled(shuffled);
      assertThat(Set.copyOf(store.all())).isEqualTo(Set.copyOf(reference.all()));
      assertThat(store.digest(key -> true)).isEqualTo(reference.digest(key -> true));
    }
    assertThat(reference.all()).allSatisfy(e -> assertThat(e.tag().counter()).isEqualTo(3));
  }

  @Test
  void digestsDifferInTheBucketThatDiffers() {
    var one = filled(ENTRIES);
    var other = filled(ENTRIES);
    other.merge(entry("key-7", 9));
    var here = one.digest(key -> true);
    var there = other.digest(key -> true);
    var differing =
        IntStream.range(0, Store.BUCKETS)
            .filter(bucket -> !here.get(bucket).equals(there.get(bucket)))
            .boxed()
            .toList();
    assertThat(differing).containsExactly(Store.bucket("key-7"));
    assertThat(other.in(differing, key -> true)).contains(entry("key-7", 9));
  }

  @Test
  void keysThatAreNotSharedDoNotCount() {
    var one = filled(ENTRIES);
    var other = filled(ENTRIES);
    other.merge(entry("key-7", 9));
    assertThat(one.digest(key -> !key.equals("key-7")))
        .isEqualTo(other.digest(key -> !key.equals("key-7")));
    assertThat(other.in(List.of(Store.bucket("key-7")), key -> !key.equals("key-7")))
        .doesNotContain(entry("key-7", 9));
  }

  private static Store filled(List<Entry> entries) {
    var store = new Store();
    entries.forEach(store::merge);
    return store;
  }

  private static Entry entry(String key, long counter) {
    return new Entry(key, new Tag(counter, "a"), "v" + counter);
  }
}
