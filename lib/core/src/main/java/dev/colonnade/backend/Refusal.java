package dev.colonnade.backend;

import dev.colonnade.plan.LogicalPlan;

/**
 * A node of a plan that an engine does not run.
 *
 * @param node the node, by identity
 * @param reason a clause about the engine that follows its name, such as {@code does not sort}
 */
public record Refusal(LogicalPlan node, String reason) {}
