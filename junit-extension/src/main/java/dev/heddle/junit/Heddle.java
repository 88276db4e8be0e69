package dev.heddle.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs tests on a loop in virtual time, a fresh one for each, as {@link HeddleTest} does: a class
 * with its nested classes and subclasses, or a method with another kind of test annotation.
 *
 * <pre>{@code
 * @Heddle
 * @ParameterizedTest
 * @ValueSource(ints = {1, 10, 100})
 * void waitsAsLongAsItSays(int minutes, Clock clock) { ... }
 * }</pre>
 *
 * <p>The annotations of {@link dev.heddle.testing} beside it say how the loop is to be, and in
 * which schedules tests are run; {@link HeddleTest} says which one holds.
 *
 * <p>A class so annotated may have a {@code @TestFactory}: its body and each of its dynamic tests
 * run on one and the same loop, one after the other, since JUnit has one {@code @BeforeEach} and
 * one {@code @AfterEach} for all of them. A {@code Stream} that it returns is read outside of the
 * loop, in real time.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(HeddleExtension.class)
@API(status = Status.EXPERIMENTAL)
public @interface Heddle {}
