package dev.heddle.internal.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where the JDK waits for the world: it tells the loop first what it is about to do, whether or not
 * it would have to wait this time, since that is a matter of luck. Files are not among these: they
 * do not keep anybody waiting.
 */
final class OutsideEdits {
  private static final ClassDesc FILE_DESCRIPTOR = ClassDesc.of("java.io.FileDescriptor");
  private static final ClassDesc FILE_INPUT_STREAM = ClassDesc.of("java.io.FileInputStream");

  private static final String CHANNELS = "java/nio/channels/";
  private static final String CHANNELS_IMPL = "sun/nio/ch/";

  static final List<Edit> ALL =
      List.of(
          told(
              CHANNELS_IMPL + "NioSocketImpl",
              "connect(Ljava/net/SocketAddress;I)V",
              "connects a socket"),
          told(
              CHANNELS_IMPL + "NioSocketImpl",
              "accept(Ljava/net/SocketImpl;)V",
              "accepts a connection"),
          told(
              CHANNELS_IMPL + "NioSocketImpl",
              "beginRead()Ljava/io/FileDescriptor;",
              "reads from a socket"),
          toldIfBlocking(
              "SocketChannelImpl", "beginConnect(ZLjava/net/SocketAddress;)V", "connects a socket"),
          toldIfBlocking("SocketChannelImpl", "beginRead(Z)V", "reads from a socket"),
          toldIfBlocking("ServerSocketChannelImpl", "begin(Z)V", "accepts a connection"),
          toldIfBlocking(
              "DatagramChannelImpl",
              "beginRead(ZZ)Ljava/net/SocketAddress;",
              "reads from a socket"),
          Edit.head(
              CHANNELS_IMPL + "SelectorImpl",
              "lockAndDoSelect(Ljava/util/function/Consumer;J)I",
              code ->
                  unlessZero(
                      code, c -> c.lload(2).lconst_0().lcmp(), "waits in a selector of channels")),
          told(
              CHANNELS_IMPL + "Poller",
              "poll(IIJLjava/util/function/BooleanSupplier;)V",
              "waits for a socket or pipe"),
          told(
              CHANNELS + "AsynchronousSocketChannel",
              "open(Ljava/nio/channels/AsynchronousChannelGroup;)"
                  + "Ljava/nio/channels/AsynchronousSocketChannel;",
              "opens an asynchronous socket"),
          told(
              CHANNELS + "AsynchronousServerSocketChannel",
              "open(Ljava/nio/channels/AsynchronousChannelGroup;)"
                  + "Ljava/nio/channels/AsynchronousServerSocketChannel;",
              "opens an asynchronous socket"),
          told(
              "java/lang/ProcessBuilder",
              "start([Ljava/lang/ProcessBuilder$Redirect;)Ljava/lang/Process;",
              "starts a process"),
          told("java/lang/ProcessImpl", "waitFor()I", "waits for a process to end"),
          told(
              "java/lang/ProcessImpl",
              "waitFor(JLjava/util/concurrent/TimeUnit;)Z",
              "waits for a process to end"),
          reading("read()I"),
          reading("read([B)I"),
          reading("read([BII)I"),
          joining("join(J)V"),
          joining("join(JI)V"),
          joining("join(Ljava/time/Duration;)Z"));

  private OutsideEdits() {}

  private static Edit told(String owner, String method, String what) {
    return Edit.head(owner, method, code -> tell(code, what));
  }

  private static Edit toldIfBlocking(String owner, String method, String what) {
    return Edit.head(
        CHANNELS_IMPL + owner, method, code -> unlessZero(code, c -> c.iload(1), what));
  }

  private static void unlessZero(CodeBuilder code, Consumer<CodeBuilder> number, String what) {
    Label over = code.newLabel();
    number.accept(code);
    code.ifeq(over);
    tell(code, what);
    code.labelBinding(over);
  }

  private static void tell(CodeBuilder code, String what) {
    code.loadConstant(what);
    Edit.call(code, "reaching", "(Ljava/lang/String;)V");
  }

  private static Edit reading(String method) {
    return Edit.head(
        "java/io/FileInputStream",
        method,
        code -> {
          code.aload(0).aload(0).getfield(FILE_INPUT_STREAM, "fd", FILE_DESCRIPTOR);
          Edit.call(code, "reading", "(Ljava/lang/Object;Ljava/io/FileDescriptor;)V");
        });
  }

  private static Edit joining(String method) {
    return Edit.head(
        "java/lang/Thread",
        method,
        code -> {
          code.aload(0);
          Edit.call(code, "joining", "(Ljava/lang/Thread;)V");
        });
  }
}
