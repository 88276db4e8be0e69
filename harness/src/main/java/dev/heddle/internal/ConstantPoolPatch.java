package dev.heddle.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Redirects calls of {@code System.nanoTime()}, {@code System.currentTimeMillis()} and {@code
 * Thread.currentThread()} by editing the constant pool alone: the method references get another
 * class, which has methods of the same names and descriptors. Code, frames and line numbers stay
 * byte for byte as they are, so that no class hierarchy has to be known.
 */
final class ConstantPoolPatch {
  private final byte[] classFile;
  private final ConstantPool pool;

  private ConstantPoolPatch(byte[] classFile) {
    this.classFile = classFile;
    pool = new ConstantPool(classFile);
  }

  /**
   * The class with its calls redirected to {@code target}, or null if it has none.
   *
   * @param threadsToo whether calls of {@code Thread.currentThread()} are among them
   */
  static byte @Nullable [] redirect(byte[] classFile, String target, boolean threadsToo) {
    boolean clock =
        ConstantPool.mentions(classFile, "nanoTime")
            || ConstantPool.mentions(classFile, "currentTimeMillis");
    boolean threads = threadsToo && ConstantPool.mentions(classFile, "currentThread");
    return clock || threads ? new ConstantPoolPatch(classFile).redirectTo(target, threads) : null;
  }

  private byte @Nullable [] redirectTo(String target, boolean threads) {
    byte[] out = classFile.clone();
    boolean changed = false;
    for (int entry = 1; entry < pool.count; entry++) {
      if (pool.isMethod(entry) && isRedirected(entry, threads)) {
        ByteBuffer.wrap(out).putShort(pool.at(entry) + 1, (short) (pool.count + 1));
        changed = true;
      }
    }
    return changed && pool.count + 2 <= 0xffff ? withClass(out, target) : null;
  }

  /** Appends the name and the class entry at indices {@code count} and {@code count + 1}. */
  private byte[] withClass(byte[] patched, String target) {
    byte[] name = target.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(patched.length + 3 + name.length + 3);
    out.put(patched, 0, pool.end);
    out.put((byte) ConstantPool.UTF8).putShort((short) name.length).put(name);
    out.put((byte) ConstantPool.CLASS).putShort((short) pool.count);
    out.put(patched, pool.end, patched.length - pool.end);
    out.putShort(ConstantPool.COUNT_AT, (short) (pool.count + 2));
    return out.array();
  }

  private boolean isRedirected(int method, boolean threads) {
    String name = pool.nameOf(method);
    String type = pool.descriptorOf(method);
    return switch (pool.ownerOf(method)) {
      case "java/lang/System" ->
          (name.equals("nanoTime") || name.equals("currentTimeMillis")) && type.equals("()J");
      case "java/lang/Thread" ->
          threads && name.equals("currentThread") && type.equals("()Ljava/lang/Thread;");
      default -> false;
    };
  }
}
