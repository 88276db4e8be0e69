package dev.heddle.internal.statics;

import dev.heddle.internal.agent.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a run changes in the static state of the JVM: of code under test, of libraries,
 * and the best known of the JDK. Looks further than {@link StaticState}, as it only reads.
 */
public final class StaticChanges {
  private static final int MOST = 200_000;

  private final Checkpoint before = new Checkpoint(new Reach(true), MOST);

  private final Map<String, String> ofJdk = ofJdk();

  private StaticChanges() {}

  /** Takes what there is now. */
  public static StaticChanges watch() {
    StaticChanges changes = new StaticChanges();
    for (Class<?> type : KnownClasses.all()) {
      changes.before.add(type, false);
    }
    for (Class<?> type : Installation.loadedOfLibraries()) {
      changes.before.add(type, false);
    }
    return changes;
  }

  private static Map<String, String> ofJdk() {
    Map<String, String> values = new TreeMap<>();
    Properties properties = System.getProperties();
    for (String name : properties.stringPropertyNames()) {
      values.put("system property " + name, String.valueOf(properties.getProperty(name)));
    }
    values.put("the default locale", Locale.getDefault().toString());
    values.put("the default time zone", TimeZone.getDefault().getID());
    return values;
  }

  /** What is different now, in words. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    before.differences().forEach(difference -> words.add(difference.text()));
    Map<String, String> now = ofJdk();
    TreeSet<String> names = new TreeSet<>(ofJdk.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      @Nullable String then = ofJdk.get(name);
      @Nullable String value = now.get(name);
      if (!String.valueOf(then).equals(String.valueOf(value))) {
        words.add(new Difference(name, String.valueOf(then), String.valueOf(value)).text());
      }
    }
    return words;
  }
}
