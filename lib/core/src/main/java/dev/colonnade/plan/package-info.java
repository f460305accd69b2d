/**
 * Queries as immutable trees: {@link dev.colonnade.plan.LogicalPlan} (sealed records over bound expressions),
 * {@link dev.colonnade.plan.PlanBuilder}, which turns what a user wrote into nodes and is where every name and type
 * error is thrown, {@link dev.colonnade.plan.PlanVisitor}, {@link dev.colonnade.plan.PlanPrinter} and
 * {@link dev.colonnade.plan.Invariants}.
 *
 * <p>Plans are values: equal plans ask the same question of the same snapshot of the same files. They own nothing.
 */
@NullMarked
package dev.colonnade.plan;

import org.jspecify.annotations.NullMarked;
