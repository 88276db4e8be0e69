package dev.heddle.internal.memory;

import dev.heddle.internal.site.AccessKind;
import dev.heddle.internal.site.Site;
import dev.heddle.internal.site.Sites;
import dev.heddle.schedule.Access;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a thread does next; one object for each thread, which is used again. */
final class PendingAccess implements Access {
  /** How methods begin that change nothing. */
  private static final Set<String> READING =
      Set.of("get", "is", "has", "contains", "size", "peek", "available", "count");

  private final Locations locations;

  private @Nullable Object target;

  private int index;

  private @Nullable Site site;

  PendingAccess(Locations locations) {
    this.locations = locations;
  }

  void set(@Nullable Object newTarget, int newIndex, Site newSite) {
    target = newTarget;
    index = newIndex;
    site = newSite;
  }

  Site where() {
    return site == null ? Sites.of(0) : site;
  }

  @Override
  public boolean reads() {
    return where().kind.reads();
  }

  @Override
  public boolean writes() {
    Site at = where();
    return at.kind == AccessKind.CALL ? !isReading(at.member) : at.kind.writes();
  }

  private static boolean isReading(String method) {
    int end = 0;
    while (end < method.length() && Character.isLowerCase(method.charAt(end))) {
      end++;
    }
    String verb = method.substring(0, end);
    return READING.contains(verb) && !method.startsWith("getAnd");
  }

  @Override
  public long location() {
    Site at = where();
    Object object = target == null ? at.owner.intern() : target;
    int part = at.kind.isElement() ? index : at.kind.isField() ? at.location : 0;
    return locations.of(object, part);
  }

  @Override
  public int site() {
    return where().number;
  }

  /** The place alone: what is accessed there differs between runs. */
  @Override
  public String toString() {
    return where().toString();
  }
}
