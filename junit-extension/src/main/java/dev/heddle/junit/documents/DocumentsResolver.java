package dev.heddle.junit.documents;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.UniqueId.Segment;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DirectorySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.FilePosition;
import org.junit.platform.engine.discovery.FileSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** Finds what a request selects: marker classes, documents, and items of documents. */
final class DocumentsResolver implements SelectorResolver {
  private static final String MARKER = "class";
  private static final String PAGE = "document";
  private static final String ITEM = "item";

  /** The documents that were read, by the unique id of where they are in the tree. */
  private final Map<UniqueId, Page> pages = new LinkedHashMap<>();

  private final UniqueId engine;

  DocumentsResolver(UniqueId engine) {
    this.engine = engine;
  }

  // ---- marker classes ---------------------------------------------------------------------

  @Override
  public Resolution resolve(ClassSelector selector, Context context) {
    return marker(selector.getJavaClass(), context);
  }

  private Resolution marker(Class<?> type, Context context) {
    Documents documents = AnnotationSupport.findAnnotation(type, Documents.class).orElse(null);
    if (documents == null) {
      return Resolution.unresolved();
    }
    return resolution(
        context.addToParent(parent -> Optional.of(container(parent, type))),
        marker -> pagesOf(marker.getUniqueId(), documents));
  }

  private static TestDescriptor container(TestDescriptor parent, Class<?> type) {
    return Descriptors.Container.of(parent.getUniqueId().append(MARKER, type.getName()), type);
  }

  private Set<UniqueId> pagesOf(UniqueId marker, Documents documents) {
    Set<UniqueId> ids = new LinkedHashSet<>();
    for (Page page : PageFinder.pages(documents.value())) {
      UniqueId id = marker.append(PAGE, page.name());
      pages.putIfAbsent(id, page);
      ids.add(id);
    }
    return ids;
  }

  // ---- documents --------------------------------------------------------------------------

  @Override
  public Resolution resolve(DirectorySelector selector, Context context) {
    Set<DiscoverySelector> files =
        PageFinder.below(selector.getPath(), path -> true).stream()
            .map(page -> DiscoverySelectors.selectFile(page.file().toString()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return files.isEmpty() ? Resolution.unresolved() : Resolution.selectors(files);
  }

  @Override
  public Resolution resolve(FileSelector selector, Context context) {
    Path file = selector.getPath();
    if (!PageFinder.isMarkdown(file)) {
      return Resolution.unresolved();
    }
    Page page = PageFinder.page(file).orMistake();
    Optional<Integer> line = selector.getPosition().map(FilePosition::getLine);
    if (line.isPresent()) {
      UniqueId item = itemId(engine.append(PAGE, page.name()), page.itemAt(line.get()));
      return Resolution.selectors(Set.of(select(item)));
    }
    return resolution(
        context.addToParent(parent -> Optional.of(container(parent, page))),
        found -> itemsOf(found.getUniqueId(), page));
  }

  private TestDescriptor container(TestDescriptor parent, Page page) {
    UniqueId id = parent.getUniqueId().append(PAGE, page.name());
    pages.putIfAbsent(id, page);
    return Descriptors.Container.of(id, page);
  }

  private static UniqueId itemId(UniqueId page, int index) {
    return page.append(ITEM, String.valueOf(index + 1));
  }

  private static Set<UniqueId> itemsOf(UniqueId id, Page page) {
    Set<UniqueId> ids = new LinkedHashSet<>();
    for (int i = 0; i < page.items().size(); i++) {
      ids.add(itemId(id, i));
    }
    return ids;
  }

  // ---- unique ids -------------------------------------------------------------------------

  @Override
  public Resolution resolve(UniqueIdSelector selector, Context context) {
    UniqueId id = selector.getUniqueId();
    Segment last = id.getLastSegment();
    return switch (last.getType()) {
      case MARKER ->
          ReflectionSupport.tryToLoadClass(last.getValue())
              .toOptional()
              .map(type -> marker(type, context))
              .orElseGet(Resolution::unresolved);
      case PAGE -> page(id, context);
      case ITEM -> item(id, context);
      default -> Resolution.unresolved();
    };
  }

  private Resolution page(UniqueId id, Context context) {
    UniqueId above = id.removeLastSegment();
    if (above.equals(engine)) {
      return resolve(DiscoverySelectors.selectFile(id.getLastSegment().getValue()), context);
    }
    Page page = pageOf(id);
    return page == null
        ? Resolution.unresolved()
        : resolution(
            context.addToParent(
                () -> select(above), parent -> Optional.of(container(parent, page))),
            found -> itemsOf(id, page));
  }

  /** A document below a marker class, which may not have been asked for its documents yet. */
  private @Nullable Page pageOf(UniqueId id) {
    if (!pages.containsKey(id)) {
      UniqueId marker = id.removeLastSegment();
      ReflectionSupport.tryToLoadClass(marker.getLastSegment().getValue())
          .toOptional()
          .flatMap(type -> AnnotationSupport.findAnnotation(type, Documents.class))
          .ifPresent(documents -> pagesOf(marker, documents));
    }
    return pages.get(id);
  }

  private Resolution item(UniqueId id, Context context) {
    Optional<TestDescriptor> test =
        context.addToParent(() -> select(id.removeLastSegment()), parent -> test(id, parent));
    return resolution(test, found -> Set.of());
  }

  private Optional<TestDescriptor> test(UniqueId id, TestDescriptor parent) {
    Page page = pages.get(parent.getUniqueId());
    if (page == null) {
      return Optional.empty();
    }
    return IntStream.range(0, page.items().size())
        .filter(i -> itemId(parent.getUniqueId(), i).equals(id))
        .<TestDescriptor>mapToObj(i -> new Descriptors.Test(id, page, page.items().get(i)))
        .findFirst();
  }

  // ---- helpers ----------------------------------------------------------------------------

  private static DiscoverySelector select(UniqueId id) {
    return DiscoverySelectors.selectUniqueId(id);
  }

  private static Resolution resolution(
      Optional<? extends TestDescriptor> descriptor,
      Function<TestDescriptor, Set<UniqueId>> children) {
    return descriptor
        .map(found -> Match.exact(found, () -> select(children.apply(found))))
        .map(Resolution::match)
        .orElseGet(Resolution::unresolved);
  }

  private static Set<DiscoverySelector> select(Set<UniqueId> ids) {
    return ids.stream()
        .map(DocumentsResolver::select)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
