package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Structured concurrency is a preview of JDK 25: its program runs in a JVM that allows that. */
@Tag("starts-jvms")
class StructuredScopesTest {
  @Test
  void runInVirtualTime() throws Exception {
    Fork.Result result =
        Fork.runSource(
            List.of(
                "--enable-preview",
                "-XX:+EnableDynamicAgentLoading",
                "-Djdk.attach.allowAttachSelf=true"),
            Path.of("src", "test", "preview", "StructuredScopes.java"));

    assertEquals(
        """
        PT3H order of ann, stock of ann
        PT4H hare
        PT5H failed: boom
        PT5H30M timed out
        PT7H30M [p-0, p-1]
        problems: []
        """
            .repeat(3),
        result.output());
    assertEquals(0, result.status());
  }
}
