package dev.colonnade.session;

import dev.colonnade.optimize.Optimizer;
import dev.colonnade.optimize.rule.StandardPhases;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.Plans;
import dev.colonnade.scan.ScanReport;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What will happen when a frame is run, without running it.
 *
 * @param logical the plan as built
 * @param optimized the plan that runs
 * @param trace the rules that fired, in order
 * @param scans what each scan of the optimized plan reads and leaves out, from left to right
 * @param backend the engine's name
 * @param text all of it for people; {@link #toString()} gives the same
 */
public record Explanation(
        LogicalPlan logical,
        LogicalPlan optimized,
        List<Optimizer.Step> trace,
        List<ScanReport> scans,
        String backend,
        String text) {
    public Explanation {
        trace = List.copyOf(trace);
        scans = List.copyOf(scans);
    }

    /** What has been moved into at least one scan, or spares reading it. */
    public Set<Pushdown> pushdowns() {
        Set<Pushdown> found = EnumSet.noneOf(Pushdown.class);
        for (LogicalPlan.Scan scan : Plans.scans(optimized)) {
            if (scan.filter() != null) {
                found.add(Pushdown.FILTER);
            }
            if (scan.columns().size() < scan.files().schema().size()) {
                found.add(Pushdown.PROJECTION);
            }
            if (scan.limit() >= 0) {
                found.add(Pushdown.LIMIT);
            }
        }
        if (trace.stream().anyMatch(step -> step.rule().equals(StandardPhases.ANSWER_FROM_STATISTICS))) {
            found.add(Pushdown.AGGREGATE);
        }
        if (scans.stream().anyMatch(scan -> scan.rowGroupsRead() < scan.rowGroupsTotal())) {
            found.add(Pushdown.PRUNING);
        }
        return found;
    }

    /** Prints the text. */
    public void show() {
        System.out.print(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
