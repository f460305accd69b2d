package dev.colonnade.optimize;

import dev.colonnade.plan.LogicalPlan;

/** One rewrite of plans that keeps their results; stateless. */
public interface Rule {
    /** A kebab-case name that explain shows, such as {@code push-filter-through-join}. */
    String id();

    /** The rewritten plan, with the same columns; the same instance if the rule did not fire. */
    LogicalPlan apply(LogicalPlan plan);
}
