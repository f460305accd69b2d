package dev.colonnade.plan;

import dev.colonnade.source.FileSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Walks over plans. */
public final class Plans {
    private Plans() {}

    /** Applies {@code change} to every node, inputs first; the same instance comes back if nothing changed. */
    public static LogicalPlan rewriteUp(LogicalPlan plan, UnaryOperator<LogicalPlan> change) {
        return change.apply(mapInputs(plan, input -> rewriteUp(input, change)));
    }

    /** Applies {@code change} to every node before its inputs; the same instance comes back if nothing changed. */
    public static LogicalPlan rewriteDown(LogicalPlan plan, UnaryOperator<LogicalPlan> change) {
        return mapInputs(change.apply(plan), input -> rewriteDown(input, change));
    }

    /** The node over changed inputs; the same instance if none changed. */
    public static LogicalPlan mapInputs(LogicalPlan node, UnaryOperator<LogicalPlan> change) {
        List<LogicalPlan> inputs = node.inputs();
        List<LogicalPlan> changed = null;
        for (int i = 0; i < inputs.size(); i++) {
            LogicalPlan next = change.apply(inputs.get(i));
            if (next != inputs.get(i) && changed == null) {
                changed = new ArrayList<>(inputs);
            }
            if (changed != null) {
                changed.set(i, next);
            }
        }
        return changed == null ? node : node.withInputs(changed);
    }

    /** Visits every node, inputs first. */
    public static void forEach(LogicalPlan plan, Consumer<LogicalPlan> visit) {
        plan.inputs().forEach(input -> forEach(input, visit));
        visit.accept(plan);
    }

    /** The scans of a plan, from left to right. */
    public static List<LogicalPlan.Scan> scans(LogicalPlan plan) {
        List<LogicalPlan.Scan> scans = new ArrayList<>();
        forEach(plan, node -> {
            if (node instanceof LogicalPlan.Scan scan) {
                scans.add(scan);
            }
        });
        return scans;
    }

    /** Whether the rows of a plan stand in the order that the selection of its scan gives. */
    public static boolean keepsOrder(LogicalPlan plan) {
        if (plan instanceof LogicalPlan.Scan scan) {
            FileSelection selection = scan.selection();
            return selection != null && !selection.order().isEmpty();
        }
        boolean passes = plan instanceof LogicalPlan.Project
                || plan instanceof LogicalPlan.Filter
                || plan instanceof LogicalPlan.Limit
                || plan instanceof LogicalPlan.Tail;
        return passes && keepsOrder(plan.inputs().get(0));
    }

    static boolean same(List<LogicalPlan> a, List<LogicalPlan> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i) != b.get(i)) {
                return false;
            }
        }
        return true;
    }
}
