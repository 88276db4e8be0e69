package dev.heddle.internal.memory;

/** What is to be done when a method is called. */
enum CallAction {
  /** Nothing: no thread could tell. */
  NOTHING,
  /** Ask, as what it does is seen by others. */
  ASK,
  /** Ask, unless the thread is in the monitor of the object already. */
  ASK_UNLESS_HELD,
  /** As {@link #ASK_UNLESS_HELD}; the method tells when it has entered the monitor. */
  ENTER,
  /** Look whether threads share the object, which belongs to a library, or is a proxy. */
  WATCH_LIBRARY,
  /** Look whether threads share the object, which is of a class of the JDK. */
  WATCH_JDK
}
