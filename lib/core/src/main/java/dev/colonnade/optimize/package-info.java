/**
 * From the plan a user wrote to the plan an engine runs: {@link dev.colonnade.optimize.Optimizer} applies phases of
 * {@link dev.colonnade.optimize.Rule}s until nothing changes, checks columns and invariants after each rule that fired,
 * and keeps the trace that a verbose explain prints. {@code optimize.rule} holds one rule per file;
 * {@link dev.colonnade.optimize.rule.StandardPhases} lists them in order.
 */
@NullMarked
package dev.colonnade.optimize;

import org.jspecify.annotations.NullMarked;
