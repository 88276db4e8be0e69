package dev.heddle.internal.jdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the VM knows of a thread that stands still.
 *
 * @param stack its frames, innermost first
 * @param blocker the monitor or synchronizer that it waits for, if known
 * @param owned the monitors that it holds, innermost frame first
 */
public record ThreadSnapshot(
    List<StackTraceElement> stack, @Nullable Object blocker, List<OwnedMonitor> owned) {}
