package io.distributedlab.backends;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/**
 * The server programs, unpacked once from their jars into {@code ~/.cache/distributed-lab}, or
 * {@code /var/cache/distributed-lab} for root, whose home directory others cannot read. They stay
 * there when the servers stop: 60 MB for PostgreSQL, 10 MB for Redis.
 */
final class Binaries {
  private static final int EXECUTABLE = 0111;

  private Binaries() {}

  /** The directory that holds {@code bin/postgres}, {@code bin/initdb} and {@code bin/pg_ctl}. */
  static Path postgres() throws IOException {
    var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var system = os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : "linux";
    var arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    return unpacked("postgres", "/postgres-" + system + "-" + arch + ".txz", Binaries::untar);
  }

  /** The program {@code redis-server}. */
  static Path redis() throws IOException {
    var resource =
        ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
    var program = resource == null ? "" : resource.substring(1);
    return unpacked("redis", resource, (from, to) -> write(from, to.resolve(program), true))
        .resolve(program);
  }

  private static Path unpacked(String name, @Nullable String resource, Unpacking unpacking)
      throws IOException {
    var url = resource == null ? null : Binaries.class.getResource(resource);
    if (url == null) {
      throw new IOException(
          "There is no embedded %s for %s on %s"
              .formatted(name, System.getProperty("os.name"), System.getProperty("os.arch")));
    }
    var cache = directory(cache());
    var home = cache.resolve(name + "-" + checksum(url));
    if (Files.exists(home)) {
      return home;
    }
    var fresh = Files.createTempDirectory(cache, name);
    try (var from = url.openStream()) {
      allowReading(fresh, true);
      unpacking.unpack(from, fresh);
      return publish(fresh, home);
    } finally {
      TemporaryDirectory.delete(fresh);
    }
  }

  /** The first of several JVMs that unpack at the same time wins; the others use its copy. */
  private static Path publish(Path fresh, Path home) throws IOException {
    try {
      return Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.exists(home)) {
        return home;
      }
      throw e;
    }
  }

  private static Path cache() {
    var shared = Path.of("/var/cache");
    var parent =
        Files.isWritable(shared) ? shared : Path.of(System.getProperty("user.home"), ".cache");
    return parent.resolve("distributed-lab");
  }

  private static String checksum(URL url) throws IOException {
    var jar = (JarURLConnection) url.openConnection();
    return "%08x".formatted(jar.getJarEntry().getCrc());
  }

  private static void untar(InputStream from, Path to) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(from))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var path = to.resolve(entry.getName()).normalize();
        directory(path.resolve(entry.isDirectory() ? "" : "..").normalize());
        if (entry.isDirectory()) {
          continue;
        }
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          write(tar, path, (entry.getMode() & EXECUTABLE) != 0);
        }
      }
    }
  }

  private static void write(InputStream from, Path to, boolean executable) throws IOException {
    Files.copy(from, to);
    allowReading(to, executable);
  }

  private static Path directory(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      try {
        Files.createDirectories(path);
      } catch (FileAlreadyExistsException e) {
        return path;
      }
      allowReading(path, true);
    }
    return path;
  }

  private static void allowReading(Path path, boolean executable) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private interface Unpacking {
    void unpack(InputStream from, Path to) throws IOException;
  }
}
