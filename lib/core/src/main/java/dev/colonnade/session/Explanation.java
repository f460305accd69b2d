package dev.colonnade.session;

import dev.colonnade.optimize.Optimizer;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.scan.ScanReport;
import java.util.List;

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

    /** Prints the text. */
    public void show() {
        System.out.print(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
