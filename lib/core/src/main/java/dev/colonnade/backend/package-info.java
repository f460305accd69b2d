/**
 * What core asks of an engine. A {@link dev.colonnade.backend.Backend} is found by {@link java.util.ServiceLoader} and
 * opens an {@link dev.colonnade.backend.Engine} per session; an engine runs an
 * {@link dev.colonnade.backend.ExecutablePlan} and answers with a stream of batches.
 *
 * <p>Threads are the session's: an engine is called on a worker thread and may block; it registers how to stop with the
 * {@link dev.colonnade.backend.CancelSignal} of its {@link dev.colonnade.backend.ExecutionContext}, which another thread
 * fires on an interrupt, a timeout or an early close.
 */
@NullMarked
package dev.colonnade.backend;

import org.jspecify.annotations.NullMarked;
