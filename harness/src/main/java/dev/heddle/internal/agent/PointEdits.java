package dev.heddle.internal.agent;

import dev.heddle.internal.hook.HookNames;
import dev.heddle.internal.site.AccessKind;
import dev.heddle.internal.site.Site.Code;
import dev.heddle.internal.site.Site.Place;
import dev.heddle.internal.site.Site.Target;
import dev.heddle.internal.site.Sites;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has code under test tell what it is about to access: a call before each instruction that reads or
 * writes a field or an element of an array, enters a monitor, or calls a method that may do
 * something of the kind. What is on the stack is rearranged for it and stands as before afterwards,
 * and what is stored meanwhile is in new local variables, so that the stack maps stay valid.
 */
final class PointEdits {
  private static final ClassDesc HOOKS = ClassDesc.ofInternalName(HookNames.POINTS);

  private static final MethodTypeDesc ACCESS =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, ConstantDescs.CD_int);

  private static final MethodTypeDesc INSIDE =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);

  private static final MethodTypeDesc ELEMENT =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          ConstantDescs.CD_Object,
          ConstantDescs.CD_int,
          ConstantDescs.CD_int);

  private static final ClassFile KEEPS_FRAMES =
      ClassFile.of(
          ClassFile.StackMapsOption.DROP_STACK_MAPS,
          ClassFile.DeadCodeOption.KEEP_DEAD_CODE,
          ClassFile.ShortJumpsOption.FAIL_ON_SHORT_JUMPS);

  private PointEdits() {}

  private static ClassFile makesFrames(@Nullable ClassLoader loader) {
    return ClassFile.of(
        ClassFile.ClassHierarchyResolverOption.of(
            ClassHierarchyResolver.ofResourceParsing(
                loader == null ? ClassLoader.getPlatformClassLoader() : loader)));
  }

  /** The class with its points; null if it has none. */
  static byte @Nullable [] edited(@Nullable ClassLoader loader, byte[] classFile, Code code) {
    try {
      return edited(loader, classFile, code, true);
    } catch (IllegalArgumentException e) {
      return edited(loader, classFile, code, false); // a jump is too long now
    }
  }

  /**
   * The class with its points.
   *
   * @param keepsFrames whether stack maps stay as they are, which needs no other class; otherwise
   *     they are made anew, as a jump of more than two bytes takes one more frame
   */
  private static byte @Nullable [] edited(
      @Nullable ClassLoader loader, byte[] classFile, Code code, boolean keepsFrames) {
    ClassFile api = keepsFrames ? KEEPS_FRAMES : makesFrames(loader);
    ClassModel parsed = api.parse(classFile);
    boolean[] changed = new boolean[1];
    Owner owner = new Owner(loader, parsed, code, keepsFrames, changed);
    byte[] edited =
        api.transformClass(
            parsed,
            (builder, element) -> {
              if (element instanceof MethodModel method && method.code().isPresent()) {
                builder.transformMethod(
                    method, MethodTransform.transformingCode(new Method(owner, method)));
              } else {
                builder.with(element);
              }
            });
    return changed[0] ? edited : null;
  }

  /** The class that is edited. */
  private static final class Owner {
    private final @Nullable ClassLoader loader;
    private final String name;
    private final String internalName;
    private final String file;
    private final Code code;

    /** The methods of the class that cannot be overridden and are not synchronized. */
    private final Set<String> plain;

    private final boolean keepsFrames;

    private final boolean[] changed;

    Owner(
        @Nullable ClassLoader loader,
        ClassModel model,
        Code code,
        boolean keepsFrames,
        boolean[] changed) {
      this.loader = loader;
      this.code = code;
      this.keepsFrames = keepsFrames;
      this.changed = changed;
      internalName = model.thisClass().asInternalName();
      name = internalName.replace('/', '.');
      file =
          model
              .findAttribute(Attributes.sourceFile())
              .map(attribute -> attribute.sourceFile().stringValue())
              .orElse(name.substring(name.lastIndexOf('.') + 1));
      plain = new HashSet<>();
      boolean isFinal = model.flags().has(AccessFlag.FINAL);
      for (MethodModel method : model.methods()) {
        int flags = method.flags().flagsMask();
        boolean decided =
            isFinal
                || (flags & (ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL))
                    != 0;
        if (decided && (flags & ClassFile.ACC_SYNCHRONIZED) == 0) {
          plain.add(method.methodName().stringValue() + method.methodType().stringValue());
        }
      }
    }
  }

  /** The code of one method. */
  private static final class Method implements CodeTransform {
    private final Owner owner;
    private final String name;

    private final boolean isStaticMethod;

    private final boolean isSynchronized;

    /** The instruction before, or the call of this method, has entered a monitor. */
    private boolean hasEntered;

    private int line;

    /** In a constructor: how many objects were made and not initialised yet, and its own. */
    private int uninitialised;

    private final JacocoProbes probes = new JacocoProbes();

    /** Null: the method has none, as it has no jumps; or they are made anew. */
    private final @Nullable StackMapTableAttribute stackMaps;

    Method(Owner owner, MethodModel method) {
      this.owner = owner;
      name = method.methodName().stringValue();
      isStaticMethod = method.flags().has(AccessFlag.STATIC);
      isSynchronized = method.flags().has(AccessFlag.SYNCHRONIZED);
      uninitialised = name.equals(ConstantDescs.INIT_NAME) ? 1 : 0;
      stackMaps =
          method
              .code()
              .filter(code -> owner.keepsFrames)
              .flatMap(code -> code.findAttribute(Attributes.stackMapTable()))
              .orElse(null);
      if (stackMaps != null) {
        stackMaps.entries(); // so that the places that it names are kept as the code is written
      }
    }

    @Override
    public void atEnd(CodeBuilder code) {
      if (stackMaps != null) {
        code.with(stackMaps);
      }
    }

    @Override
    public void atStart(CodeBuilder code) {
      hasEntered = isSynchronized && owner.code == Code.UNDER_TEST;
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (element instanceof LineNumber number) {
        line = number.line();
      } else if (element instanceof Instruction instruction) {
        if (hasEntered) {
          code.invokestatic(HOOKS, "entered", MethodTypeDesc.of(ConstantDescs.CD_void));
          owner.changed[0] = true;
        }
        before(code, instruction);
        probes.passes(instruction);
        hasEntered = instruction.opcode() == Opcode.MONITORENTER;
      }
      code.with(element);
    }

    private void before(CodeBuilder code, Instruction instruction) {
      if (instruction instanceof FieldInstruction field) {
        beforeField(code, field);
      } else if (instruction instanceof ArrayLoadInstruction load) {
        code.dup2();
        hook(code, AccessKind.LOAD, ofArray(load.typeKind()), "element", ELEMENT);
      } else if (instruction instanceof ArrayStoreInstruction store) {
        beforeStore(code, store);
      } else if (instruction.opcode() == Opcode.MONITORENTER) {
        code.dup();
        hook(code, AccessKind.ENTER, new Target(owner.name, "", "", false), "access", ACCESS);
      } else if (instruction instanceof NewObjectInstruction) {
        uninitialised += uninitialised > 0 ? 1 : 0;
      } else if (instruction instanceof InvokeInstruction call) {
        beforeCall(code, call);
      }
    }

    private void beforeField(CodeBuilder code, FieldInstruction field) {
      boolean isStatic = field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC;
      boolean writes = field.opcode() == Opcode.PUTFIELD || field.opcode() == Opcode.PUTSTATIC;
      String member = field.name().stringValue();
      if (member.startsWith(JacocoProbes.PREFIX) || (writes && !isStatic && uninitialised > 0)) {
        return; // nobody else has the object yet
      }
      if (isStatic) {
        code.aconst_null();
      } else if (!writes) {
        code.dup();
      } else if (TypeKind.from(field.typeSymbol()).slotSize() == 1) {
        code.dup2().pop();
      } else {
        code.dup2_x1().pop2().dup_x2();
      }
      Target target =
          new Target(
              field.owner().asInternalName().replace('/', '.'),
              member,
              field.type().stringValue(),
              isStatic);
      hook(code, writes ? AccessKind.WRITE : AccessKind.READ, target, "access", ACCESS);
    }

    private static Target ofArray(TypeKind type) {
      return new Target(type.upperBound().displayName(), "", "", false);
    }

    private void beforeStore(CodeBuilder code, ArrayStoreInstruction store) {
      if (probes.areWritten()) {
        return;
      }
      boolean wide = store.typeKind().slotSize() == 2;
      if (wide) {
        code.dup2_x2().pop2();
      } else {
        code.dup_x2().pop();
      }
      code.dup2();
      hook(code, AccessKind.STORE, ofArray(store.typeKind()), "element", ELEMENT);
      if (wide) {
        code.dup2_x2().pop2();
      } else {
        code.dup2_x1().pop2();
      }
    }

    private void beforeCall(CodeBuilder code, InvokeInstruction call) {
      String called = call.name().stringValue();
      if (called.equals(ConstantDescs.INIT_NAME)) {
        uninitialised -= uninitialised > 0 ? 1 : 0;
        return;
      }
      String of = call.owner().asInternalName();
      if (of.equals(HookNames.HOOKS) && called.startsWith("notify")) {
        beforeNotify(code, called);
        return;
      }
      AccessKind kind = kindOf(of, called, call);
      if (kind == null) {
        return;
      }
      MethodTypeDesc type = call.typeSymbol();
      boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
      int[] slots = new int[type.parameterCount()];
      if (isStatic) {
        code.aconst_null();
      } else {
        for (int i = slots.length - 1; i >= 0; i--) {
          TypeKind kindOfSlot = TypeKind.from(type.parameterType(i)).asLoadable();
          slots[i] = code.allocateLocal(kindOfSlot);
          code.storeLocal(kindOfSlot, slots[i]);
        }
        code.dup();
      }
      Target target = new Target(of.replace('/', '.'), called, call.type().stringValue(), isStatic);
      hook(code, kind, target, "access", ACCESS);
      for (int i = 0; i < slots.length && !isStatic; i++) {
        code.loadLocal(TypeKind.from(type.parameterType(i)).asLoadable(), slots[i]);
      }
    }

    /** Before a call that stands for one of {@code Object.notify}. */
    private void beforeNotify(CodeBuilder code, String called) {
      code.dup();
      Target target = new Target("java.lang.Object", called, "()V", false);
      hook(code, AccessKind.CALL, target, "access", ACCESS);
    }

    private @Nullable AccessKind kindOf(String of, String called, InvokeInstruction call) {
      if (of.startsWith("java/")
          || of.startsWith("javax/")
          || of.startsWith("jdk/")
          || of.startsWith("sun/")) {
        return CallsOfJdk.maySeeOthers(of, called, call.type().stringValue())
            ? AccessKind.CALL
            : call.opcode() == Opcode.INVOKEINTERFACE ? AccessKind.CALL_USER : null;
      }
      if (of.startsWith("[")
          || of.startsWith("org/junit/")
          || of.startsWith("kotlin/jvm/internal/")
          || called.startsWith(JacocoProbes.PREFIX)
          || (of.equals(owner.internalName)
              && owner.plain.contains(called + call.type().stringValue()))) {
        return null;
      }
      return call.opcode() == Opcode.INVOKESPECIAL ? AccessKind.CALL_EXACT : AccessKind.CALL_USER;
    }

    private void hook(
        CodeBuilder code, AccessKind kind, Target target, String hook, MethodTypeDesc type) {
      Place place = new Place(owner.loader, owner.name, name, owner.file, line, owner.code);
      if (owner.code == Code.JDK) {
        if (isStaticMethod || uninitialised > 0) {
          code.aconst_null();
        } else {
          code.aload(0);
        }
        code.invokestatic(HOOKS, "inside", INSIDE);
      }
      code.loadConstant(Sites.add(place, kind, target).id);
      code.invokestatic(HOOKS, hook, type);
      owner.changed[0] = true;
    }
  }
}
