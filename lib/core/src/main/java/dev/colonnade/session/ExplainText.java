package dev.colonnade.session;

import dev.colonnade.backend.Check;
import dev.colonnade.optimize.Optimizer;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanPrinter;
import dev.colonnade.scan.ScanReport;
import java.util.List;
import java.util.Objects;

/** Writes explanations: one heading per stage, the trees below it. */
final class ExplainText {
    private final StringBuilder text = new StringBuilder();

    ExplainText plan(String heading, LogicalPlan plan) {
        return section(heading, PlanPrinter.print(plan));
    }

    /** @param whenRun what will be left out when the query runs, one line each */
    ExplainText scans(List<ScanReport> reports, List<String> whenRun) {
        StringBuilder lines = new StringBuilder();
        reports.forEach(r -> lines.append(r.dataset()).append(": ").append(r).append('\n'));
        whenRun.forEach(line -> lines.append(line).append('\n'));
        return section("scan", reports.isEmpty() ? "nothing is read\n" : lines.toString());
    }

    ExplainText trace(List<Optimizer.Step> steps) {
        StringBuilder lines = new StringBuilder();
        for (Optimizer.Step step : steps) {
            lines.append(step.phase()).append(" / ").append(step.rule()).append('\n');
            lines.append(PlanPrinter.print(step.after()).indent(2));
        }
        return section("trace", steps.isEmpty() ? "no rule fired\n" : lines.toString());
    }

    ExplainText engine(Route route, List<Check> checks) {
        StringBuilder lines = new StringBuilder(route.headline()).append('\n');
        route.notes().forEach(note -> lines.append(note).append('\n'));
        checks.forEach(
                c -> lines.append(c.name()).append(": ").append(c.finding()).append('\n'));
        return section("engine", lines.toString());
    }

    ExplainText section(String heading, String body) {
        text.append(heading).append('\n').append(Objects.requireNonNull(body).indent(2));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
