package dev.heddle.specs.pages

import dev.heddle.junit.HeddleTest
import java.time.Instant
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import org.junit.jupiter.api.Assertions.assertEquals

class WalletTest {
  class Wallet {
    private val mutex = Mutex()
    private var balance = 100

    suspend fun pay(amount: Int): Boolean =
      mutex.withLock {
        if (balance < amount) {
          false
        } else {
          delay(50.milliseconds) // asks the bank
          balance -= amount
          true
        }
      }
  }

  @HeddleTest(schedules = 100)
  fun paysOnce(): Unit = runBlocking {
    val wallet = Wallet()
    val paid = List(2) { async(Dispatchers.Default) { wallet.pay(70) } }
    assertEquals(1, paid.awaitAll().count { it })
  }

  @HeddleTest
  fun waitsForHours(): Unit = runBlocking {
    delay(3.hours)
    assertEquals(Instant.parse("2000-01-01T03:00:00Z"), Instant.now())
  }
}
