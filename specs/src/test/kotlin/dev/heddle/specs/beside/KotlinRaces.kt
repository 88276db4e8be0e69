package dev.heddle.specs.beside

import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/** Races as people write them in Kotlin: each function returns whether all went well. */
object KotlinRaces {
  private var ofSingleton = 0

  private inline fun both(crossinline body: () -> Unit) {
    val threads = List(2) { thread { body() } }
    threads.forEach { it.join() }
  }

  private inline fun alone(mended: Boolean, lock: Any, body: () -> Unit) {
    if (mended) synchronized(lock, body) else body()
  }

  /** A variable that a lambda captures and changes. */
  @JvmStatic
  fun captured(mended: Boolean): Boolean {
    var count = 0
    val lock = Any()
    both { alone(mended, lock) { count++ } }
    return count == 2
  }

  /** A property of an object. */
  @JvmStatic
  fun singleton(mended: Boolean): Boolean {
    ofSingleton = 0
    both { alone(mended, this) { ofSingleton += 1 } }
    return ofSingleton == 2
  }

  class Account(var balance: Long) {
    companion object {
      private var opened = 0

      fun open(): Account {
        opened++
        return Account(0)
      }

      @Synchronized fun openAlone(): Account = open()

      fun restart() {
        opened = 0
      }

      fun opened() = opened
    }

    fun deposit(amount: Long) {
      balance += amount
    }

    @Synchronized fun depositAlone(amount: Long) = deposit(amount)
  }

  /** A property of a class, of two slots. */
  @JvmStatic
  fun property(mended: Boolean): Boolean {
    val account = Account(1)
    both { if (mended) account.depositAlone(2) else account.deposit(2) }
    return account.balance == 5L
  }

  /** A property of a companion. */
  @JvmStatic
  fun companion(mended: Boolean): Boolean {
    Account.restart()
    both { if (mended) Account.openAlone() else Account.open() }
    return Account.opened() == 2
  }

  /** A lazy value that no lock guards. */
  @JvmStatic
  fun lazily(mended: Boolean): Boolean {
    val made = AtomicInteger()
    var value: String? = null
    val lock = Any()
    both {
      alone(mended, lock) {
        val seen = value
        value = seen ?: "value ${made.incrementAndGet()}"
      }
    }
    return made.get() == 1
  }

  /** An extension function of maps that looks, and then puts. */
  @JvmStatic
  fun getOrPut(mended: Boolean): Boolean {
    val made = AtomicInteger()
    val map = ConcurrentHashMap<String, Int>()
    both {
      if (mended) map.computeIfAbsent("key") { made.incrementAndGet() }
      else map.getOrPut("key") { made.incrementAndGet() }
    }
    return made.get() == 1
  }

  /** A collection of Kotlin's own, of which two threads take the last element. */
  @JvmStatic
  fun deque(mended: Boolean): Boolean {
    val deque = kotlin.collections.ArrayDeque(listOf(1))
    val taken = AtomicInteger()
    both {
      alone(mended, deque) {
        if (!deque.isEmpty()) {
          deque.removeFirstOrNull()?.let { taken.incrementAndGet() } ?: taken.set(100)
        }
      }
    }
    return taken.get() == 1
  }

  /** A variable that coroutines share. */
  @JvmStatic
  fun coroutines(mended: Boolean): Boolean {
    var count = 0
    val mutex = Mutex()
    runBlocking {
      repeat(2) {
        launch(Dispatchers.Default) { if (mended) mutex.withLock { count++ } else count++ }
      }
    }
    return count == 2
  }
}
