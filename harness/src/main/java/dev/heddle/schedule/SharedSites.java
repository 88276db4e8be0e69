package dev.heddle.schedule;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which places of the program were seen to touch the same, from all schedules. A location has
 * another number in each run, so what is learned are groups of sites: two sites are in one group if
 * they have touched one location. A group is shared if several threads have touched a location of
 * it, and one of them has written it.
 */
final class SharedSites {
  /** No group. */
  static final int NONE = -1;

  /**
   * So many sites are told apart; more are passed over. A test has some hundreds that are points.
   */
  private static final int MOST_SITES = 4_096;

  private static final int WRITTEN = 0b01;

  private static final int BY_SEVERAL = 0b10;

  private static final int SHARED = WRITTEN | BY_SEVERAL;

  /** The index of each site, from 1. */
  private final LongTable indexes = new LongTable();

  /** By the index of a site: another one of its group; itself if it stands for the group. */
  private int[] parents = new int[16];

  /** By the index of the site that stands for a group. */
  private boolean[] shared = new boolean[16];

  // What this run has touched, by location.

  /** Who has touched it first. */
  private final LongTable firsts = new LongTable();

  private final LongTable seen = new LongTable();

  /** The index of the site that has touched it first. */
  private final LongTable sites = new LongTable();

  void begin() {
    firsts.clear();
    seen.clear();
    sites.clear();
  }

  /** A thread makes an access. */
  void touch(long thread, Access access) {
    int site = indexOf(access.site());
    if (site == 0) {
      return;
    }
    long location = access.location();
    long before = sites.get(location);
    int flags = access.writes() ? WRITTEN : 0;
    if (before == 0) {
      firsts.put(location, thread);
      sites.put(location, site);
    } else {
      flags |= (int) seen.get(location) | (firsts.get(location) == thread ? 0 : BY_SEVERAL);
      unite((int) before, site);
    }
    seen.put(location, flags);
    if (flags == SHARED) {
      shared[group(site)] = true;
    }
  }

  /** The group of a site; {@link #NONE} if it was never seen. */
  int groupOf(int site) {
    int index = (int) indexes.get(site);
    return index == 0 ? NONE : group(index);
  }

  /** Draws one of the groups that are shared; {@link #NONE} if there is none. */
  int draw(SplittableRandom random) {
    int groups = 0;
    for (int index = 1; index <= indexes.size(); index++) {
      groups += isShared(index) ? 1 : 0;
    }
    int drawn = groups == 0 ? 0 : random.nextInt(groups);
    for (int index = 1; index <= indexes.size(); index++) {
      if (isShared(index) && drawn-- == 0) {
        return index;
      }
    }
    return NONE;
  }

  private boolean isShared(int index) {
    return parents[index] == index && shared[index];
  }

  private int indexOf(int site) {
    int index = (int) indexes.get(site);
    if (index > 0 || indexes.size() == MOST_SITES) {
      return index;
    }
    int added = indexes.size() + 1;
    indexes.put(site, added);
    if (added == parents.length) {
      parents = Arrays.copyOf(parents, added * 2);
      shared = Arrays.copyOf(shared, added * 2);
    }
    parents[added] = added;
    return added;
  }

  private int group(int index) {
    int at = index;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  private void unite(int one, int other) {
    int first = group(one);
    int second = group(other);
    if (first != second) {
      parents[second] = first;
      shared[first] |= shared[second];
    }
  }
}
