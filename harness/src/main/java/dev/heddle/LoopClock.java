package dev.heddle;

import dev.heddle.internal.engine.Engine;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The virtual wall clock of a loop. */
final class LoopClock extends Clock {
  private final Engine engine;

  LoopClock(Engine engine) {
    this.engine = engine;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    LoopClock utc = this;
    return zone.equals(ZoneOffset.UTC) ? utc : new Zoned(utc, zone);
  }

  @Override
  public Instant instant() {
    return engine.instant();
  }

  /** The same instants, in another time zone. */
  private static final class Zoned extends Clock {
    private final Clock clock;
    private final ZoneId zone;

    Zoned(Clock clock, ZoneId zone) {
      this.clock = clock;
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return clock.withZone(other);
    }

    @Override
    public Instant instant() {
      return clock.instant();
    }
  }
}
