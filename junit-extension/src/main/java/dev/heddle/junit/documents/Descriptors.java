package dev.heddle.junit.documents;

import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.explore.Exploration;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.internal.testing.SummaryLine;
import java.util.function.Consumer;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** The tree of tests: the engine, marker classes, documents, and what is in them. */
final class Descriptors {
  private Descriptors() {}

  /** The engine. */
  static final class Root extends EngineDescriptor implements Node<DocumentsContext> {
    Root(UniqueId id) {
      super(id, "Heddle documents");
    }
  }

  /** Holds tests: a marker class or a document. */
  static final class Container extends AbstractTestDescriptor implements Node<DocumentsContext> {
    private Container(UniqueId id, String name, TestSource source) {
      super(id, name, source);
    }

    /** A marker class. Build tools find tests below classes only. */
    static Container of(UniqueId id, Class<?> marker) {
      return new Container(id, marker.getSimpleName(), ClassSource.from(marker));
    }

    static Container of(UniqueId id, Page page) {
      return new Container(id, page.name(), FileSource.from(page.file().toFile()));
    }

    @Override
    public Type getType() {
      return Type.CONTAINER;
    }
  }

  /** A test: an item of a document. */
  static final class Test extends AbstractTestDescriptor implements Node<DocumentsContext> {
    private final Page page;
    private final PageItem item;

    Test(UniqueId id, Page page, PageItem item) {
      super(
          id, item.title(), FileSource.from(page.file().toFile(), FilePosition.from(item.line())));
      this.page = page;
      this.item = item;
    }

    @Override
    public Type getType() {
      return Type.TEST;
    }

    @Override
    public DocumentsContext execute(DocumentsContext context, DynamicTestExecutor dynamic)
        throws Exception {
      Consumer<String> told =
          summary ->
              context.listener().reportingEntryPublished(this, ReportEntry.from("heddle", summary));
      try {
        run(told, context.summary());
      } catch (MistakeException e) {
        Mistake mistake = e.mistake();
        throw Failures.wrong(page, mistake.line(), mistake.message(), null);
      }
      return context;
    }

    private void run(Consumer<String> told, boolean summary) {
      if (item instanceof Mistake mistake) {
        throw new MistakeException(mistake);
      } else if (item instanceof GivenDeclarations given) {
        Compiler.compile(page, ProgramClass.of(given));
      } else if (item instanceof Program program) {
        run(program, told, summary);
      }
    }

    private void run(Program program, Consumer<String> told, boolean summary) {
      Class<?> type = Compiler.compile(page, ProgramClass.of(program)).load(ProgramClass.CLASS);
      MainMethod main = MainMethod.of(type, program.line());
      ExpectedOutput output = program.output();
      if (output != null && output.mode() != ExpectedOutput.Mode.ONE) {
        Exploration<?> passed = new SearchCheck(page, program, output, main).run(told);
        if (summary) {
          SummaryLine.print(page.name() + ": " + program.title(), passed);
        }
      } else {
        LoopBuilder builder = Loop.builder();
        program.options().policyOfOneRun().ifPresent(builder::policy);
        check(program, Run.of(main, program.options(), builder));
      }
    }

    private void check(Program program, Run run) {
      try {
        new RunCheck(page, program).all(run);
      } catch (Throwable e) {
        throw SneakyThrow.rethrow(e);
      }
    }
  }
}
