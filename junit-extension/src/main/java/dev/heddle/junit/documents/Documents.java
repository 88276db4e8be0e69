package dev.heddle.junit.documents;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Marks a class, empty otherwise, under which Markdown documents are run as tests:
 *
 * <pre>{@code
 * @Documents({"../README.md", "../docs"})
 * class PagesTest {}
 * }</pre>
 *
 * <p>Build tools look for classes, so its name has to be one that they take for a test's. In the
 * documents, <code>```java run</code> begins a program, and <code>```output</code> what it prints.
 */
@API(status = Status.EXPERIMENTAL)
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Documents {
  /**
   * The documents: files, directories with all Markdown files in and below them (but for
   * directories whose name begins with a dot), and patterns such as {@code docs/*.md}; relative to
   * the working directory, which Maven and Gradle set to the module's. What matches nothing, or has
   * no program, is a failing test.
   */
  String[] value();
}
