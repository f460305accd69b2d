package dev.colonnade.optimize;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.optimize.rule.StandardPhases;
import dev.colonnade.plan.Invariants;
import dev.colonnade.plan.LogicalPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs phases of rules over a plan. Each rule that fires is checked at once: the columns are the same and the plan is
 * well-formed, else the run fails with the rule's name.
 */
public final class Optimizer {
    private static final Optimizer STANDARD = new Optimizer(StandardPhases.list());
    private static final Optimizer NONE = new Optimizer(List.of());
    private static final int MAX_ROUNDS = 64;

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
        return STANDARD;
    }

    /** No rule at all, for comparison. */
    public static Optimizer none() {
        return NONE;
    }

    /**
     * This optimizer without the rule of that id, in whichever phases it runs.
     *
     * @throws ColonnadeException INVALID_ARGUMENT if there is none
     */
    public Optimizer without(String ruleId) {
        List<String> ids = phases.stream()
                .flatMap(phase -> phase.rules().stream())
                .map(Rule::id)
                .toList();
        if (!ids.contains(ruleId)) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The optimizer has no rule '" + ruleId + "'." + Nearest.hint(ruleId, ids));
        }
        return new Optimizer(phases.stream()
                .map(phase -> new Phase(
                        phase.name(),
                        phase.reason(),
                        phase.rules().stream()
                                .filter(rule -> !rule.id().equals(ruleId))
                                .toList()))
                .toList());
    }

    public List<Phase> phases() {
        return phases;
    }

    /**
     * The plan after all phases, and every rule that fired on the way.
     *
     * @throws ColonnadeException INTERNAL if a rule breaks the plan or does not come to an end
     */
    public Result optimize(LogicalPlan plan) {
        List<Step> trace = new ArrayList<>();
        LogicalPlan current = plan;
        for (Phase phase : phases) {
            current = settle(phase, current, trace);
        }
        return new Result(current, trace);
    }

    /** Goes round the phase's rules until each has left the plan alone once in a row. */
    private static LogicalPlan settle(Phase phase, LogicalPlan plan, List<Step> trace) {
        List<Rule> rules = phase.rules();
        LogicalPlan current = plan;
        int quiet = 0;
        for (int turn = 0; quiet < rules.size(); turn++) {
            Rule rule = rules.get(turn % rules.size());
            LogicalPlan next = rule.apply(current);
            if (next == current) {
                quiet++;
                continue;
            }
            check(rule, current, next);
            if (turn >= MAX_ROUNDS * rules.size()) {
                throw broken(
                        rule,
                        "does not settle: it still fires in round " + MAX_ROUNDS + " of phase '" + phase.name() + "'");
            }
            trace.add(new Step(phase.name(), rule.id(), current, next));
            current = next;
            quiet = 0;
        }
        return current;
    }

    private static void check(Rule rule, LogicalPlan before, LogicalPlan after) {
        if (!Invariants.sameColumns(before.schema(), after.schema())) {
            throw broken(rule, "changed the columns from " + columns(before, after) + " to " + columns(after, before));
        }
        try {
            Invariants.check(after);
        } catch (ColonnadeException e) {
            throw new ColonnadeException(
                    ErrorCode.INTERNAL, "Rule '" + rule.id() + "' broke the plan: " + e.getMessage(), e);
        }
    }

    /** The names, with their types where only these differ. */
    private static Object columns(LogicalPlan plan, LogicalPlan other) {
        List<String> names = plan.schema().names();
        return names.equals(other.schema().names()) ? plan.schema() : names;
    }

    private static ColonnadeException broken(Rule rule, String what) {
        return new ColonnadeException(ErrorCode.INTERNAL, "Rule '" + rule.id() + "' " + what + ".");
    }
}
