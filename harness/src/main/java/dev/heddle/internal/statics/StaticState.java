package dev.heddle.internal.statics;

import dev.heddle.internal.agent.Installation;
import dev.heddle.internal.hook.InitialiserListener;
import dev.heddle.internal.hook.Scheduler;
import dev.heddle.internal.jdk.OutermostInitialiser;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the static state of code under test back before each run of a search, so that one run is as
 * the others are. VMVM (J. Bell, G. Kaiser, "Unit Test Virtualization with VMVM", ICSE 2014) has
 * the initialisers run again for that, in the order of first use. This class writes back what they
 * have made, because fields that are {@code static final} cannot be set again once the JVM has
 * compiled code that reads them, and classes that were loaded before the agent cannot be given the
 * methods that it takes. It differs in this: what an initialiser has computed in the first run that
 * needed the class stays for all later ones.
 *
 * <p>Classes that are initialised when the search begins are saved as they are then; others when
 * their initialiser has ended. What that initialiser has changed in other classes, as by putting
 * itself on a list, is theirs from then on.
 *
 * <p>Only one search of a JVM at a time can put back: others would lose what they are at.
 */
public final class StaticState implements InitialiserListener {
  /** The most objects that are put back. */
  private static final int MOST = 100_000;

  /** How many searches there are. */
  private static int searches;

  /** The search that is told of initialisers; null unless there is one that is alone. */
  private static @Nullable StaticState told;

  private final Checkpoint checkpoint;

  private final OutermostInitialiser initialiser = new OutermostInitialiser();

  /** What the run had changed before the initialiser that runs. */
  private IdentityHashMap<Saved, Saved> changedBefore = new IdentityHashMap<>();

  /** The classes that this initialiser and those in it have initialised. */
  private final List<Class<?>> initialised = new ArrayList<>();

  /** Whether an initialiser has changed what belongs to other classes, since {@link #putBack}. */
  private boolean isChangedByInitialiser;

  /** What was not put back, in words. */
  private final Set<String> lost = new LinkedHashSet<>();

  /** Whether this search has always been the only one. */
  private volatile boolean alone = true;

  private StaticState(int most) {
    checkpoint = new Checkpoint(new Reach(false), most);
  }

  /** A search begins that puts back. */
  public static StaticState begin() {
    return begin(MOST);
  }

  static StaticState begin(int most) {
    Installation.require();
    StaticState state = new StaticState(most);
    enter(state);
    if (state.alone) {
      for (Class<?> type : KnownClasses.all()) {
        state.checkpoint.add(type, false);
      }
    }
    return state;
  }

  private static synchronized void enter(StaticState state) {
    if (++searches > 1) {
      state.alone = false;
      if (told != null) {
        told.alone = false;
      }
    }
    tell(state.alone ? state : null);
  }

  private static void tell(@Nullable StaticState state) {
    told = state;
    KnownClasses.tell(state);
  }

  private static synchronized void leave(StaticState state) {
    searches--;
    if (told == state) {
      tell(null);
    }
  }

  /** The search ends. */
  public void end() {
    leave(this);
  }

  /** A run is about to begin. */
  public void putBack() {
    if (!alone) {
      lost.add("another exploration ran in this JVM at the same time");
      return;
    }
    addLoaded();
    checkpoint.putBack();
    isChangedByInitialiser = false;
  }

  /** Classes without an initialiser, whose fields were zero. */
  private synchronized void addLoaded() {
    for (Class<?> type : KnownClasses.takeLoaded()) {
      checkpoint.add(type, true);
    }
  }

  // ---- initialisers -------------------------------------------------------------------------

  @Override
  public synchronized void begins(Class<?> type) {
    if (Scheduler.current() != null && initialiser.begin(type)) {
      addLoaded();
      initialised.clear();
      changedBefore = checkpoint.changed();
    }
  }

  @Override
  public synchronized void ended(Class<?> type) {
    if (Scheduler.current() == null) {
      checkpoint.add(type, false);
      return;
    }
    initialised.add(type);
    if (initialiser.end(type)) {
      addLoaded();
      Adopted adopted = checkpoint.adopt(changedBefore, initialised);
      isChangedByInitialiser |= adopted.isAny();
      adopted.mixed().forEach(each -> lose(type, each));
      initialised.forEach(each -> checkpoint.add(each, false));
      initialised.clear();
      changedBefore = new IdentityHashMap<>();
    }
  }

  private void lose(Class<?> type, Saved changed) {
    Difference difference = changed.difference();
    if (difference != null) {
      lost.add(
          "what the initialiser of "
              + type.getName()
              + " has changed in "
              + difference.where()
              + " is not told from what the run has changed before");
    }
  }

  /**
   * Whether, in this run, an initialiser has changed what belongs to other classes: they have that
   * from the beginning in all later runs.
   */
  public boolean isChangedByInitialiser() {
    return isChangedByInitialiser;
  }

  /** What was not put back, in words, as far as it is known. */
  public List<String> lost() {
    List<String> all = new ArrayList<>(lost);
    Field cut = checkpoint.cut();
    if (cut != null) {
      all.add(
          "static fields lead to more than "
              + String.format(Locale.ROOT, "%,d", checkpoint.most())
              + " objects, so that some were left, of "
              + Difference.staticField(cut)
              + " first");
    }
    return all;
  }

  /** How many objects, arrays and classes are put back. */
  int size() {
    return checkpoint.size();
  }
}
