/**
 * The agent: it transforms the classes of the JDK and of the program, so that they ask the hooks.
 * {@link dev.heddle.internal.agent.Installation} is the entrance; {@code Transformer} has the list
 * of edits, and each group of edits is a class of its own. Knows the hooks, and no engine.
 */
@NullMarked
package dev.heddle.internal.agent;

import org.jspecify.annotations.NullMarked;
