package dev.heddle.internal.agent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Redirects calls of a few static methods, and references to them, by editing the constant pool
 * alone: the method references get another class, which has methods of the same names and
 * descriptors. Code, frames and line numbers stay byte for byte as they are, so that no class
 * hierarchy has to be known.
 *
 * <p>By hand, since the class-file API can add constants and cannot change one. It would have to
 * write the code of every method that has such a call, and the arguments of every bootstrap method
 * that has such a reference, where one number in one constant is all that changes; see {@link
 * CallPatch} for what that costs.
 */
final class ConstantPoolPatch {
  /** A method whose calls can be redirected, to the method of the same name and type. */
  enum Call {
    NANO_TIME("java/lang/System", "nanoTime", "()J"),
    CURRENT_TIME_MILLIS("java/lang/System", "currentTimeMillis", "()J"),
    CURRENT_THREAD("java/lang/Thread", "currentThread", "()Ljava/lang/Thread;"),
    ON_SPIN_WAIT("java/lang/Thread", "onSpinWait", "()V");

    private final String owner;
    private final String method;
    private final String type;

    Call(String owner, String method, String type) {
      this.owner = owner;
      this.method = method;
      this.type = type;
    }
  }

  private final byte[] classFile;
  private final ConstantPool pool;

  private ConstantPoolPatch(byte[] classFile) {
    this.classFile = classFile;
    pool = new ConstantPool(classFile);
  }

  /**
   * The class with its calls redirected to {@code target}, or null if it has none.
   *
   * @param calls which calls
   */
  static byte @Nullable [] redirect(byte[] classFile, String target, Set<Call> calls) {
    boolean any = false;
    for (Call call : calls) {
      any = any || ConstantPool.mentions(classFile, call.method);
    }
    return any ? new ConstantPoolPatch(classFile).redirectTo(target, calls) : null;
  }

  private byte @Nullable [] redirectTo(String target, Set<Call> calls) {
    byte[] out = classFile.clone();
    boolean changed = false;
    for (int entry = 1; entry < pool.count; entry++) {
      if (pool.isMethod(entry) && isRedirected(entry, calls)) {
        ByteBuffer.wrap(out).putShort(pool.at(entry) + 1, (short) (pool.count + 1));
        changed = true;
      }
    }
    return changed ? withClass(out, target) : null;
  }

  /** Appends the name and the class entry at indices {@code count} and {@code count + 1}. */
  private byte[] withClass(byte[] patched, String target) {
    pool.requireRoom(2);
    byte[] name = target.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(patched.length + 3 + name.length + 3);
    out.put(patched, 0, pool.end);
    out.put((byte) ConstantPool.UTF8).putShort((short) name.length).put(name);
    out.put((byte) ConstantPool.CLASS).putShort((short) pool.count);
    out.put(patched, pool.end, patched.length - pool.end);
    out.putShort(ConstantPool.COUNT_AT, (short) (pool.count + 2));
    return out.array();
  }

  private boolean isRedirected(int method, Set<Call> calls) {
    String name = pool.nameOf(method);
    for (Call call : calls) {
      if (name.equals(call.method)
          && pool.descriptorOf(method).equals(call.type)
          && pool.ownerOf(method).equals(call.owner)) {
        return true;
      }
    }
    return false;
  }
}
