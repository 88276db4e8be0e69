package dev.heddle.internal.attach;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The Java that Maven runs on, where it is older than the one that runs the tests. */
final class OlderJava {
  private OlderJava() {}

  /** Its launcher; without it the test is skipped, and says so. */
  static Path require() throws Exception {
    String home = System.getProperty("heddle.maven.java.home");
    assumeTrue(home != null, "skipped: the build does not say which Java Maven runs on");
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(Path.of(home, "release"))) {
      release.load(in);
    }
    String version = release.getProperty("JAVA_VERSION").replace("\"", "");
    assumeTrue(
        Runtime.Version.parse(version).feature() < 25,
        "skipped: Maven runs on JDK " + version + ", and there is no older one to try");
    return Path.of(home, "bin", "java");
  }
}
