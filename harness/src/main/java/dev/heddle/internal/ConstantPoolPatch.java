package dev.heddle.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Redirects calls of {@code System.nanoTime()}, {@code System.currentTimeMillis()} and {@code
 * Thread.currentThread()} by editing the constant pool alone: the method references get another
 * class, which has methods of the same names and descriptors. Code, frames and line numbers stay
 * byte for byte as they are, so that no class hierarchy has to be known.
 *
 * <p>Format: The Java Virtual Machine Specification, section 4.4.
 */
final class ConstantPoolPatch {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int METHODREF = 10;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;
  private static final int COUNT_AT = 8;

  private final ByteBuffer in;
  private final int count;

  /** Where each entry's tag is. */
  private final int[] at;

  /** The first byte after the pool. */
  private final int end;

  private ConstantPoolPatch(byte[] classFile) {
    in = ByteBuffer.wrap(classFile);
    count = in.getShort(COUNT_AT) & 0xffff;
    at = new int[count];
    int position = COUNT_AT + 2;
    for (int i = 1; i < count; i++) {
      at[i] = position;
      int tag = in.get(position);
      position += 1 + length(tag, position);
      if (tag == LONG || tag == DOUBLE) {
        i++;
      }
    }
    end = position;
  }

  private int length(int tag, int position) {
    return switch (tag) {
      case UTF8 -> 2 + (in.getShort(position + 1) & 0xffff);
      case LONG, DOUBLE -> 8;
      case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> 2;
      case METHOD_HANDLE -> 3;
      default -> 4;
    };
  }

  /**
   * The class with its calls redirected to {@code target}, or null if it has none.
   *
   * @param threadsToo whether calls of {@code Thread.currentThread()} are among them
   */
  static byte @Nullable [] redirect(byte[] classFile, String target, boolean threadsToo) {
    boolean clock = mentions(classFile, "nanoTime") || mentions(classFile, "currentTimeMillis");
    boolean threads = threadsToo && mentions(classFile, "currentThread");
    return clock || threads ? new ConstantPoolPatch(classFile).redirectTo(target, threads) : null;
  }

  private byte @Nullable [] redirectTo(String target, boolean threads) {
    byte[] out = in.array().clone();
    boolean changed = false;
    for (int i = 1; i < count; i++) {
      if (at[i] != 0 && in.get(at[i]) == METHODREF && isRedirected(at[i], threads)) {
        ByteBuffer.wrap(out).putShort(at[i] + 1, (short) (count + 1));
        changed = true;
      }
    }
    return changed && count + 2 <= 0xffff ? withClass(out, target) : null;
  }

  /** Appends the name and the class entry at indices {@code count} and {@code count + 1}. */
  private byte[] withClass(byte[] patched, String target) {
    byte[] name = target.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(patched.length + 3 + name.length + 3);
    out.put(patched, 0, end);
    out.put((byte) UTF8).putShort((short) name.length).put(name);
    out.put((byte) CLASS).putShort((short) count);
    out.put(patched, end, patched.length - end);
    out.putShort(COUNT_AT, (short) (count + 2));
    return out.array();
  }

  private boolean isRedirected(int methodref, boolean threads) {
    String owner = utf8(index(at[index(methodref + 1)] + 1));
    int nameAndType = at[index(methodref + 3)];
    String name = utf8(index(nameAndType + 1));
    String type = utf8(index(nameAndType + 3));
    return switch (owner) {
      case "java/lang/System" ->
          (name.equals("nanoTime") || name.equals("currentTimeMillis")) && type.equals("()J");
      case "java/lang/Thread" ->
          threads && name.equals("currentThread") && type.equals("()Ljava/lang/Thread;");
      default -> false;
    };
  }

  private int index(int position) {
    return in.getShort(position) & 0xffff;
  }

  private String utf8(int entry) {
    int length = index(at[entry] + 1);
    return new String(in.array(), at[entry] + 3, length, StandardCharsets.ISO_8859_1);
  }

  private static boolean mentions(byte[] bytes, String ascii) {
    byte first = (byte) ascii.charAt(0);
    int last = bytes.length - ascii.length();
    for (int i = 0; i <= last; i++) {
      if (bytes[i] == first && startsAt(bytes, i, ascii)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAt(byte[] bytes, int from, String ascii) {
    for (int k = 1; k < ascii.length(); k++) {
      if (bytes[from + k] != (byte) ascii.charAt(k)) {
        return false;
      }
    }
    return true;
  }
}
