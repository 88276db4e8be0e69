package dev.heddle.internal.agent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Redirects calls of {@code notify()}, {@code notifyAll()} and {@code availableProcessors()} in
 * place: {@code invokevirtual} and {@code invokestatic} are of one length, and the object that the
 * one is called on is the argument of the other. So frames, line numbers and jumps stay byte for
 * byte as they are, and no class hierarchy has to be known. The first two are final, so whatever
 * class a call names, it means those of {@code Object}.
 *
 * <p>Method references ({@code monitor::notify}) are left alone.
 *
 * <p>By hand for speed. The class-file API would do it without a class hierarchy too, if it is told
 * to drop the stack maps and is handed those of the original. But it reads and writes every
 * instruction as an object: for the 175 classes of java.base, java.desktop, java.xml and
 * jdk.compiler that mention one of these names it takes 6 times as long (176 ms of CPU instead of
 * 28 in a JVM that has just started, 85 instead of 12 later), and every class of the program that
 * mentions one pays that when it is loaded.
 *
 * <p>Format: The Java Virtual Machine Specification, sections 4.7.3 and 6.5.
 */
final class CallPatch {
  private static final String PROCESSORS = "availableProcessors";

  private static final int INVOKEVIRTUAL = 0xb6;
  private static final int INVOKESPECIAL = 0xb7;
  private static final int INVOKESTATIC = 0xb8;
  private static final int TABLESWITCH = 0xaa;
  private static final int LOOKUPSWITCH = 0xab;
  private static final int WIDE = 0xc4;
  private static final int IINC = 0x84;

  /** The length of each instruction from {@code nop} on; 0: not fixed, or unknown. */
  private static final String LENGTHS =
      "1111111111111111" // nop
          + "2323322222111111" // bipush
          + "1111111111111111" // lload_2
          + "1111112222211111" // laload
          + "1111111111111111" // lstore_1
          + "1111111111111111" // iastore
          + "1111111111111111" // iadd
          + "1111111111111111" // idiv
          + "1111311111111111" // iinc
          + "1111111113333333" // lcmp
          + "3333333332001111" // if_icmpeq
          + "1133333335532311" // areturn
          + "3311043355"; // checkcast

  private final byte[] out;
  private final ByteBuffer buffer;
  private final ConstantPool pool;

  /** For each entry that refers to one of the methods, the entry of the hook; else 0. */
  private final int[] hooks;

  private boolean changed;

  private CallPatch(byte[] classFile) {
    out = classFile.clone();
    buffer = ByteBuffer.wrap(out);
    pool = new ConstantPool(classFile);
    hooks = new int[pool.count];
  }

  /** The class with its calls redirected to {@code target}, or null if it has none. */
  static byte @Nullable [] redirect(byte[] classFile, String target) {
    return ConstantPool.mentions(classFile, "notify")
            || ConstantPool.mentions(classFile, PROCESSORS)
        ? new CallPatch(classFile).redirectTo(target)
        : null;
  }

  private byte @Nullable [] redirectTo(String target) {
    Appendix appendix = new Appendix(pool.count);
    boolean wanted = false;
    for (int entry = 1; entry < pool.count; entry++) {
      String descriptor = pool.isMethod(entry) ? hookFor(entry) : null;
      if (descriptor != null) {
        hooks[entry] = appendix.method(target, pool.nameOf(entry), descriptor);
        wanted = true;
      }
    }
    if (wanted) {
      patchMethods();
    }
    return changed ? withPool(appendix) : null;
  }

  /** The descriptor of the hook of the same name; null if the method has none. */
  private @Nullable String hookFor(int method) {
    return switch (pool.nameOf(method)) {
      case "notify", "notifyAll" ->
          pool.descriptorOf(method).equals("()V") ? "(Ljava/lang/Object;)V" : null;
      case PROCESSORS ->
          pool.ownerOf(method).equals("java/lang/Runtime") ? "(Ljava/lang/Runtime;)I" : null;
      default -> null;
    };
  }

  // ---- where the code is --------------------------------------------------------------------

  private void patchMethods() {
    int position = pool.end + 6; // flags, this class, superclass
    position += 2 + 2 * u2(position); // interfaces
    position = skipMembers(position, false); // fields
    skipMembers(position, true); // methods
  }

  private int skipMembers(int start, boolean methods) {
    int position = start + 2;
    for (int left = u2(start); left > 0; left--) {
      int attributes = u2(position + 6);
      position += 8;
      for (; attributes > 0; attributes--) {
        if (methods && pool.utf8(u2(position)).equals("Code")) {
          int code = position + 14;
          patch(code, buffer.getInt(position + 10));
        }
        position += 6 + buffer.getInt(position + 2);
      }
    }
    return position;
  }

  private void patch(int start, int length) {
    int end = start + length;
    for (int at = start; at < end; at += lengthAt(at, start)) {
      int opcode = u1(at);
      if (opcode == INVOKEVIRTUAL || opcode == INVOKESPECIAL) {
        int hook = hooks[u2(at + 1)];
        if (hook != 0) {
          out[at] = (byte) INVOKESTATIC;
          buffer.putShort(at + 1, (short) hook);
          changed = true;
        }
      }
    }
  }

  private int lengthAt(int at, int start) {
    int opcode = u1(at);
    return switch (opcode) {
      case TABLESWITCH -> {
        int operands = operandsOfSwitch(at, start);
        int low = buffer.getInt(operands + 4);
        int high = buffer.getInt(operands + 8);
        yield operands + 12 + 4 * (high - low + 1) - at;
      }
      case LOOKUPSWITCH -> {
        int operands = operandsOfSwitch(at, start);
        yield operands + 8 + 8 * buffer.getInt(operands + 4) - at;
      }
      case WIDE -> u1(at + 1) == IINC ? 6 : 4;
      default -> fixedLength(opcode);
    };
  }

  private static int fixedLength(int opcode) {
    int length = opcode < LENGTHS.length() ? LENGTHS.charAt(opcode) - '0' : 0;
    if (length == 0) {
      throw new IllegalArgumentException("an instruction " + opcode + " is not known");
    }
    return length;
  }

  /** The operands of a switch begin at a multiple of four, counted from the method's first byte. */
  private static int operandsOfSwitch(int at, int start) {
    return start + (((at - start) + 4) & ~3);
  }

  private int u1(int position) {
    return out[position] & 0xff;
  }

  private int u2(int position) {
    return buffer.getShort(position) & 0xffff;
  }

  // ---- what is added to the pool --------------------------------------------------------------

  private byte[] withPool(Appendix appendix) {
    pool.requireRoom(appendix.count - pool.count);
    byte[] added = appendix.bytes();
    ByteBuffer patched = ByteBuffer.allocate(out.length + added.length);
    patched.put(out, 0, pool.end).put(added).put(out, pool.end, out.length - pool.end);
    patched.putShort(ConstantPool.COUNT_AT, (short) appendix.count);
    return patched.array();
  }

  /** Entries that follow those of a pool. */
  private static final class Appendix {
    private static final int CAPACITY = 1024;

    private final ByteBuffer added = ByteBuffer.allocate(CAPACITY);

    /** The entry that comes next. */
    private int count;

    /** The entries of the hooks that were added. */
    private final Map<String, Integer> methods = new HashMap<>();

    Appendix(int count) {
      this.count = count;
    }

    int method(String owner, String name, String descriptor) {
      Integer known = methods.get(name);
      if (known != null) {
        return known;
      }
      int ownerName = utf8(owner);
      int ownerClass = count++;
      added.put((byte) ConstantPool.CLASS).putShort((short) ownerName);
      int methodName = utf8(name);
      int methodDescriptor = utf8(descriptor);
      int nameAndType = count++;
      added.put((byte) ConstantPool.NAME_AND_TYPE);
      added.putShort((short) methodName).putShort((short) methodDescriptor);
      added.put((byte) ConstantPool.METHODREF);
      added.putShort((short) ownerClass).putShort((short) nameAndType);
      methods.put(name, count);
      return count++;
    }

    private int utf8(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      added.put((byte) ConstantPool.UTF8).putShort((short) bytes.length).put(bytes);
      return count++;
    }

    byte[] bytes() {
      byte[] bytes = new byte[added.position()];
      added.get(0, bytes);
      return bytes;
    }
  }
}
