package dev.colonnade.session;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Function;
import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.LogicalPlan.Join;
import dev.colonnade.plan.Plans;
import dev.colonnade.scan.ScanTask;
import dev.colonnade.source.ColumnBounds;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.RowGroup;
import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A side of a join with many files, and the small other side whose keys may rule out some of them.
 *
 * @param probe the scan of many files; it occurs once in the plan
 * @param probeKey its part of the equality, over the columns of its file set
 * @param column the column of the file set in it
 * @param build the small side
 * @param buildKey its part of the equality, of the same type
 */
record JoinCandidate(LogicalPlan.Scan probe, BoundExpr probeKey, String column, LogicalPlan build, BoundExpr buildKey) {
    /** More rows than that are not worth reading twice. */
    private static final long MOST_BUILD_ROWS = 100_000;

    private static final int MOST_CANDIDATES = 8;

    /** What the report calls it. */
    String evidence() {
        return "join " + column;
    }

    /** The candidates of a plan, inputs of joins first. */
    static List<JoinCandidate> in(ExecutablePlan plan) {
        List<JoinCandidate> found = new ArrayList<>();
        Plans.forEach(plan.plan(), node -> {
            if (node instanceof Join join && join.type() != JoinType.CROSS) {
                collect(plan, join, found);
            }
        });
        return found.subList(0, Math.min(MOST_CANDIDATES, found.size()));
    }

    private static void collect(ExecutablePlan plan, Join join, List<JoinCandidate> into) {
        for (BoundExpr conjunct : BoundExprs.conjuncts(join.condition())) {
            if (!(conjunct instanceof BoundExpr.Call call) || call.function() != Function.EQ) {
                continue;
            }
            BoundExpr.Column first = column(call.arg(0));
            BoundExpr.Column second = column(call.arg(1));
            if (first == null || second == null || call.arg(0).type() instanceof DataType.FloatType) {
                continue;
            }
            boolean inOrder = join.left().schema().contains(first.name());
            BoundExpr left = call.arg(inOrder ? 0 : 1);
            BoundExpr right = call.arg(inOrder ? 1 : 0);
            boolean bothSides = join.left().schema().contains((inOrder ? first : second).name())
                    && join.right().schema().contains((inOrder ? second : first).name());
            if (bothSides && losesUnmatchedLeft(join.type())) {
                add(plan, join.left(), left, join.right(), right, into);
            }
            if (bothSides && losesUnmatchedRight(join.type())) {
                add(plan, join.right(), right, join.left(), left, into);
            }
        }
    }

    /** Whether left rows without a match are not in the result. */
    private static boolean losesUnmatchedLeft(JoinType type) {
        return type == JoinType.INNER || type == JoinType.RIGHT || type == JoinType.SEMI;
    }

    /** Whether right rows without a match do not show in the result; under an anti join they keep no row from it. */
    private static boolean losesUnmatchedRight(JoinType type) {
        return type == JoinType.INNER || type == JoinType.LEFT || type == JoinType.SEMI || type == JoinType.ANTI;
    }

    /** The column that an expression is, or converts; else null. */
    private static BoundExpr.@Nullable Column column(BoundExpr expr) {
        BoundExpr inner = expr instanceof BoundExpr.Cast cast ? cast.input() : expr;
        return inner instanceof BoundExpr.Column column ? column : null;
    }

    private static void add(
            ExecutablePlan plan,
            LogicalPlan probe,
            BoundExpr probeKey,
            LogicalPlan build,
            BoundExpr buildKey,
            List<JoinCandidate> into) {
        BoundExpr.Column key = column(probeKey);
        KeyOrigin origin = key == null ? null : KeyOrigin.of(probe, key.name());
        if (key == null || origin == null || !isOnce(plan, origin.scan())) {
            return;
        }
        ScanTask task = plan.task(origin.scan());
        if (task.files().size() < JoinPruning.LEAST_FILES || !isSmall(plan, build) || !Repeatable.is(build)) {
            return;
        }
        if (isBounded(task, origin.column())) {
            BoundExpr stored =
                    BoundExpr.Column.of(origin.scan().files().schema().field(origin.column()));
            BoundExpr overFiles = BoundExprs.substitute(probeKey, Map.of(key.name(), stored));
            into.add(new JoinCandidate(origin.scan(), overFiles, origin.column(), build, buildKey));
        }
    }

    /** Whether the node stands at one place of the plan only, so that what is right there is right for all of it. */
    private static boolean isOnce(ExecutablePlan plan, LogicalPlan.Scan scan) {
        Map<LogicalPlan.Scan, Integer> places = new IdentityHashMap<>();
        Plans.scans(plan.plan()).forEach(other -> places.merge(other, 1, Integer::sum));
        return Integer.valueOf(1).equals(places.get(scan));
    }

    private static boolean isSmall(ExecutablePlan plan, LogicalPlan build) {
        long rows = 0;
        for (LogicalPlan.Scan scan : Plans.scans(build)) {
            rows += plan.task(scan).report().rowsRead();
        }
        return rows <= MOST_BUILD_ROWS;
    }

    /** Whether a row group says anything about the column. */
    private static boolean isBounded(ScanTask task, String column) {
        ColumnBounds bounds = ColumnBounds.of(task.scan().files(), column);
        for (DataFile file : task.files()) {
            for (RowGroup group : file.rowGroups()) {
                ColumnBounds.Bounds known = bounds.in(file, group);
                if (known.min() != null || known.max() != null) {
                    return true;
                }
            }
        }
        return false;
    }
}
