package dev.heddle.internal.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Where code can tell how many processors the machine has without asking {@code Runtime}: mostly
 * what the JDK has computed once, when a class was initialised. It goes by those of the loop.
 *
 * <p>Not here, since nothing of it shows in a loop: how long {@code Phaser}, {@code Exchanger} and
 * {@code LinkedTransferQueue} spin before they park, and up to how many cells {@code Striped64} and
 * {@code ConcurrentHashMap} spread a count for which threads contend.
 */
final class SizeEdits {
  private static final String LARGE_MULTIPLICATION = "java/math/BigInteger$RecursiveOp";

  static final List<Edit> ALL =
      List.of(
          Edit.body("java/util/concurrent/ConcurrentHashMap", "transfer", SizeEdits::processors),
          Edit.body(
              "sun/management/BaseOperatingSystemImpl",
              "getAvailableProcessors()I",
              SizeEdits::managementBean),
          Edit.body("java/util/stream/AbstractTask", "getLeafTarget()I", SizeEdits::leafTarget),
          Edit.body(
              LARGE_MULTIPLICATION, "getParallelForkDepthThreshold()I", SizeEdits::forkDepth));

  private SizeEdits() {}

  /** How many bins of a map a thread takes on at a time. */
  private static void processors(CodeBuilder code, CodeElement element) {
    code.with(element);
    if (isStatic(element, "NCPU")) {
      Edit.call(code, "availableProcessors", "(I)I");
    }
  }

  /** It asks the machine each time, by a native method of its own. */
  private static void managementBean(CodeBuilder code, CodeElement element) {
    if (element instanceof ReturnInstruction) {
      Edit.call(code, "availableProcessors", "(I)I");
    }
    code.with(element);
  }

  /** Into how many parts a parallel stream is split. */
  private static void leafTarget(CodeBuilder code, CodeElement element) {
    if (isStatic(element, "LEAF_TARGET")) {
      commonParallelism(code).iconst_2().ishl();
    } else {
      code.with(element);
    }
  }

  private static void forkDepth(CodeBuilder code, CodeElement element) {
    if (isStatic(element, "PARALLEL_FORK_DEPTH_THRESHOLD")) {
      commonParallelism(code)
          .invokestatic(
              ClassDesc.ofInternalName(LARGE_MULTIPLICATION),
              "calculateMaximumDepth",
              MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int));
    } else {
      code.with(element);
    }
  }

  private static CodeBuilder commonParallelism(CodeBuilder code) {
    return code.invokestatic(
        ClassDesc.of("java.util.concurrent.ForkJoinPool"),
        "getCommonPoolParallelism",
        MethodTypeDesc.of(ConstantDescs.CD_int));
  }

  private static boolean isStatic(CodeElement element, String name) {
    return element instanceof FieldInstruction field
        && field.opcode() == Opcode.GETSTATIC
        && field.name().equalsString(name);
  }
}
