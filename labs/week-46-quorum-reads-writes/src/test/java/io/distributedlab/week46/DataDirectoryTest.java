package io.distributedlab.week46;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataDirectoryTest {
  /** By that name the next run knows whose it is, and whether it may go. */
  @Test
  void aRunHasOneOfItsOwnNamedAfterItsProcess() throws IOException {
    var data = DataDirectory.of(Map.of());
    assertThat(data.path()).isDirectory();
    assertThat(String.valueOf(data.path().getFileName()))
        .startsWith("distributed-lab-week-46-" + ProcessHandle.current().pid() + "-");
    assertThat(data.log("replica-1")).isEqualTo(data.path().resolve("replica-1.log"));
  }

  @Test
  void anotherRunHasAnotherOne() throws IOException {
    assertThat(DataDirectory.scratch().path()).isNotEqualTo(DataDirectory.scratch().path());
  }

  @Test
  void aContainerNamesItsVolume() throws IOException {
    assertThat(DataDirectory.of(Map.of(DataDirectory.VARIABLE, "/var/tmp")).log("replica-1"))
        .isEqualTo(Path.of("/var/tmp/replica-1.log"));
  }
}
