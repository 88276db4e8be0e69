package dev.heddle;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.SimpleDateFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A way to ask the JDK for the time.
 *
 * @param title as the page names it
 * @param actual asks
 * @param expected what it should say, of a clock that stands at the virtual time
 */
record ClockSource(String title, Callable<Object> actual, Function<Clock, Object> expected) {
  private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  @Override
  public String toString() {
    return title;
  }

  /** All of them; each type of java.time that has a method {@code now()}. */
  static List<ClockSource> all() throws Exception {
    List<ClockSource> all = new ArrayList<>();
    all.add(millis("System.currentTimeMillis()", () -> System.currentTimeMillis()));
    addNows(all, "java.time");
    addNows(all, "java.time.chrono");
    addClocks(all);
    all.add(of("new Date()", Date::new, clock -> Date.from(clock.instant())));
    all.add(millis("Calendar.getInstance()", () -> Calendar.getInstance().getTimeInMillis()));
    all.add(millis("new GregorianCalendar()", () -> new GregorianCalendar().getTimeInMillis()));
    for (String calendar : List.of("japanese", "buddhist")) {
      Locale locale = Locale.forLanguageTag("en-u-ca-" + calendar);
      all.add(
          millis(
              "Calendar.getInstance(locale) of the " + calendar + " calendar",
              () -> Calendar.getInstance(locale).getTimeInMillis()));
    }
    all.add(
        of(
            "new SimpleDateFormat(pattern), for years of two digits",
            () -> new SimpleDateFormat("yy", Locale.ROOT).get2DigitYearStart(),
            ClockSource::eightyYearsBefore));
    all.add(
        of("new LogRecord(…)", () -> new LogRecord(Level.INFO, "").getInstant(), Clock::instant));
    all.add(of("ZipOutputStream, for an entry without a time", ClockSource::zip, ClockSource::dos));
    return all;
  }

  private static ClockSource of(
      String title, Callable<Object> actual, Function<Clock, Object> expected) {
    return new ClockSource(title, actual, expected);
  }

  private static ClockSource millis(String title, Callable<Object> actual) {
    return new ClockSource(title, actual, Clock::millis);
  }

  private static void addNows(List<ClockSource> all, String name) throws Exception {
    FileSystem jdk = FileSystems.getFileSystem(URI.create("jrt:/"));
    List<String> types;
    try (Stream<Path> files =
        Files.list(jdk.getPath("modules/java.base", name.replace('.', '/')))) {
      types =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".class"))
              .map(file -> name + "." + file.substring(0, file.lastIndexOf('.')))
              .sorted()
              .toList();
    }
    for (String type : types) {
      Method now = now(Class.forName(type, false, null));
      if (now != null) {
        Method ofClock = now.getDeclaringClass().getMethod("now", Clock.class);
        all.add(
            of(
                now.getDeclaringClass().getSimpleName() + ".now()",
                () -> now.invoke(null),
                clock -> invoke(ofClock, clock)));
      }
    }
  }

  private static Method now(Class<?> type) {
    if (!Modifier.isPublic(type.getModifiers())) {
      return null;
    }
    try {
      return type.getDeclaredMethod("now");
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static Object invoke(Method method, Clock clock) {
    try {
      return method.invoke(null, clock);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static void addClocks(List<ClockSource> all) {
    all.add(of("InstantSource.system()", () -> InstantSource.system().instant(), Clock::instant));
    clock(all, "Clock.systemUTC()", Clock::systemUTC, ChronoUnit.NANOS);
    clock(all, "Clock.systemDefaultZone()", Clock::systemDefaultZone, ChronoUnit.NANOS);
    clock(all, "Clock.system(zone)", () -> Clock.system(ZONE), ChronoUnit.NANOS);
    clock(all, "Clock.tickMillis(zone)", () -> Clock.tickMillis(ZONE), ChronoUnit.MILLIS);
    clock(all, "Clock.tickSeconds(zone)", () -> Clock.tickSeconds(ZONE), ChronoUnit.SECONDS);
    clock(all, "Clock.tickMinutes(zone)", () -> Clock.tickMinutes(ZONE), ChronoUnit.MINUTES);
    clock(
        all,
        "Clock.tick(clock, duration)",
        () -> Clock.tick(Clock.systemUTC(), Duration.ofHours(1)),
        ChronoUnit.HOURS);
    all.add(
        of(
            "Clock.offset(clock, duration)",
            () -> Clock.offset(Clock.systemUTC(), Duration.ofDays(1)).instant(),
            clock -> clock.instant().plus(Duration.ofDays(1))));
  }

  private static void clock(
      List<ClockSource> all, String title, Callable<Clock> clock, ChronoUnit unit) {
    all.add(
        of(
            title,
            () -> clock.call().instant() + " " + clock.call().millis(),
            at -> {
              Instant expected = at.instant().truncatedTo(unit);
              return expected + " " + expected.toEpochMilli();
            }));
  }

  private static Object eightyYearsBefore(Clock clock) {
    GregorianCalendar calendar = new GregorianCalendar();
    calendar.setTimeInMillis(clock.millis());
    calendar.add(Calendar.YEAR, -80);
    return calendar.getTime();
  }

  private static Object zip() throws Exception {
    ZipEntry entry = new ZipEntry("name");
    try (ZipOutputStream zip = new ZipOutputStream(java.io.OutputStream.nullOutputStream())) {
      zip.putNextEntry(entry);
    }
    return entry.getTimeLocal();
  }

  private static Object dos(Clock clock) {
    ZipEntry entry = new ZipEntry("name");
    entry.setTime(clock.millis());
    return entry.getTimeLocal();
  }
}
