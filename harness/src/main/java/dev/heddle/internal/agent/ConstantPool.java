package dev.heddle.internal.agent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The constant pool of a class file, read in place: it says where an entry is, which the class-file
 * API does not, and which has to be known to change it there.
 *
 * <p>Format: The Java Virtual Machine Specification, section 4.4.
 */
final class ConstantPool {
  static final int UTF8 = 1;
  static final int CLASS = 7;
  static final int METHODREF = 10;
  static final int NAME_AND_TYPE = 12;

  /** Where the number of entries is, plus one. */
  static final int COUNT_AT = 8;

  /** The highest number that a class file can have at {@link #COUNT_AT}. */
  private static final int MOST = 0xffff;

  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int STRING = 8;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;

  private final ByteBuffer in;

  /** The number of entries, plus one. */
  final int count;

  /** The first byte after the pool. */
  final int end;

  /** Where each entry's tag is; 0: no entry. */
  private final int[] at;

  ConstantPool(byte[] classFile) {
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

  /** Fails if there is no room for so many more entries. */
  void requireRoom(int entries) {
    if (count + entries > MOST) {
      throw new IllegalArgumentException(
          "its constant pool has "
              + (count - 1)
              + " entries, which leaves no room for the "
              + entries
              + " that are needed");
    }
  }

  /** Where an entry's tag is. */
  int at(int entry) {
    return at[entry];
  }

  boolean isMethod(int entry) {
    return at[entry] != 0 && in.get(at[entry]) == METHODREF;
  }

  /** The internal name of the class that a method reference names. */
  String ownerOf(int method) {
    return utf8(index(at[index(at[method] + 1)] + 1));
  }

  /** The name of the method that a method reference names. */
  String nameOf(int method) {
    return utf8(index(nameAndType(method) + 1));
  }

  /** The descriptor of the method that a method reference names. */
  String descriptorOf(int method) {
    return utf8(index(nameAndType(method) + 3));
  }

  private int nameAndType(int method) {
    return at[index(at[method] + 3)];
  }

  /** The two bytes at a position, as a number. */
  private int index(int position) {
    return in.getShort(position) & 0xffff;
  }

  String utf8(int entry) {
    int length = index(at[entry] + 1);
    return new String(in.array(), at[entry] + 3, length, StandardCharsets.ISO_8859_1);
  }

  /** Whether a text of ASCII letters occurs anywhere in a class file. */
  static boolean mentions(byte[] bytes, String ascii) {
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
