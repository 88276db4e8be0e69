package dev.heddle.junit.documents;

import dev.heddle.internal.attach.OldJvm;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.UniqueId;

/**
 * What JUnit finds of the {@link DocumentsEngine}, on any JVM: it is compiled for Java 8. On a JVM
 * that cannot load this jar's other classes it fails with words, before a test class does with a
 * class file version.
 */
@API(status = Status.INTERNAL)
public final class EngineEntry implements TestEngine {
  /** Why there is no engine; null if there is one. */
  private final @Nullable String refusal = OldJvm.refusal();

  /** Null on a JVM that is too old. */
  private final @Nullable TestEngine engine = refusal == null ? new DocumentsEngine() : null;

  /** Made by JUnit. */
  public EngineEntry() {}

  @Override
  public String getId() {
    return "heddle-documents";
  }

  @Override
  public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
    return engine().discover(request, uniqueId);
  }

  @Override
  public void execute(ExecutionRequest request) {
    engine().execute(request);
  }

  private TestEngine engine() {
    if (engine == null) {
      System.err.println(refusal); // build tools show the message of JUnit's exception around it
      throw new JUnitException(refusal);
    }
    return engine;
  }
}
