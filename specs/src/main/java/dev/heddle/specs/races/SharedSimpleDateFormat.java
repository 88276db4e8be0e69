package dev.heddle.specs.races;

import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TimeZone;

/** Two threads parse with one SimpleDateFormat, and one gets the other's date. */
final class SharedSimpleDateFormat implements Race {
  private interface Parser {
    LocalDate parse(String text) throws ParseException;
  }

  private static final class Careless implements Parser {
    private final SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd", Locale.ROOT);

    Careless() {
      format.setTimeZone(TimeZone.getTimeZone("UTC"));
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // what SimpleDateFormat gives
    public LocalDate parse(String text) throws ParseException {
      return LocalDate.ofInstant(format.parse(text).toInstant(), ZoneOffset.UTC);
    }
  }

  @Override
  public String bug() {
    return "shared SimpleDateFormat";
  }

  @Override
  public Level level() {
    return Level.ALL;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(LocalDate::parse);
  }

  private static void run(Parser parser) throws Exception {
    Threads.runAll(() -> check(parser, "2026-01-31"), () -> check(parser, "2031-12-01"));
  }

  private static void check(Parser parser, String text) throws ParseException {
    LocalDate parsed = parser.parse(text);
    Check.that(parsed.toString().equals(text), text + " must not be read as " + parsed + ".");
  }
}
