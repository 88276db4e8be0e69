package dev.heddle.internal.memory;

import dev.heddle.internal.core.Decisions;
import dev.heddle.internal.core.EntryChooser;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.core.ReadyQueue;
import dev.heddle.internal.core.RunningStep;
import dev.heddle.internal.core.SpinDetector;
import dev.heddle.internal.jdk.OutermostInitialiser;
import dev.heddle.internal.memory.PointSet.Action;
import dev.heddle.internal.monitor.Monitors;
import dev.heddle.internal.site.AccessKind;
import dev.heddle.internal.site.Site;
import dev.heddle.internal.site.Site.Code;
import dev.heddle.internal.site.Sites;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.Points;
import dev.heddle.trace.Recorder;
import dev.heddle.trace.Step.End;
import dev.heddle.verdict.VerdictError;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The scheduling points of a run. At each of them the policy is asked, on the running thread,
 * whether that goes on or another one goes first; only in the second case it leaves its carrier.
 *
 * <p>There is no question where nobody else could go, and none at a plain field or an array that no
 * two threads were seen to share.
 */
public final class RunPoints {
  private final ReadyQueue ready;

  private final ManagedThreads threads;

  private final RunningStep running;

  private final Decisions decisions;

  private final DecisionLog log;

  private final Monitors monitors;

  private final EntryChooser chooser;

  /** Whether a step is being taken within another one. */
  private final BooleanSupplier isNested;

  private final PointSet set;

  private final CallActions calls;

  private final Sharing sharing;

  private final Spin spin = new Spin();

  private final Locations locations = new Locations();

  /** Null: what is accessed is not kept. */
  private final @Nullable AccessLog seen;

  private final SpinDetector spinDetector;

  /** The error of a thread that reads the same for ever. */
  private final Function<Spinning, VerdictError> livelock;

  private final boolean on;

  /** The objects of the JDK that code under test has a hold of, if the JDK has points inside. */
  private final Set<Object> insideObjects = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Whose method makes the access that comes next, in code of the JDK. */
  private @Nullable Object insideSelf;

  /** Initialisers of classes have no points: a thread cannot be left there, and they run once. */
  private final OutermostInitialiser initialiser = new OutermostInitialiser();

  /** The harness itself is at work, on the running thread. */
  private boolean busy;

  public RunPoints(
      Points points,
      ReadyQueue ready,
      ManagedThreads threads,
      RunningStep running,
      Decisions decisions,
      DecisionLog log,
      Monitors monitors,
      @Nullable Recorder recorder,
      EntryChooser chooser,
      SpinDetector spinDetector,
      BooleanSupplier isNested,
      Function<Spinning, VerdictError> livelock) {
    this.ready = ready;
    this.threads = threads;
    this.running = running;
    this.decisions = decisions;
    this.log = log;
    this.monitors = monitors;
    this.chooser = chooser;
    this.spinDetector = spinDetector;
    this.isNested = isNested;
    this.livelock = livelock;
    on = points.level() != PointLevel.NONE;
    set = PointSet.of(points);
    calls = CallActions.of(points.level());
    sharing = new Sharing(log::isShared);
    seen = recorder == null ? null : new AccessLog(log, recorder);
    log.begin(points);
  }

  /** Whether the run has points. */
  public boolean areOn() {
    return on;
  }

  /**
   * The running thread is about to access something. Called on it.
   *
   * @param target the object or array; null if it is a static field or method
   * @param index of the element of an array
   * @param site the number of the site
   */
  public void accessing(ManagedThread self, @Nullable Object target, int index, int site) {
    if (!on || busy || self != running.thread || !decisions.isAsked()) {
      return;
    }
    Site place;
    boolean isSeen;
    boolean enters = false;
    boolean goesOn = true;
    boolean spins = false;
    busy = true; // what follows is not seen itself, nor the loading of a class that it needs
    try {
      place = Sites.of(site);
      Action action = set.actionAt(site);
      isSeen = action != Action.NOTHING && !initialiser.isRunning() && !isHidden(target, place);
      if (isSeen) {
        CallAction call = action == Action.CALL ? calls.at(place, target) : CallAction.NOTHING;
        spins = spin.at(self, target, index, place);
        goesOn = threads.isSingle() || goesOn(self, target, index, place, action, call);
        isSeen = action != Action.CALL || call != CallAction.NOTHING;
        enters = place.kind == AccessKind.ENTER || call == CallAction.ENTER;
      }
    } finally {
      busy = false;
    }
    if (!goesOn) {
      leave(self, End.PREEMPTED, place);
    } else if (spins && !isNested.getAsBoolean()) {
      if (spinDetector.isForEver(self)) {
        throw livelock.apply(Spinning.of(place, target, index));
      }
      leave(self, End.SPINS, place);
    }
    if (isSeen) {
      begins(self, target, index, place, enters);
    }
  }

  /** Nobody comes in between: notes what the thread does now. */
  private void begins(
      ManagedThread self, @Nullable Object target, int index, Site place, boolean enters) {
    busy = true;
    try {
      if (enters && target != null && !Thread.holdsLock(target)) {
        monitors.entering(self, target, place);
      } else if (self.taken != null) {
        self.taken.entersNone();
      }
      if (seen != null) {
        seen.add(self, target, index, place, pending(self, target, index, place));
      }
    } finally {
      busy = false;
    }
  }

  /** What the run has accessed, if it keeps that. */
  public List<SeenAccess> seen() {
    return seen == null ? List.of() : List.copyOf(seen.all());
  }

  /**
   * Whether the harness is at work on the running thread, from now on: then its accesses, and those
   * that the JDK makes for it, are no points.
   *
   * @return whether it was before
   */
  public boolean setBusy(boolean isBusy) {
    boolean before = busy;
    busy = isBusy;
    return before;
  }

  /** The running thread begins to initialise a class. */
  public void initialising(Class<?> type) {
    initialiser.begin(type);
  }

  /** The running thread has initialised a class. */
  public void initialised(Class<?> type) {
    initialiser.end(type);
  }

  /** The access that comes next is made by a method of an object of the JDK. */
  public void accessingInside(@Nullable Object self) {
    if (on && !busy) {
      insideSelf = self;
    }
  }

  /**
   * Whether an access in code of the JDK is to something that code under test has no hold of: the
   * JDK and the harness, in the middle of their own work, use the same classes. What code under
   * test has, and what methods of that touch, belongs to the program.
   */
  private boolean isHidden(@Nullable Object target, Site site) {
    if (site.code != Code.JDK) {
      return false;
    }
    Object self = insideSelf;
    insideSelf = null;
    if (!CallActions.isConcurrent(site.in) && isOfWholeJvm(target)) {
      return true;
    }
    if (self != null && insideObjects.contains(self)) {
      if (target != null && !isEverybodys(target)) {
        insideObjects.add(target);
      }
      return false;
    }
    return target == null || !insideObjects.contains(target);
  }

  /**
   * Whether code of the JDK that is not made for several threads touches something that is: its
   * caches, which the whole JVM shares, and which may be full in one run and empty in the next.
   */
  private static boolean isOfWholeJvm(@Nullable Object target) {
    return target == null
        || CallActions.isConcurrent(CallActions.ancestorInJdk(target.getClass()).getName());
  }

  /** Whether an object belongs to a class or the whole JVM, and not to who uses it. */
  private static boolean isEverybodys(Object object) {
    return object instanceof Class<?>
        || object instanceof String
        || object instanceof VarHandle
        || object instanceof Thread
        || object instanceof ClassLoader
        || object instanceof Enum<?>;
  }

  private boolean goesOn(
      ManagedThread self,
      @Nullable Object target,
      int index,
      Site site,
      Action action,
      CallAction call) {
    int before = log.count();
    boolean goesOn =
        switch (action) {
          case WATCH -> watch(self, target, index, site);
          case ASK ->
              (site.kind == AccessKind.ENTER && target != null && Thread.holdsLock(target))
                  || ask(self, target, index, site);
          case ASK_SHARED -> askAtShared(self, target, index, site, site.location());
          case CALL -> call(self, target, site, call);
          case NOTHING -> true;
        };
    if (site.code != Code.UNDER_TEST && log.count() > before) {
      log.chosenInside(Objects.requireNonNull(set.reasonFor(site.in)));
    }
    return goesOn;
  }

  private boolean watch(ManagedThread self, @Nullable Object target, int index, Site site) {
    Object object = target == null ? site.declarer() : target;
    int part = site.kind.isElement() ? index + 1 : site.location() | 1;
    sharing.touch(self, object, part, site.location(), site.kind.writes());
    return true;
  }

  private boolean askAtShared(
      ManagedThread self, @Nullable Object target, int index, Site site, int location) {
    int before = log.count();
    boolean goesOn = ask(self, target, index, site);
    if (log.count() > before) {
      log.chosenAtShared(location);
    }
    return goesOn;
  }

  private boolean call(ManagedThread self, @Nullable Object target, Site site, CallAction action) {
    if (target != null && action != CallAction.NOTHING && set.hasInside()) {
      insideObjects.add(target);
    }
    return switch (action) {
      case NOTHING -> true;
      case ASK -> ask(self, target, 0, site);
      case ASK_UNLESS_HELD, ENTER ->
          (target != null && Thread.holdsLock(target)) || ask(self, target, 0, site);
      case WATCH_LIBRARY, WATCH_JDK -> target == null || watchCall(self, target, site, action);
    };
  }

  private boolean watchCall(ManagedThread self, Object target, Site site, CallAction action) {
    Class<?> type =
        action == CallAction.WATCH_JDK
            ? CallActions.ancestorInJdk(target.getClass())
            : target.getClass();
    String name = Proxy.isProxyClass(type) ? site.owner : type.getName(); // as proxies are numbered
    int location = name.hashCode();
    if (set.isShared(location)) {
      return set.isInside(type) || askAtShared(self, target, 0, site, location);
    }
    boolean isNowShared = sharing.touch(self, target, 0, location, true);
    if (isNowShared && action == CallAction.WATCH_JDK) {
      log.isSharedInside(type.getName());
    }
    return true;
  }

  private boolean ask(ManagedThread self, @Nullable Object target, int index, Site site) {
    log.passPoint();
    if (ready.isEmpty() || isNested.getAsBoolean()) {
      return true;
    }
    pending(self, target, index, site);
    return chooser.goesOn(self);
  }

  private PendingAccess pending(ManagedThread self, @Nullable Object target, int index, Site site) {
    if (self.access instanceof PendingAccess access) {
      access.set(target, index, site);
      return access;
    }
    PendingAccess access = new PendingAccess(locations, target, index, site);
    self.access = access;
    return access;
  }

  private void leave(ManagedThread self, End why, Site site) {
    if (self.owner != null) {
      running.split = self;
    }
    spin.end();
    self.enqueue();
    boolean left = self.trySuspend(why, site);
    if (!left) {
      chooser.goesOnAfterAll();
    }
    if (running.split == self) {
      running.split = null;
    }
  }
}
