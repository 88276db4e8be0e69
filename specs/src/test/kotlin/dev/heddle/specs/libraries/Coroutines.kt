package dev.heddle.specs.libraries

import java.io.IOException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.FlowPreview
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.debounce
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.retry
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull

/** The programs of KotlinTest. */
object Coroutines {
  /** Delays on the event loop of one thread, and time limits. */
  @JvmStatic
  fun delays(log: MutableList<String>) = runBlocking {
    launch {
      delay(2.hours)
      Seen.at(log, "second")
    }
    launch {
      delay(1.hours)
      Seen.at(log, "first")
    }
    Seen.at(log, "got " + withTimeoutOrNull(30.minutes) { delay(1.hours) })
    try {
      withTimeout(3.hours) { delay(4.hours) }
    } catch (e: TimeoutCancellationException) {
      Seen.at(log, e.message!!)
    }
  }

  /** Coroutines on both dispatchers that the whole JVM has. */
  @JvmStatic
  fun dispatches(log: MutableList<String>) = runBlocking {
    val parts =
      List(4) { part ->
        async(Dispatchers.Default) {
          delay((part % 2 + 1).hours)
          part
        }
      }
    Seen.at(log, "sum ${parts.awaitAll().sum()}")
    withContext(Dispatchers.IO) {
      Thread.sleep(3_600_000)
      delay(1.hours)
    }
    Seen.at(log, "read")
  }

  /** A channel that two workers empty, and a mutex across a delay. */
  @JvmStatic
  fun channels(log: MutableList<String>) = runBlocking {
    val channel = Channel<Int>(2)
    val mutex = Mutex()
    var total = 0
    launch(Dispatchers.Default) {
      for (number in 1..5) {
        channel.send(number)
        delay(10.minutes)
      }
      channel.close()
    }
    val workers =
      List(2) { worker ->
        launch(Dispatchers.Default) {
          for (number in channel) {
            mutex.withLock {
              val before = total
              delay(1.minutes)
              total = before + number
            }
          }
        }
      }
    workers.forEach { it.join() }
    Seen.at(log, "total $total")
  }

  /** Flows: upstream on another thread, debounced, retried. */
  @OptIn(FlowPreview::class)
  @JvmStatic
  fun flows(log: MutableList<String>) = runBlocking {
    val ticks = flow {
      for (number in 1..6) {
        delay(if (number % 3 == 0) 1.hours else 10.minutes)
        emit(number)
      }
    }
    ticks
      .flowOn(Dispatchers.Default)
      .map { 10 * it }
      .debounce(30.minutes)
      .collect { Seen.at(log, "calm after $it") }
    var calls = 0
    val answers = flow {
      delay(1.hours)
      if (++calls < 3) throw IOException("down")
      emit("up")
    }
    Seen.at(log, "" + answers.retry { delay(2.hours); true }.toList())
  }
}
