package dev.heddle.internal.agent;

import dev.heddle.internal.hook.HookNames;
import dev.heddle.internal.jdk.ThreadLocalRandoms;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * What the JDK leaves to chance: generators without a seed, and the order in which immutable sets
 * and maps are gone through. They ask the loop first.
 */
final class RandomnessEdits {
  static final List<Edit> ALL = all();

  private static final ClassDesc HOOKS = ClassDesc.ofInternalName(HookNames.RANDOMNESS);
  private static final ClassDesc COLLECTIONS = ClassDesc.of("java.util.ImmutableCollections");
  private static final ClassDesc SET_12 = COLLECTIONS.nested("Set12");
  private static final ClassDesc SET_N = COLLECTIONS.nested("SetN");
  private static final ClassDesc MAP_N = COLLECTIONS.nested("MapN");
  private static final ClassDesc UNSAFE = ClassDesc.of("jdk.internal.misc.Unsafe");
  private static final ClassDesc THREAD_LOCAL_RANDOM =
      ClassDesc.of("java.util.concurrent.ThreadLocalRandom");

  private RandomnessEdits() {}

  private static List<Edit> all() {
    List<Edit> all = new ArrayList<>();
    addSeeds(all);
    addShared(all);
    addThreads(all);
    addOrders(all);
    return List.copyOf(all);
  }

  // ---- generators without a seed ------------------------------------------------------------

  private static void addSeeds(List<Edit> all) {
    all.add(Edit.body("java/util/Random", "<init>()V", RandomnessEdits::seedAfterXor));
    CodeTransform afterGetAndAdd = afterCall("getAndAdd", "seed", "(J)J");
    all.add(Edit.body("java/util/SplittableRandom", "<init>()V", afterGetAndAdd));
    for (String name :
        List.of(
            "L32X64MixRandom",
            "L64X128MixRandom",
            "L64X128StarStarRandom",
            "L64X256MixRandom",
            "L64X1024MixRandom",
            "L128X128MixRandom",
            "L128X256MixRandom",
            "L128X1024MixRandom",
            "Xoroshiro128PlusPlus",
            "Xoshiro256PlusPlus")) {
      all.add(Edit.body("jdk/internal/random/" + name, "<init>()V", afterGetAndAdd));
    }
  }

  private static void seedAfterXor(CodeBuilder code, CodeElement element) {
    code.with(element);
    if (element instanceof OperatorInstruction operator && operator.opcode() == Opcode.LXOR) {
      call(code, "seed", "(J)J");
    }
  }

  // ---- generators that all threads share ----------------------------------------------------

  private static void addShared(List<Edit> all) {
    String random = "Ljava/util/Random;";
    for (String math : List.of("java/lang/Math", "java/lang/StrictMath")) {
      all.add(
          Edit.body(
              math,
              "random()D",
              afterGet("randomNumberGenerator", "generator", "(" + random + ")" + random)));
    }
    all.add(
        Edit.body(
            "java/util/Collections", "shuffle(Ljava/util/List;)V", RandomnessEdits::ownGenerator));
    String secure = "java/security/SecureRandom";
    all.add(Edit.head(secure, "nextBytes([B)V", RandomnessEdits::askForBytes));
    all.add(
        Edit.head(
            secure,
            "nextBytes([BLjava/security/SecureRandomParameters;)V",
            RandomnessEdits::askForBytesWithParameters));
    all.add(Edit.head(secure, "generateSeed(I)[B", RandomnessEdits::askForSeed));
  }

  /** Before the shared generator is handed on. */
  private static void ownGenerator(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction invoke && invoke.name().equalsString("shuffle")) {
      call(code, "generator", "(Ljava/util/Random;)Ljava/util/Random;");
    }
    code.with(element);
  }

  private static void askForBytes(CodeBuilder code) {
    Label real = code.newLabel();
    code.aload(0).aload(1);
    call(code, "nextBytes", "(Ljava/security/SecureRandom;[B)Z");
    code.ifeq(real).return_().labelBinding(real);
  }

  private static void askForBytesWithParameters(CodeBuilder code) {
    Label real = code.newLabel();
    code.aload(0).aload(1).aload(2);
    call(
        code,
        "nextBytes",
        "(Ljava/security/SecureRandom;[BLjava/security/SecureRandomParameters;)Z");
    code.ifeq(real).return_().labelBinding(real);
  }

  private static void askForSeed(CodeBuilder code) {
    code.aload(0).iload(1);
    call(code, "generateSeed", "(Ljava/security/SecureRandom;I)[B");
    returnUnlessNull(code);
  }

  // ---- generators of a thread ---------------------------------------------------------------

  private static void addThreads(List<Edit> all) {
    String local = "java/util/concurrent/ThreadLocalRandom";
    all.add(Edit.head(local, "localInit()V", RandomnessEdits::askForLocalInit));
    all.add(Edit.body(local, "nextSeed()J", RandomnessEdits::sameForManaged));
    all.add(Edit.body(local, "nextSecondarySeed()I", afterCall("getAndAdd", "seed", "(J)J")));
    all.add(
        Edit.body(
            "java/util/concurrent/Exchanger$Node", "<init>()V", RandomnessEdits::seedByThreadId));
    all.add(
        Edit.body(
            "java/util/concurrent/ForkJoinPool",
            "cleanQueues()Z",
            RandomnessEdits::seedByThreadId));
  }

  private static void seedByThreadId(CodeBuilder code, CodeElement element) {
    if (isThreadId(element)) {
      call(code, "threadId", "(Ljava/lang/Thread;)J");
    } else {
      code.with(element);
    }
  }

  private static void askForLocalInit(CodeBuilder code) {
    Label real = code.newLabel();
    call(code, "localInit", "()Z");
    code.ifeq(real).return_().labelBinding(real);
  }

  /**
   * Each value depends on the thread's id, which differs between runs. This is a hot path of every
   * program: a managed thread is told by its probe, which is next to the seed.
   */
  private static void sameForManaged(CodeBuilder code, CodeElement element) {
    if (!isThreadId(element)) {
      code.with(element);
      return;
    }
    Label other = code.newLabel();
    Label end = code.newLabel();
    code.dup()
        .getstatic(THREAD_LOCAL_RANDOM, "U", UNSAFE)
        .swap()
        .getstatic(THREAD_LOCAL_RANDOM, "PROBE", ConstantDescs.CD_long)
        .invokevirtual(
            UNSAFE,
            "getInt",
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object, ConstantDescs.CD_long))
        .loadConstant(ThreadLocalRandoms.PROBE_OF_MANAGED)
        .if_icmpne(other)
        .pop()
        .lconst_0()
        .goto_(end)
        .labelBinding(other)
        .with(element)
        .labelBinding(end);
  }

  private static boolean isThreadId(CodeElement element) {
    return element instanceof InvokeInstruction invoke && invoke.name().equalsString("threadId");
  }

  // ---- orders -------------------------------------------------------------------------------

  private static void addOrders(List<Edit> all) {
    String collections = "java/util/ImmutableCollections";
    String iterator = "iterator()Ljava/util/Iterator;";
    all.add(Edit.body(collections + "$Set12", null, afterGet("REVERSE", "reverse", "(Z)Z")));
    all.add(Edit.head(collections + "$Set12", iterator, RandomnessEdits::askForPair));
    all.add(Edit.head(collections + "$SetN", iterator, RandomnessEdits::askForElements));
    all.add(Edit.head(collections + "$MapN$1", iterator, RandomnessEdits::askForEntries));
  }

  private static void askForPair(CodeBuilder code) {
    code.aload(0)
        .getfield(SET_12, "e0", ConstantDescs.CD_Object)
        .aload(0)
        .getfield(SET_12, "e1", ConstantDescs.CD_Object)
        .getstatic(COLLECTIONS, "EMPTY", ConstantDescs.CD_Object);
    call(
        code,
        "pair",
        "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)Ljava/util/Iterator;");
    returnUnlessNull(code);
  }

  private static void askForElements(CodeBuilder code) {
    code.aload(0).getfield(SET_N, "elements", ConstantDescs.CD_Object.arrayType());
    call(code, "elements", "([Ljava/lang/Object;)Ljava/util/Iterator;");
    returnUnlessNull(code);
  }

  private static void askForEntries(CodeBuilder code) {
    code.aload(0)
        .getfield(MAP_N.nested("1"), "this$0", MAP_N)
        .getfield(MAP_N, "table", ConstantDescs.CD_Object.arrayType());
    call(code, "entries", "([Ljava/lang/Object;)Ljava/util/Iterator;");
    returnUnlessNull(code);
  }

  // ---- in common ----------------------------------------------------------------------------

  private static CodeTransform afterCall(String method, String hook, String descriptor) {
    return (code, element) -> {
      code.with(element);
      if (element instanceof InvokeInstruction invoke && invoke.name().equalsString(method)) {
        call(code, hook, descriptor);
      }
    };
  }

  private static CodeTransform afterGet(String field, String hook, String descriptor) {
    return (code, element) -> {
      code.with(element);
      if (element instanceof FieldInstruction get && get.name().equalsString(field)) {
        call(code, hook, descriptor);
      }
    };
  }

  private static void call(CodeBuilder code, String hook, String descriptor) {
    Edit.call(code, HOOKS, hook, descriptor);
  }

  private static void returnUnlessNull(CodeBuilder code) {
    Label real = code.newLabel();
    code.dup().ifnull(real).areturn().labelBinding(real).pop();
  }
}
