package dev.heddle;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.verdict.Problem;
import dev.heddle.verdict.Problem.Kind;
import java.lang.classfile.AttributeMapper;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.BufWriter;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassReader;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CustomAttribute;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A class that cannot be transformed is a problem of every run from then on, with the reason. */
@Tag("starts-jvms")
class UntransformedTest {
  private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");
  private static final MethodTypeDesc TO_LONG = MethodTypeDesc.of(CD_long);

  /** Class files that the JVM takes and the agent cannot change. */
  enum Broken {
    /** A pool that has room for one more entry. */
    FULL_POOL(
        "its constant pool has 65534 entries, which leaves no room for the 2 that are needed"),
    /** The same, with a call that takes more entries. */
    FULL_POOL_OF_A_NOTIFIER("its constant pool has 6553\\d entries, which leaves no room for the"),
    /** Frames need to know what two classes have in common of which one is not there. */
    MISSING_CLASS("Could not resolve class Missing"),
    /** An attribute that the JVM does not know, and so does not look at. */
    BROKEN_ATTRIBUTE(".*bci.*");

    final String reason;

    Broken(String reason) {
      this.reason = reason;
    }

    byte[] bytes() {
      return switch (this) {
        case FULL_POOL -> fullPool(false);
        case FULL_POOL_OF_A_NOTIFIER -> fullPool(true);
        case MISSING_CLASS -> missingClass();
        case BROKEN_ATTRIBUTE -> brokenAttribute();
      };
    }
  }

  private static byte[] build(ClassFile api, Consumer<ClassBuilder> body) {
    return api.build(
        ClassDesc.of("demo.Broken"),
        builder -> {
          builder.withFlags(ClassFile.ACC_PUBLIC);
          builder.withInterfaceSymbols(ClassDesc.of(LongSupplier.class.getName()));
          builder.withMethodBody(
              "<init>",
              MethodTypeDesc.of(CD_void),
              ClassFile.ACC_PUBLIC,
              code ->
                  code.aload(0)
                      .invokespecial(CD_Object, "<init>", MethodTypeDesc.of(CD_void))
                      .return_());
          body.accept(builder);
        });
  }

  private static void now(ClassBuilder builder, Consumer<CodeBuilder> first) {
    builder.withMethodBody(
        "getAsLong",
        TO_LONG,
        ClassFile.ACC_PUBLIC,
        code -> {
          first.accept(code);
          code.invokestatic(SYSTEM, "nanoTime", TO_LONG).lreturn();
        });
  }

  private static byte[] fullPool(boolean notifies) {
    int most = 0xffff - (notifies ? 5 : 2);
    List<String> stillToCome = List.of("Code", "StackMapTable");
    return build(
        ClassFile.of(),
        builder -> {
          now(
              builder,
              code -> {
                if (notifies) {
                  code.aload(0).monitorenter();
                  code.aload(0).invokevirtual(CD_Object, "notify", MethodTypeDesc.of(CD_void));
                  code.aload(0).monitorexit();
                }
              });
          stillToCome.forEach(builder.constantPool()::utf8Entry);
          for (int i = 0; builder.constantPool().size() < most; i++) {
            builder.constantPool().utf8Entry("filler " + i);
          }
        });
  }

  /** Its initialiser reads the time, and so is to be changed. */
  private static void initialiser(ClassBuilder builder, Consumer<CodeBuilder> then) {
    now(builder, code -> {});
    builder.withMethodBody(
        "<clinit>",
        MethodTypeDesc.of(CD_void),
        ClassFile.ACC_STATIC,
        code -> {
          code.invokestatic(SYSTEM, "nanoTime", TO_LONG);
          then.accept(code);
          code.return_();
        });
  }

  private static byte[] missingClass() {
    ClassDesc missing = ClassDesc.of("demo.Missing");
    ClassDesc other = ClassDesc.of("demo.Other");
    ClassHierarchyResolver known =
        ClassHierarchyResolver.of(List.of(), Map.of(missing, CD_Object, other, CD_Object))
            .orElse(ClassHierarchyResolver.defaultResolver());
    return build(
        ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(known)),
        builder ->
            initialiser(
                builder,
                code -> {
                  Label otherwise = code.newLabel();
                  Label end = code.newLabel();
                  code.lconst_0().lcmp().ifeq(otherwise);
                  code.aconst_null().checkcast(missing).goto_(end);
                  code.labelBinding(otherwise).aconst_null().checkcast(other);
                  code.labelBinding(end).pop();
                }));
  }

  private static byte[] brokenAttribute() {
    return build(
        ClassFile.of(),
        builder -> initialiser(builder, code -> code.pop2().with(new BrokenRanges())));
  }

  /** A table of which the one entry is about code that is not there. */
  private static final class BrokenRanges extends CustomAttribute<BrokenRanges> {
    BrokenRanges() {
      super(new Mapper());
    }

    private static final class Mapper implements AttributeMapper<BrokenRanges> {
      @Override
      public String name() {
        return "CharacterRangeTable";
      }

      @Override
      public BrokenRanges readAttribute(AttributedElement of, ClassReader in, int position) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void writeAttribute(BufWriter out, BrokenRanges ranges) {
        out.writeIndex(out.constantPool().utf8Entry(name()));
        out.writeInt(2 + 14);
        out.writeU2(1);
        out.writeLong(-1);
        out.writeInt(-1);
        out.writeU2(-1);
      }

      @Override
      public AttributeStability stability() {
        return AttributeStability.UNKNOWN;
      }
    }
  }

  /** Loads the class in a run, and prints what this and the next run tell. */
  static final class LoadsIt {
    private LoadsIt() {}

    public static void main(String[] args) {
      Loop.run(loop -> null); // the agent is there
      for (int run = 0; run < 2; run++) {
        List<Problem> problems = new ArrayList<>();
        Loop.builder()
            .problems(problems::add)
            .run(loop -> new Loader(Broken.valueOf(args[0]).bytes()).now());
        for (Problem problem : problems) {
          System.out.println(problem.kind() + ": " + problem.message());
          System.out.println(problem.exception());
        }
      }
    }
  }

  static final class Loader extends ClassLoader {
    private final byte[] bytes;

    Loader(byte[] bytes) {
      this.bytes = bytes;
    }

    long now() throws ReflectiveOperationException {
      Class<?> type = defineClass("demo.Broken", bytes, 0, bytes.length);
      return ((LongSupplier) type.getConstructor().newInstance()).getAsLong();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isTold(Broken broken) throws Exception {
    Fork.Result result =
        Fork.run(List.of("-XX:+EnableDynamicAgentLoading"), LoadsIt.class, broken.name());
    List<String> lines = result.output().lines().toList();
    assertEquals(4, lines.size(), result.output());
    assertEquals(lines.subList(0, 2), lines.subList(2, 4));
    assertEquals(
        Kind.NOT_TRANSFORMED
            + ": class demo.Broken could not be transformed. So it uses the real clock, real threads"
            + " and real randomness, and has no scheduling points. Put the classes that it refers to"
            + " on the class path, split a method that is too large, or recompile it",
        lines.get(0));
    assertTrue(lines.get(1).matches(".*Exception: " + broken.reason + ".*"), lines.get(1));
    assertEquals(0, result.status());
  }

  @Test
  void aClassThatCanBeIsNoProblem() throws Exception {
    List<Problem> problems = new ArrayList<>();
    byte[] fine = build(ClassFile.of(), builder -> now(builder, code -> {}));
    Loop.builder().problems(problems::add).run(loop -> new Loader(fine).now());
    assertEquals(List.of(), problems);
  }
}
