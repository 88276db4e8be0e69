package dev.heddle.internal.agent;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is edited in one version of the JDK; classes by their internal names.
 *
 * @param timed classes whose calls of the clock are redirected; nested classes included
 * @param seeThreads classes that look at the calling thread as the program does; nested classes
 *     included
 * @param edits the edits of methods, by class
 */
record JdkEdits(Set<String> timed, Set<String> seeThreads, Map<String, List<Edit>> edits) {}
