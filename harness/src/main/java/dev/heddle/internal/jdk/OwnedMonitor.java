package dev.heddle.internal.jdk;

/**
 * A monitor that a thread holds.
 *
 * @param monitor the object
 * @param where the frame that entered it
 */
public record OwnedMonitor(Object monitor, StackTraceElement where) {}
