package dev.heddle.internal.agent;

import dev.heddle.internal.hook.HookNames;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import org.jspecify.annotations.Nullable;

/**
 * Has the initialisers of classes under test tell when they begin and end. Nothing that jumps is
 * added, so that the stack maps stay valid.
 */
final class ClassInitEdits {
  private static final ClassDesc HOOKS = ClassDesc.ofInternalName(HookNames.INITIALISERS);

  private static final MethodTypeDesc TOLD =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Class);

  private ClassInitEdits() {}

  /** The class with its initialiser edited; null if it has none. */
  static byte @Nullable [] edited(byte[] classFile) {
    if (!ConstantPool.mentions(classFile, ConstantDescs.CLASS_INIT_NAME)) {
      return null;
    }
    ClassFile api =
        ClassFile.of(
            ClassFile.StackMapsOption.DROP_STACK_MAPS,
            ClassFile.DeadCodeOption.KEEP_DEAD_CODE,
            ClassFile.ShortJumpsOption.FIX_SHORT_JUMPS);
    ClassModel parsed = api.parse(classFile);
    if (parsed.majorVersion() < ClassFile.JAVA_5_VERSION) {
      return null; // such a class cannot name itself
    }
    boolean[] changed = new boolean[1];
    byte[] edited =
        api.transformClass(
            parsed,
            (builder, element) -> {
              CodeModel code =
                  element instanceof MethodModel method
                          && method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME)
                      ? method.code().orElse(null)
                      : null;
              if (code == null) {
                builder.with(element);
              } else {
                changed[0] = true;
                builder.transformMethod(
                    (MethodModel) element,
                    MethodTransform.transformingCode(
                        new Telling(parsed.thisClass().asSymbol(), code)));
              }
            });
    return changed[0] ? edited : null;
  }

  private static final class Telling implements CodeTransform {
    private final ClassDesc owner;

    /** Null: the initialiser has none, as it has no jumps. */
    private final @Nullable StackMapTableAttribute stackMaps;

    Telling(ClassDesc owner, CodeModel code) {
      this.owner = owner;
      stackMaps = code.findAttribute(Attributes.stackMapTable()).orElse(null);
      if (stackMaps != null) {
        stackMaps.entries(); // so that the places that it names are kept as the code is written
      }
    }

    @Override
    public void atStart(CodeBuilder code) {
      tell(code, "begin");
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (element instanceof ReturnInstruction) {
        tell(code, "end");
      }
      code.with(element);
    }

    @Override
    public void atEnd(CodeBuilder code) {
      if (stackMaps != null) {
        code.with(stackMaps);
      }
    }

    private void tell(CodeBuilder code, String hook) {
      code.loadConstant(owner).invokestatic(HOOKS, hook, TOLD);
    }
  }
}
