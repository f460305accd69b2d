package dev.colonnade.scan;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSelection;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.LateProbe;
import dev.colonnade.source.Pruning;
import dev.colonnade.source.StrictEvaluator;
import dev.colonnade.type.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which files a scan has to read: those with a row group that may hold a match by partition values and
 * statistics, and under a limit only the first that have enough rows which all match. Each conjunct of the filter is
 * judged on its own, so that the report can name what pruned. No object is made for a file that is left out.
 */
public final class ScanPlanner {
    private final LogicalPlan.Scan scan;
    private final FileSet files;
    private final List<BoundExpr> conjuncts;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final List<DataFile> read = new ArrayList<>();
    private final Sum sum;
    private final LateProbe probe;
    private final @Nullable StrictEvaluator allMatch;
    /** How many rows of the files kept so far are known to match; counted under a limit only. */
    private long matchingRows;

    private static final class Tally {
        private long files;
        private long rowGroups;
    }

    private ScanPlanner(LogicalPlan.Scan scan) {
        this.scan = scan;
        this.files = scan.files();
        BoundExpr filter = scan.filter();
        this.conjuncts = filter == null ? List.of() : BoundExprs.conjuncts(filter);
        this.sum = new Sum(scan);
        this.probe = new LateProbe(files, conjuncts);
        this.allMatch = filter == null || scan.limit() < 0 ? null : new StrictEvaluator(files, filter);
    }

    /** The files that may hold a matching row, in file order. */
    public static ScanTask plan(LogicalPlan.Scan scan) {
        return new ScanPlanner(scan).plan();
    }

    private ScanTask plan() {
        Pruning pruning = files.prune(conjuncts, scan.selection());
        List<String> evidence = conjuncts.stream().map(this::evidence).toList();
        for (int file = 0; file < files.files().size(); file++) {
            if (scan.limit() >= 0 && matchingRows >= scan.limit()) {
                tally("limit").files += files.files().size() - file;
                break;
            }
            judge(file, pruning, evidence);
        }
        return new ScanTask(scan, read, report());
    }

    /** A file without a row group that may match counts for what refuted its first one. */
    private void judge(int file, Pruning pruning, List<String> evidence) {
        FileSelection selection = scan.selection();
        if (selection != null && !selection.contains(file)) {
            tally(selection.reason()).files++;
            return;
        }
        int first = files.firstRowGroup(file);
        int end = files.firstRowGroup(file + 1);
        int kept = pruning.next(first);
        if (kept < 0 || kept >= end) {
            tally(refuter(pruning, evidence, first, end)).files++;
            return;
        }
        Map<Integer, String> late = new LinkedHashMap<>();
        if (!probed(file, pruning, late)) {
            tally(late.values().iterator().next()).files++;
            return;
        }
        read.add(files.files().get(file));
        for (int group = first; group < end; group++) {
            String refuting = late.get(group);
            if (refuting != null) {
                tally(refuting).rowGroups++;
            } else if (pruning.keeps(group)) {
                sum.add(group);
            } else if (pruning.refutedBy(group) >= 0) {
                tally(evidence.get(pruning.refutedBy(group))).rowGroups++;
            }
        }
        if (scan.limit() >= 0) {
            countMatches(read.get(read.size() - 1), first, pruning);
        }
    }

    /** Whether a row group of the file is left when those refuted by what the file itself says are put into {@code late}. */
    private boolean probed(int file, Pruning pruning, Map<Integer, String> late) {
        boolean left = false;
        int end = files.firstRowGroup(file + 1);
        int group = pruning.next(files.firstRowGroup(file));
        while (group >= 0 && group < end) {
            String refuting = probe.refuting(file, group);
            if (refuting == null) {
                left = true;
            } else {
                late.put(group, refuting);
            }
            group = pruning.next(group + 1);
        }
        return left;
    }

    private void countMatches(DataFile file, int first, Pruning pruning) {
        for (int i = 0; i < file.rowGroups().size(); i++) {
            if (pruning.keeps(first + i)
                    && (allMatch == null
                            || allMatch.allMatch(file, file.rowGroups().get(i)))) {
                matchingRows += files.rowsOf(first + i);
            }
        }
    }

    private static String refuter(Pruning pruning, List<String> evidence, int first, int end) {
        for (int group = first; group < end; group++) {
            if (pruning.refutedBy(group) >= 0) {
                return evidence.get(pruning.refutedBy(group));
            }
        }
        return "no rows";
    }

    private String evidence(BoundExpr conjunct) {
        Set<String> columns = BoundExprs.columns(conjunct);
        if (columns.isEmpty()) {
            return "constant";
        }
        boolean partitionOnly =
                files.partitionFields().stream().map(Field::name).toList().containsAll(columns);
        return (partitionOnly ? "partition " : "statistics ") + String.join(", ", columns);
    }

    private Tally tally(String evidence) {
        return tallies.computeIfAbsent(evidence, e -> new Tally());
    }

    private ScanReport report() {
        List<ScanReport.Step> steps = new ArrayList<>();
        tallies.forEach((evidence, t) -> steps.add(new ScanReport.Step(evidence, t.files, t.rowGroups)));
        return new ScanReport(
                String.join(", ", files.locations()),
                files.files().size(),
                read.size(),
                files.rowGroupCount(),
                sum.groups,
                files.rowGroupBytes(),
                sum.bytes,
                files.rowCount(),
                sum.rows,
                steps);
    }

    /** Sums over the row groups that are read. */
    private static final class Sum {
        private final FileSet files;
        private final Set<String> needed;
        private final boolean everything;
        private long groups;
        private long rows;
        private long bytes;

        Sum(LogicalPlan.Scan scan) {
            files = scan.files();
            needed = new HashSet<>(scan.columns());
            BoundExpr filter = scan.filter();
            if (filter != null) {
                needed.addAll(BoundExprs.columns(filter));
            }
            everything = needed.containsAll(files.schema().names());
        }

        void add(int group) {
            groups++;
            rows += files.rowsOf(group);
            bytes += everything ? files.bytesOf(group) : neededBytes(group);
        }

        private long neededBytes(int group) {
            long needs = 0;
            for (String column : needed) {
                needs += files.bytesOf(group, column);
            }
            return needs;
        }
    }
}
