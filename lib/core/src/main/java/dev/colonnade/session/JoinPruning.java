package dev.colonnade.session;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.NamedExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.Plans;
import dev.colonnade.scan.ScanPlanner;
import dev.colonnade.scan.ScanPlanner.Narrowing;
import dev.colonnade.scan.ScanTask;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Leaves out files of a join's large side that hold no key of its small side. The small side's keys are found by running
 * it first, on the same engine, as a part of the query. Joins see the same rows as without: a row whose key the other side
 * does not have is not in the result of any join that {@link JoinCandidate} allows.
 */
final class JoinPruning {
    /** Below this there is too little to save. */
    static final int LEAST_FILES = 32;

    private static final JoinPruning NONE = new JoinPruning(List.of());

    private final List<JoinCandidate> candidates;

    private JoinPruning(List<JoinCandidate> candidates) {
        this.candidates = candidates;
    }

    /** Leaves the plan as it is. */
    static JoinPruning none() {
        return NONE;
    }

    /** For the joins of a plan, of which those are left alone that have nothing to gain. */
    static JoinPruning of(ExecutablePlan plan) {
        boolean many = plan.tasks().stream().anyMatch(task -> task.files().size() >= LEAST_FILES);
        return many ? new JoinPruning(JoinCandidate.in(plan)) : NONE;
    }

    /** What it will prune by, one line each. */
    List<String> lines() {
        return candidates.stream()
                .map(candidate -> candidate.evidence() + ": files are pruned when the query runs")
                .distinct()
                .toList();
    }

    /**
     * The plan with fewer files to read.
     *
     * @param run runs a part of the plan on the plan's engine
     */
    ExecutablePlan apply(ExecutablePlan plan, Function<ExecutablePlan, BatchStream> run) {
        if (candidates.isEmpty()) {
            return plan;
        }
        Map<LogicalPlan.Scan, List<Narrowing>> known = new IdentityHashMap<>();
        Map<LogicalPlan.Scan, ScanTask> narrowed = new IdentityHashMap<>();
        for (JoinCandidate candidate : candidates) {
            LogicalPlan.Scan probe = candidate.probe();
            if (narrowed.getOrDefault(probe, plan.task(probe)).files().size() >= LEAST_FILES) {
                BoundExpr condition = keys(plan, candidate, run).condition(candidate.probeKey());
                List<Narrowing> narrowings = known.computeIfAbsent(probe, scan -> new ArrayList<>());
                narrowings.add(new Narrowing(condition, candidate.evidence()));
                narrowed.put(probe, ScanPlanner.plan(probe, narrowings));
            }
        }
        List<ScanTask> tasks = new ArrayList<>();
        plan.tasks().forEach(task -> tasks.add(narrowed.getOrDefault(task.scan(), task)));
        return new ExecutablePlan(plan.plan(), tasks);
    }

    private static JoinKeys keys(
            ExecutablePlan plan, JoinCandidate candidate, Function<ExecutablePlan, BatchStream> run) {
        JoinKeys keys = new JoinKeys();
        LogicalPlan build = candidate.build();
        if (build instanceof LogicalPlan.Values values && candidate.buildKey() instanceof BoundExpr.Column column) {
            int position = values.schema().indexOf(column.name());
            values.rows().forEach(row -> keys.add(row.get(position)));
            return keys;
        }
        LogicalPlan distinct = new LogicalPlan.Distinct(
                LogicalPlan.Project.of(build, List.of(new NamedExpr("key", candidate.buildKey()))));
        List<ScanTask> tasks = Plans.scans(distinct).stream().map(plan::task).toList();
        try (BatchStream stream = run.apply(new ExecutablePlan(distinct, tasks))) {
            for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                for (int i = 0; i < batch.rowCount(); i++) {
                    keys.add(batch.column(0).valueAt(i));
                }
            }
        }
        return keys;
    }
}
