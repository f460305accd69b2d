/**
 * The one room that wires: {@link dev.colonnade.session.Workspace} holds a session's engines, registered datasets and
 * worker threads, and takes a plan through optimizer, scan planning and engine to a stream or table. The public faces
 * of the root package build plans and hand them to it.
 *
 * <p>The caller's thread never blocks inside an engine: a worker runs the query, the caller waits interruptibly, and an
 * interrupt, a timeout or an early close fires the query's cancel signal.
 */
@NullMarked
package dev.colonnade.session;

import org.jspecify.annotations.NullMarked;
