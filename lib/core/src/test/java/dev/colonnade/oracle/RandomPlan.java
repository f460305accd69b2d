package dev.colonnade.oracle;

import dev.colonnade.plan.LogicalPlan;

/**
 * A plan that was made up.
 *
 * @param ordered whether the sequence of its rows is determined, but for rows that are equal
 */
public record RandomPlan(LogicalPlan plan, boolean ordered) {}
