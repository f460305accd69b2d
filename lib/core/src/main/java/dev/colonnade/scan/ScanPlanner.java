package dev.colonnade.scan;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.ColumnStats;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSelection;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.InclusiveEvaluator;
import dev.colonnade.source.RowGroup;
import dev.colonnade.source.StrictEvaluator;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which files a scan has to read: those with a row group that may hold a match by partition values and
 * statistics, and under a limit only the first that have enough rows which all match. Each conjunct of the filter is
 * judged on its own, so that the report can name what pruned.
 */
public final class ScanPlanner {
    private final LogicalPlan.Scan scan;
    private final Set<String> partitions;
    private final List<Conjunct> conjuncts;
    private final @Nullable StrictEvaluator allMatch;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    /** How many rows of the files kept so far are known to match; counted under a limit only. */
    private long matchingRows;

    private record Conjunct(String columns, boolean partitionOnly, InclusiveEvaluator evaluator) {}

    private static final class Tally {
        private long files;
        private long rowGroups;
    }

    private ScanPlanner(LogicalPlan.Scan scan) {
        this.scan = scan;
        this.partitions =
                scan.files().partitionFields().stream().map(Field::name).collect(Collectors.toSet());
        BoundExpr filter = scan.filter();
        this.conjuncts = filter == null
                ? List.of()
                : BoundExprs.conjuncts(filter).stream().map(this::conjunct).toList();
        this.allMatch = filter == null ? null : new StrictEvaluator(scan.files(), filter);
    }

    private Conjunct conjunct(BoundExpr expr) {
        Set<String> columns = BoundExprs.columns(expr);
        return new Conjunct(
                String.join(", ", columns),
                partitions.containsAll(columns),
                new InclusiveEvaluator(scan.files(), expr));
    }

    /** The files that may hold a matching row, in file order. */
    public static ScanTask plan(LogicalPlan.Scan scan) {
        return new ScanPlanner(scan).plan();
    }

    private ScanTask plan() {
        List<DataFile> files = new ArrayList<>();
        Total total = new Total(scan);
        Total read = new Total(scan);
        FileSelection selection = scan.selection();
        int position = 0;
        for (DataFile file : scan.files().files()) {
            file.rowGroups().forEach(total::add);
            if (selection != null && !selection.contains(position++)) {
                tally(selection.reason()).files++;
            } else if (scan.limit() >= 0 && matchingRows >= scan.limit()) {
                tally("limit").files++;
            } else if (file.rowCount() == 0) {
                tally("no rows").files++;
            } else if (keeps(file, read)) {
                files.add(file);
            }
        }
        return new ScanTask(scan, files, report(files.size(), total, read));
    }

    /** Whether the file has to be read; adds the row groups that may match to {@code read}. */
    private boolean keeps(DataFile file, Total read) {
        for (Conjunct conjunct : conjuncts) {
            if (!conjunct.evaluator().mayMatchPartition(file)) {
                tally(evidence(conjunct)).files++;
                return false;
            }
        }
        List<RowGroup> kept = new ArrayList<>();
        Map<String, Long> dropped = new LinkedHashMap<>();
        for (RowGroup group : file.rowGroups()) {
            Conjunct against = refuting(file, group);
            if (against == null) {
                kept.add(group);
            } else {
                dropped.merge(evidence(against), 1L, Long::sum);
            }
        }
        if (kept.isEmpty() && !dropped.isEmpty()) {
            tally(dropped.keySet().iterator().next()).files++;
            return false;
        }
        dropped.forEach((evidence, groups) -> tally(evidence).rowGroups += groups);
        kept.forEach(read::add);
        if (scan.limit() >= 0) {
            kept.stream().filter(group -> allMatch(file, group)).forEach(group -> matchingRows += group.rowCount());
        }
        return true;
    }

    private boolean allMatch(DataFile file, RowGroup group) {
        return allMatch == null || allMatch.allMatch(file, group);
    }

    private @Nullable Conjunct refuting(DataFile file, RowGroup group) {
        for (Conjunct conjunct : conjuncts) {
            if (!conjunct.evaluator().mayMatch(file, group)) {
                return conjunct;
            }
        }
        return null;
    }

    private static String evidence(Conjunct conjunct) {
        if (conjunct.columns().isEmpty()) {
            return "constant";
        }
        return (conjunct.partitionOnly() ? "partition " : "statistics ") + conjunct.columns();
    }

    private Tally tally(String evidence) {
        return tallies.computeIfAbsent(evidence, e -> new Tally());
    }

    private ScanReport report(int filesRead, Total total, Total read) {
        FileSet files = scan.files();
        List<ScanReport.Step> steps = new ArrayList<>();
        tallies.forEach((evidence, t) -> steps.add(new ScanReport.Step(evidence, t.files, t.rowGroups)));
        return new ScanReport(
                String.join(", ", files.locations()),
                files.files().size(),
                filesRead,
                total.groups,
                read.groups,
                total.allBytes,
                read.neededBytes,
                total.rows,
                read.rows,
                steps);
    }

    /** Sums over row groups. */
    private static final class Total {
        private final Set<String> needed;
        private final boolean everything;
        private long groups;
        private long rows;
        private long allBytes;
        private long neededBytes;

        Total(LogicalPlan.Scan scan) {
            needed = new HashSet<>(scan.columns());
            BoundExpr filter = scan.filter();
            if (filter != null) {
                needed.addAll(BoundExprs.columns(filter));
            }
            everything = needed.containsAll(scan.files().schema().names());
        }

        void add(RowGroup group) {
            groups++;
            rows += group.rowCount();
            allBytes += group.sizeBytes();
            neededBytes += everything ? group.sizeBytes() : neededBytes(group);
        }

        private long neededBytes(RowGroup group) {
            long bytes = 0;
            for (String column : needed) {
                ColumnStats stats = group.columns().get(column);
                bytes += stats == null ? 0 : stats.compressedBytes();
            }
            return bytes;
        }
    }
}
