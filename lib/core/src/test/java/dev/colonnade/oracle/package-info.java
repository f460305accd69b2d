/**
 * The judge of every backend: {@link dev.colonnade.oracle.Interpreter} computes the rows of a plan from plain Java values,
 * as simply as the semantics can be written down, and {@link dev.colonnade.oracle.RandomPlans} makes up the plans.
 *
 * <p>It shares no code with the optimizer or with an engine; only the order of values
 * ({@link dev.colonnade.type.Values}) is common.
 */
@NullMarked
package dev.colonnade.oracle;

import org.jspecify.annotations.NullMarked;
