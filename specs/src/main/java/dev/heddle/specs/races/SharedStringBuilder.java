package dev.heddle.specs.races;

/** Two threads append to one StringBuilder, and one text overwrites the other. */
final class SharedStringBuilder implements Race {
  @Override
  public String bug() {
    return "shared StringBuilder";
  }

  @Override
  public Level level() {
    return Level.ALL;
  }

  @Override
  public void buggy() throws Exception {
    run(new StringBuilder());
  }

  @Override
  @SuppressWarnings("JdkObsolete") // its lock is what is needed
  public void mended() throws Exception {
    run(new StringBuffer());
  }

  private static <T extends Appendable & CharSequence> void run(T text) throws Exception {
    Threads.runAll(() -> text.append("ab"), () -> text.append("cd"));
    Check.number("The length", 4, text.length());
  }
}
