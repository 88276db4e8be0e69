package dev.heddle.internal.site;

import java.util.Arrays;

/** All sites of this JVM, by number. Any thread. */
public final class Sites {
  private static final int FIRST_CAPACITY = 1 << 10;

  private static volatile Site[] all = new Site[FIRST_CAPACITY];

  private static int count;

  private Sites() {}

  /** Gives a site its number. */
  public static synchronized Site add(Site.Place place, AccessKind kind, Site.Target target) {
    Site site = new Site(count, place, kind, target);
    Site[] next = count == all.length ? Arrays.copyOf(all, count * 2) : all;
    next[count++] = site;
    all = next; // for others to see the element, too
    return site;
  }

  /** The site of a number. */
  public static Site of(int id) {
    return all[id];
  }
}
