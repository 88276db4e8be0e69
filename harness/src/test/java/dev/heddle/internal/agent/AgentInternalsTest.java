package dev.heddle.internal.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.internal.agent.ConstantPoolPatch.Call;
import dev.heddle.internal.attach.UnsupportedJvmException;
import dev.heddle.internal.hook.HookNames;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How classes are transformed, and what is said where that cannot work. */
class AgentInternalsTest {
  @BeforeAll
  static void install() {
    Installation.require();
  }

  /** Reads both clocks, and looks like reading them where it does not. */
  private static final class ReadsClocks {
    final String nanoTime = "nanoTime";

    long sum() {
      return System.nanoTime() + System.currentTimeMillis() + nanoTime(1);
    }

    private static long nanoTime(long x) {
      return x;
    }
  }

  private static byte[] classFileOf(Class<?> type) throws Exception {
    String name = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static Set<String> calls(byte[] classFile) {
    Set<String> calls = new TreeSet<>();
    for (var method : ClassFile.of().parse(classFile).methods()) {
      method
          .code()
          .ifPresent(
              code ->
                  code.forEach(
                      element -> {
                        if (element
                            instanceof java.lang.classfile.instruction.InvokeInstruction i) {
                          calls.add(i.owner().asInternalName() + "." + i.name().stringValue());
                        }
                      }));
    }
    return calls;
  }

  /** The two clocks are redirected, and nothing else; the class stays valid. */
  @Test
  void redirectsBothClocks() throws Exception {
    byte[] patched =
        ConstantPoolPatch.redirect(
            classFileOf(ReadsClocks.class), HookNames.HOOKS, EnumSet.allOf(Call.class));
    assertNotNull(patched);
    assertEquals(
        Set.of(
            "java/lang/HeddleHooks.nanoTime",
            "java/lang/HeddleHooks.currentTimeMillis",
            "dev/heddle/internal/agent/AgentInternalsTest$ReadsClocks.nanoTime",
            "java/lang/Object.<init>"),
        calls(patched));
    assertEquals(java.util.List.of(), ClassFile.of().verify(patched));
  }

  /** A class that reads no clock is left alone. */
  @Test
  void leavesOthersAlone() throws Exception {
    assertNull(
        ConstantPoolPatch.redirect(
            classFileOf(Loop.Body.class), HookNames.HOOKS, EnumSet.allOf(Call.class)));
  }

  /** A JDK 25 whose internals differ: the message names what is missing. */
  @Test
  void missingInternals() {
    Transformer untouched = new Transformer(Jdk25Edits.ALL);
    UnsupportedJvmException e = assertThrows(UnsupportedJvmException.class, untouched::check);
    assertTrue(
        e.getMessage().contains("java/lang/VirtualThread.parkOnCarrierThread(ZJ)V"),
        e.getMessage());
    assertTrue(e.getMessage().contains(Runtime.version().toString()), e.getMessage());
  }

  /** A JDK 25 without a class that is to be edited: the message names it. */
  @Test
  void missingClass() {
    Edit edit = Edit.head("java/lang/MonitoredThread", "start()V", code -> {});
    Transformer transformer =
        new Transformer(new JdkEdits(Set.of(), Set.of(), Map.of(edit.owner(), List.of(edit))));
    UnsupportedJvmException e =
        assertThrows(UnsupportedJvmException.class, transformer::loadEdited);
    assertTrue(e.getMessage().contains("lacks class java/lang/MonitoredThread."), e.getMessage());
    assertTrue(e.getMessage().endsWith("Run the tests with Eclipse Temurin 25."), e.getMessage());
  }

  /** A class that cannot be transformed is told with its cause. */
  @Test
  void failingTransformation() {
    Transformer transformer = new Transformer(Jdk25Edits.ALL);
    assertNull(transformer.transform(null, "java/lang/Thread", null, null, new byte[] {1, 2, 3}));
    UnsupportedJvmException e = assertThrows(UnsupportedJvmException.class, transformer::check);
    assertNotNull(e.getCause());
  }

  /** Rewrites the classes that it is given without changing what they do, as coverage tools do. */
  private static final class SecondAgent implements ClassFileTransformer {
    private int rewritten;

    @Override
    public byte[] transform(
        ClassLoader loader,
        String name,
        Class<?> redefined,
        ProtectionDomain domain,
        byte[] classFile) {
      if (!"java/lang/VirtualThread".equals(name) && !"java/lang/Thread".equals(name)) {
        return null;
      }
      rewritten++;
      ClassFile api = ClassFile.of();
      return api.transformClass(api.parse(classFile), ClassTransform.ACCEPT_ALL);
    }
  }

  /** Another agent may transform the same classes, after the harness's own. */
  @Test
  void secondAgent() throws Exception {
    Instrumentation instrumentation = ByteBuddyAgent.install();
    SecondAgent second = new SecondAgent();
    instrumentation.addTransformer(second, true);
    try {
      instrumentation.retransformClasses(Class.forName("java.lang.VirtualThread"), Thread.class);
      assertEquals(2, second.rewritten);
      assertEquals(
          Duration.ofDays(1),
          Loop.run(
              loop -> {
                Thread.sleep(Duration.ofDays(1));
                return loop.time();
              }));
    } finally {
      instrumentation.removeTransformer(second);
    }
  }
}
