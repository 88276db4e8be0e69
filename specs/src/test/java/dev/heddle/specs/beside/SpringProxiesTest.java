package dev.heddle.specs.beside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.ProxyFactory;

/** Beans behind the proxies of Spring's AOP, with which it makes transactions and caches. */
class SpringProxiesTest {
  /** A bean with an advice that counts its calls. */
  private static Stock proxy(Stock target, boolean ofClass, AtomicInteger calls) {
    ProxyFactory factory = new ProxyFactory(target);
    factory.setProxyTargetClass(ofClass);
    factory.addAdvice(
        (MethodInterceptor)
            call -> {
              calls.incrementAndGet();
              return call.proceed();
            });
    Stock proxy = (Stock) factory.getProxy(SpringProxiesTest.class.getClassLoader());
    assertEquals(ofClass, target.getClass().isInstance(proxy));
    assertEquals(!ofClass, Proxy.isProxyClass(proxy.getClass()));
    return proxy;
  }

  private static Suspect taken(Supplier<Stock> newTarget, boolean ofClass, boolean alone) {
    return () -> {
      AtomicInteger calls = new AtomicInteger();
      Stock stock = proxy(newTarget.get(), ofClass, calls);
      Suspect.both(
          () -> {
            if (alone) {
              Stock.claimAlone(stock, calls);
            } else {
              Stock.claim(stock);
            }
          });
      assertTrue(calls.get() >= 3, calls::toString);
      return stock.left() == 0;
    };
  }

  /** By an interface, as JDK proxies, or of the class itself, as subclasses made by CGLIB. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofPlainFields(boolean ofClass) {
    taken(Stock.Plain::new, ofClass, false).isFoundRacing(" before ");
    taken(Stock.Plain::new, ofClass, true).passes();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofSynchronizedMethods(boolean ofClass) {
    taken(Stock.Locked::new, ofClass, false).isFoundRacing(" before ");
    taken(Stock.Locked::new, ofClass, true).passes();
  }

  /** Advice that has state, as its own calls are. */
  @Test
  void advice() {
    Suspect racy = () -> countedByAdvice(false);
    Suspect mended = () -> countedByAdvice(true);
    racy.isFoundRacing("reads element 0 of int[1]");
    mended.passes();
  }

  private static boolean countedByAdvice(boolean alone) throws InterruptedException {
    int[] calls = new int[1];
    ProxyFactory factory = new ProxyFactory(new Stock.Plain());
    factory.addAdvice(
        (MethodInterceptor)
            call -> {
              if (alone) {
                synchronized (calls) {
                  calls[0]++;
                }
              } else {
                calls[0]++;
              }
              return call.proceed();
            });
    Stock stock = (Stock) factory.getProxy(SpringProxiesTest.class.getClassLoader());
    Suspect.both(stock::left);
    return calls[0] == 2;
  }
}
