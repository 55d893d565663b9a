package io.distributedlab.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What services keep on disk ends with the run, however that ends. */
class ScratchDirectoryTest {
  private static final String NAME = Traces.own("scratch");

  @Test
  void itIsThereFromItsFirstUseAndStaysTheSame() throws IOException {
    var name = Traces.own("first-use");
    var scratch = new ScratchDirectory(name);
    assertThat(Traces.directories(name)).isEmpty();
    var path = scratch.path();
    assertThat(scratch.path()).isEqualTo(path).isDirectory();
    assertThat(Traces.directories(name)).containsExactly(path);
  }

  @Test
  void itGoesWithAJvmThatIsAskedToEnd() throws Exception {
    var jvm = start();
    var path = path(jvm);
    jvm.destroy();
    assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(path).doesNotExist();
  }

  @Test
  void itStaysWhenTheJvmIsKilledUntilTheNextOneClearsUp() throws Exception {
    var jvm = start();
    var path = path(jvm);
    Leftovers.clear();
    assertThat(path.resolve(Holder.FILE)).as("the owner is alive").exists();
    jvm.destroyForcibly();
    assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(path.resolve(Holder.FILE)).exists();

    Leftovers.clear();

    assertThat(path).doesNotExist();
  }

  private static Path path(Process jvm) throws IOException {
    return Path.of(jvm.inputReader().readLine());
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            NAME)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** A JVM that keeps a file in its scratch directory, prints where that is, and stays. */
  static final class Holder {
    static final String FILE = "replica.log";

    private Holder() {}

    @SuppressWarnings("SystemOut") // the line is how the test learns the directory
    public static void main(String[] arguments) throws IOException {
      var path = new ScratchDirectory(arguments[0]).path();
      Files.writeString(path.resolve(FILE), "a record");
      System.out.println(path);
      System.in.read();
    }
  }
}
