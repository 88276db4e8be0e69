package dev.heddle.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Redirects calls of {@code System.nanoTime()} and {@code System.currentTimeMillis()} by editing
 * the constant pool alone: the two method references get another class, which has methods of the
 * same names and descriptors. Code, frames and line numbers stay byte for byte as they are, so that
 * no class hierarchy has to be known.
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
  private static final int NAME_AND_TYPE = 12;
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

  /** The class with its calls redirected to {@code target}, or null if it has none. */
  static byte @Nullable [] redirect(byte[] classFile, String target) {
    if (!mentions(classFile, "nanoTime") && !mentions(classFile, "currentTimeMillis")) {
      return null;
    }
    return new ConstantPoolPatch(classFile).redirectTo(target);
  }

  private byte @Nullable [] redirectTo(String target) {
    byte[] out = in.array().clone();
    boolean changed = false;
    for (int i = 1; i < count; i++) {
      if (at[i] != 0 && in.get(at[i]) == METHODREF && isClockCall(at[i])) {
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

  private boolean isClockCall(int methodref) {
    int owner = at[index(methodref + 1)];
    int nameAndType = at[index(methodref + 3)];
    if (in.get(nameAndType) != NAME_AND_TYPE || !"()J".equals(utf8(index(nameAndType + 3)))) {
      return false;
    }
    String name = utf8(index(nameAndType + 1));
    return (name.equals("nanoTime") || name.equals("currentTimeMillis"))
        && "java/lang/System".equals(utf8(index(owner + 1)));
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
