package dev.heddle.internal.memory;

import dev.heddle.internal.site.AccessKind;
import dev.heddle.internal.site.Site;

/**
 * An access of a run, for a report.
 *
 * @param who the name of the thread
 * @param id the number of the thread, as policies know it
 * @param site where, and what is done
 * @param what what is accessed, for people
 * @param location a number for it, within the run
 * @param writes whether others see it
 * @param value what was read, or what was there after it was written; empty if that is not known
 * @param decisions how many decisions were made before
 * @param row how many steps had ended before
 */
public record SeenAccess(
    String who,
    long id,
    Site site,
    String what,
    long location,
    boolean writes,
    String value,
    int decisions,
    long row) {
  /** What it did, without naming what it was done to. */
  public String verb() {
    return site.verb();
  }

  /** What it did and what came of it, as briefly as it can be said. */
  public String brief() {
    String named =
        site.kind.isElement()
            ? "[" + what.substring(what.indexOf(' ') + 1, what.indexOf(" of ")) + "]"
            : site.kind == AccessKind.ENTER ? "monitor" : site.member;
    return verb() + " " + named + (value.isEmpty() ? "" : ": " + value);
  }

  /** Whether it is to a field or an element, and so to data. */
  public boolean isToData() {
    return site.kind.isField() || site.kind.isElement();
  }

  SeenAccess withValue(String newValue) {
    return new SeenAccess(who, id, site, what, location, writes, newValue, decisions, row);
  }
}
