package dev.heddle.junit.documents;

import dev.heddle.internal.testing.SummaryLine;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.config.PrefixedConfigurationParameters;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.hierarchical.ForkJoinPoolHierarchicalTestExecutorService;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestExecutorService;

/**
 * The test engine that runs the programs of Markdown documents. JUnit finds it by itself; it finds
 * classes marked {@link Documents}, and documents that are selected as files and directories.
 *
 * <p>With the configuration parameter {@code heddle.documents.parallel} programs run side by side;
 * {@code heddle.documents.parallel.strategy} and so on say how many, as Jupiter's parameters do.
 */
@API(status = Status.EXPERIMENTAL)
public final class DocumentsEngine extends HierarchicalTestEngine<DocumentsContext> {
  private static final String PARALLEL = "heddle.documents.parallel";

  private static final EngineDiscoveryRequestResolver<TestDescriptor> RESOLVER =
      EngineDiscoveryRequestResolver.builder()
          .addClassContainerSelectorResolver(
              type -> AnnotationSupport.isAnnotated(type, Documents.class))
          .addSelectorResolver(
              context -> new DocumentsResolver(context.getEngineDescriptor().getUniqueId()))
          .build();

  /** Made by JUnit. */
  public DocumentsEngine() {}

  @Override
  public String getId() {
    return "heddle-documents";
  }

  @Override
  public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
    Descriptors.Root root = new Descriptors.Root(uniqueId);
    RESOLVER.resolve(request, root);
    return root;
  }

  @Override
  protected HierarchicalTestExecutorService createExecutorService(ExecutionRequest request) {
    ConfigurationParameters parameters = request.getConfigurationParameters();
    if (parameters.getBoolean(PARALLEL).orElse(false)) {
      return parallel(new PrefixedConfigurationParameters(parameters, PARALLEL + "."));
    }
    return super.createExecutorService(request);
  }

  @SuppressWarnings("deprecation") // JUnit 5.14 knows no factory
  private static HierarchicalTestExecutorService parallel(ConfigurationParameters parameters) {
    return new ForkJoinPoolHierarchicalTestExecutorService(parameters);
  }

  private static boolean isSummaryPrinted(ConfigurationParameters parameters) {
    try {
      return SummaryLine.isPrinted(parameters::get);
    } catch (IllegalArgumentException e) {
      throw new JUnitException("Configuration error: " + e.getMessage(), e);
    }
  }

  @Override
  protected DocumentsContext createExecutionContext(ExecutionRequest request) {
    return new DocumentsContext(
        request.getEngineExecutionListener(),
        isSummaryPrinted(request.getConfigurationParameters()));
  }
}
