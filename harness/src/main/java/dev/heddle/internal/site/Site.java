package dev.heddle.internal.site;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One instruction of code under test that may touch what other threads see. Immutable, but for what
 * is looked up when it is reached first.
 */
public final class Site {
  /** Its number in this JVM. */
  public final int id;

  public final AccessKind kind;

  /** The class that has the instruction, by name. */
  public final String in;

  /** The method that has it. */
  public final String method;

  /** The file and line, such as {@code Bank.java:42}. */
  public final String line;

  /** The class that is named by the instruction: of the field or method; of an array, its type. */
  public final String owner;

  /** The field or method that is named; empty for arrays and monitors. */
  public final String member;

  /** The type of the field or method. */
  public final String descriptor;

  /** Whether the field or method is static. */
  public final boolean isStatic;

  /** Whose code it is. */
  public final Code code;

  /** Whose code has a site. */
  public enum Code {
    UNDER_TEST,
    LIBRARY,
    JDK
  }

  /** A number made from where it is and what it touches, the same in every JVM. */
  public final int number;

  /** How threads see the field; null before it was looked up. Written last. */
  private volatile @Nullable Mode mode;

  /** The class that declares what is named: as far as is known, {@link #owner}. */
  private String declarer;

  private int location;

  /** How threads see a field. */
  public enum Mode {
    /** It never changes, as far as threads can tell. */
    FINAL,
    PLAIN,
    VOLATILE
  }

  /** What has loaded the class that has the instruction; null: the JVM's own loader. */
  public final @Nullable ClassLoader loader;

  Site(int id, Place place, AccessKind kind, Target target) {
    this.id = id;
    this.kind = kind;
    loader = place.loader();
    in = place.in();
    method = place.method();
    line = place.file() + ":" + place.line();
    code = place.code();
    owner = target.owner().intern();
    member = target.member();
    descriptor = target.descriptor();
    isStatic = target.isStatic();
    number = Objects.hash(in, method, line, kind.name(), owner, member);
    declarer = owner;
    location =
        kind.isField()
            ? ofField(owner, member)
            : kind.isElement() ? (in + "." + method + owner).hashCode() : 0;
  }

  private static int ofField(String declarer, String member) {
    return (declarer + "." + member).hashCode();
  }

  /**
   * Where an instruction is.
   *
   * @param loader of the class; null: the JVM's own
   * @param in the class, by name
   * @param method the method
   * @param file the source file
   * @param line the line; 0 if it is not known
   * @param code whose code it is
   */
  public record Place(
      @Nullable ClassLoader loader, String in, String method, String file, int line, Code code) {}

  /**
   * What an instruction names.
   *
   * @param owner the class, by name; of an array, the type of its elements
   * @param member the field or method
   * @param descriptor its type
   * @param isStatic whether it is static
   */
  public record Target(String owner, String member, String descriptor, boolean isStatic) {}

  /** Whether it calls {@code Object.notify} or {@code notifyAll}. */
  public boolean isNotify() {
    return owner.equals("java.lang.Object") && member.startsWith("notify");
  }

  /** How threads see the field; null if that was not looked up yet. */
  public @Nullable Mode mode() {
    return mode;
  }

  /**
   * Keeps what was found out about the field.
   *
   * @param found how threads see it
   * @param declaredIn the name of the class that has it: a subclass may be named by the instruction
   */
  public Mode keep(Mode found, String declaredIn) {
    declarer = declaredIn.intern();
    location = ofField(declarer, member);
    mode = found;
    return found;
  }

  /**
   * The class that declares the field; otherwise the one that is named. One object for each name,
   * which stands for the statics of the class.
   */
  public String declarer() {
    return declarer;
  }

  /** A number made from the names of what it touches, the same in every JVM. */
  public int location() {
    return location;
  }

  /** What it touches, for people: {@code Account.balance}. */
  public String what() {
    String type = simpleName(declarer);
    if (kind.isElement()) {
      return "an element of " + type + "[]";
    }
    return kind == AccessKind.ENTER ? "a monitor" : type + "." + member;
  }

  /** Without what is around it, unless that is all that names it, as of an anonymous class. */
  private static String simpleName(String type) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    int nested = simple.lastIndexOf('$') + 1;
    return nested < simple.length() && Character.isDigit(simple.charAt(nested))
        ? simple
        : simple.substring(nested);
  }

  /** What it does, for people: {@code writes Account.balance}. */
  public String does() {
    return verb() + " " + what();
  }

  /** What it does, for people: {@code writes}. */
  public String verb() {
    return switch (kind) {
      case READ, LOAD -> "reads";
      case WRITE, STORE -> "writes";
      case ENTER -> "enters";
      case CALL, CALL_USER, CALL_EXACT -> "calls";
    };
  }

  @Override
  public String toString() {
    return "before it " + does();
  }
}
