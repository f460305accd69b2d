package dev.colonnade.optimize;

import dev.colonnade.plan.LogicalPlan;
import java.util.List;

/** Runs phases of rules over a plan. */
public final class Optimizer {
    private final List<Phase> phases;

    public Optimizer(List<Phase> phases) {
        this.phases = List.copyOf(phases);
    }

    /** Some rules that run in turn until none of them fires; {@code reason} says why they stand here. */
    public record Phase(String name, String reason, List<Rule> rules) {
        public Phase {
            rules = List.copyOf(rules);
        }
    }

    /** One rule that fired. */
    public record Step(String phase, String rule, LogicalPlan before, LogicalPlan after) {}

    /** The optimized plan and how it came about. */
    public record Result(LogicalPlan plan, List<Step> trace) {
        public Result {
            trace = List.copyOf(trace);
        }
    }

    /** All rules of Colonnade. */
    public static Optimizer standard() {
        return new Optimizer(List.of());
    }

    /** No rule at all, for comparison. */
    public static Optimizer none() {
        return new Optimizer(List.of());
    }

    public List<Phase> phases() {
        return phases;
    }

    public Result optimize(LogicalPlan plan) {
        return new Result(plan, List.of());
    }
}
