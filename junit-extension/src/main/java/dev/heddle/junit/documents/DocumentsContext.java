package dev.heddle.junit.documents;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;

/**
 * What the tests of one execution have in common. Public only because the engine's signature has
 * it.
 *
 * @param listener who is told what happens
 * @param summary whether a search that passes prints a line
 */
@API(status = Status.INTERNAL)
public record DocumentsContext(EngineExecutionListener listener, boolean summary)
    implements EngineExecutionContext {}
