package io.distributedlab.@package@;

import io.distributedlab.testing.ExerciseTest;
import org.junit.jupiter.api.Test;

class @Name@ExercisesTest extends ExerciseTest {
  @Name@ExercisesTest() {
    super(new @Name@Lab().descriptor());
  }

  @Test
  void oneRequestManyRequests() {
    assertSolved(1, @calls@);
    assertUnsolved(1, @calls@ + 1);
  }
}
