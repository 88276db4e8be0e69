package dev.heddle.internal.memory;

import dev.heddle.internal.site.AccessKind;
import dev.heddle.internal.site.Site;
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

  private Site site;

  PendingAccess(Locations locations, @Nullable Object target, int index, Site site) {
    this.locations = locations;
    this.target = target;
    this.index = index;
    this.site = site;
  }

  void set(@Nullable Object newTarget, int newIndex, Site newSite) {
    target = newTarget;
    index = newIndex;
    site = newSite;
  }

  @Override
  public boolean reads() {
    return site.kind.reads();
  }

  @Override
  public boolean writes() {
    return site.kind == AccessKind.CALL ? !isReading(site.member) : site.kind.writes();
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
    int part = site.kind.isElement() ? index : site.kind.isField() ? site.location() : 0;
    return locations.of(target == null ? site.declarer() : target, part);
  }

  @Override
  public int site() {
    return site.number;
  }

  /** The place alone: what is accessed there differs between runs. */
  @Override
  public String toString() {
    return site.toString();
  }
}
