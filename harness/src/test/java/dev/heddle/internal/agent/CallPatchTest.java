package dev.heddle.internal.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calls of {@code notify} are redirected, and nothing else of a class is touched. */
class CallPatchTest {
  private static final String TARGET = "java/lang/HeddleHooks";

  /** Calls both methods among instructions of every length. */
  private static final class Calls {
    private Calls() {}

    @SuppressWarnings({"NakedNotify", "NotifyNotInSynchronized"}) // it is never run
    static long call(Object monitor, int number, long[] sums) {
      long local = 1;
      switch (number) {
        case 1, 2, 3 -> monitor.notify();
        case 1_000_000, -5 -> monitor.notifyAll();
        default -> sums[0] += 40_000;
      }
      number += 40_000; // a wide iinc, or an ldc
      Runnable later = monitor::notify; // is left alone
      later.run();
      int[][] grid = new int[number][number];
      new Calls().notifyAll();
      number += Runtime.getRuntime().availableProcessors();
      return local + grid.length + notify(number);
    }

    /** Only looks like it. */
    static int notify(int number) {
      return number;
    }
  }

  private static byte[] classFileOf(Class<?> type) throws IOException {
    String name = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** The instructions of a class, in words; those that call a hook as what they replace. */
  private static List<String> instructions(byte[] classFile, boolean hooksOnly) {
    List<String> all = new ArrayList<>();
    for (var method : ClassFile.of().parse(classFile).methods()) {
      method
          .code()
          .ifPresent(
              code -> {
                for (CodeElement element : code) {
                  boolean hook =
                      element instanceof InvokeInstruction call
                          && call.owner().asInternalName().equals(TARGET);
                  if (element instanceof InvokeInstruction call && hook) {
                    all.add(call.name().stringValue());
                  } else if (element instanceof Instruction instruction && !hooksOnly) {
                    all.add(
                        element instanceof InvokeInstruction call && isReplaced(call)
                            ? call.name().stringValue()
                            : instruction.opcode() + " " + instruction.sizeInBytes());
                  }
                }
              });
    }
    return all;
  }

  private static boolean isReplaced(InvokeInstruction call) {
    String name = call.name().stringValue();
    return (name.startsWith("notify") && call.type().equalsString("()V"))
        || (name.equals("availableProcessors")
            && call.owner().asInternalName().equals("java/lang/Runtime"));
  }

  /** Calls, among switches and wide instructions; the class is still a valid one. */
  @Test
  void callsAreRedirected() throws IOException {
    byte[] before = classFileOf(Calls.class);
    byte[] after = CallPatch.redirect(before, TARGET);
    assertNotNull(after);
    assertEquals(
        List.of("notify", "notifyAll", "notifyAll", "availableProcessors"),
        instructions(after, true));
    assertEquals(instructions(before, false), instructions(after, false));
    assertEquals(List.of(), errors(after));
  }

  /** Whoever calls neither is left as it is, though it mentions the name. */
  @Test
  void othersAreLeftAlone() throws IOException {
    assertNull(CallPatch.redirect(classFileOf(CallPatchTest.class), TARGET));
    assertNull(CallPatch.redirect(classFileOf(String.class), TARGET));
  }

  /** Every class of java.base can be walked to its end, whatever instructions it has. */
  @Test
  void everyClassOfTheJdk() throws IOException {
    Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base");
    int redirected = 0;
    try (Stream<Path> files = Files.walk(base)) {
      for (Path file :
          (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
        byte[] before = Files.readAllBytes(file);
        byte[] after = CallPatch.redirect(before, TARGET);
        if (after != null) {
          redirected++;
          assertEquals(instructions(before, false), instructions(after, false), file.toString());
        }
      }
    }
    assertEquals(true, redirected > 3, "classes with such calls: " + redirected);
  }

  private static List<String> errors(byte[] classFile) {
    return ClassFile.of().verify(classFile).stream().map(VerifyError::getMessage).toList();
  }
}
