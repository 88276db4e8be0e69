package dev.heddle.internal.agent;

import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.DynamicConstantDesc;

/** The probes that JaCoCo has put into a method, which all threads write and nobody reads. */
final class JacocoProbes {
  /** How the names of what JaCoCo adds to a class begin. */
  static final String PREFIX = "$jacoco";

  /** The local variable that has them; -1 if there is none. */
  private int slot = -1;

  /** They were put on the stack by the instruction before. */
  private boolean fresh;

  /** They are on the stack, to be written. */
  private boolean loaded;

  /** An instruction passes. */
  void passes(Instruction instruction) {
    if (fresh && instruction instanceof StoreInstruction store) {
      slot = store.slot();
    }
    fresh =
        (instruction instanceof InvokeInstruction call
                && call.name().stringValue().startsWith(PREFIX))
            || (instruction instanceof ConstantInstruction.LoadConstantInstruction constant
                && constant.constantValue() instanceof DynamicConstantDesc<?> dynamic
                && dynamic.constantName().startsWith(PREFIX))
            || (fresh && instruction instanceof TypeCheckInstruction);
    loaded =
        (instruction instanceof LoadInstruction load && load.slot() == slot)
            || (loaded && instruction instanceof ConstantInstruction);
  }

  /** Whether the instruction that comes next, which stores an element, writes a probe. */
  boolean areWritten() {
    return loaded;
  }
}
