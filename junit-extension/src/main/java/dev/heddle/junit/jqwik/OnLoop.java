package dev.heddle.junit.jqwik;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Runs each try of a jqwik property on a fresh loop in virtual time: of one method, or of all of a
 * class.
 *
 * <pre>{@code
 * @Property
 * @OnLoop
 * void keepsTheTotal(@ForAll DrawnSchedule schedule, Loop loop) { ... }
 * }</pre>
 *
 * <p>If the property draws a {@link DrawnSchedule}, a {@link DrawnPolicy} or a {@link DrawnSeed},
 * that decides what goes next; otherwise everything goes in the default order. Parameters without
 * {@code @ForAll} may be the {@code Loop}, its {@code Clock} or {@code InstantSource}, a {@code
 * ThreadFactory}, an {@code ExecutorService} and a {@code ScheduledExecutorService}.
 *
 * <p>The annotations of {@link dev.heddle.testing} that say how a loop is to be hold here too.
 *
 * <p>It opts in to {@link HeddleDomain}, beside jqwik's own domain. Methods with {@code @BeforeTry}
 * and {@code @AfterTry} run on jqwik's thread, before the loop and after it.
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Domain(DomainContext.Global.class)
@Domain(HeddleDomain.class)
@AddLifecycleHook(RunsOnLoop.class)
@AddLifecycleHook(ExplainsFailures.class)
@API(status = Status.EXPERIMENTAL)
public @interface OnLoop {}
