/**
 * From the plan a user wrote to the plan an engine runs: {@link dev.colonnade.optimize.Optimizer} applies phases of
 * {@link dev.colonnade.optimize.Rule}s until nothing changes, checks the invariants after each and keeps the trace that
 * a verbose explain prints. {@code optimize.rule} holds one rule per file.
 */
@NullMarked
package dev.colonnade.optimize;

import org.jspecify.annotations.NullMarked;
