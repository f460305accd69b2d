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
import java.util.Arrays;
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
 * judged on its own, so that the report can name what pruned. No object is made for a file that is left out.
 */
public final class ScanPlanner {
    private final LogicalPlan.Scan scan;
    private final FileSet files;
    private final List<BoundExpr> conjuncts;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final List<String> evidence;
    private final ChosenFiles read;
    private final Sum sum;
    private final LateProbe probe;
    private final @Nullable StrictEvaluator allMatch;
    /** How many rows of the files kept so far are known to match; counted under a limit only. */
    private long matchingRows;

    private static final class Tally {
        private long files;
        private long rowGroups;
    }

    private ScanPlanner(LogicalPlan.Scan scan, List<Narrowing> conditions) {
        this.scan = scan;
        this.files = scan.files();
        this.conjuncts = conditions.stream().map(Narrowing::condition).toList();
        this.evidence = conditions.stream().map(Narrowing::evidence).toList();
        this.read = new ChosenFiles(files);
        this.sum = new Sum(scan);
        this.probe = new LateProbe(files, conjuncts);
        BoundExpr filter = scan.filter();
        this.allMatch = filter == null || scan.limit() < 0 ? null : new StrictEvaluator(files, filter);
    }

    /**
     * A condition that rows of use meet.
     *
     * @param condition bound to the schema of the scan's file set
     * @param evidence what the report calls it
     */
    public record Narrowing(BoundExpr condition, String evidence) {}

    /** The files that may hold a matching row, in file order or that of the selection. */
    public static ScanTask plan(LogicalPlan.Scan scan) {
        return plan(scan, List.of());
    }

    /**
     * The files that may hold a row that matches and meets more conditions, by which the scan does not filter; a scan with a
     * limit has none.
     */
    public static ScanTask plan(LogicalPlan.Scan scan, List<Narrowing> more) {
        List<Narrowing> all = new ArrayList<>(ofFilter(scan));
        all.addAll(more);
        return new ScanPlanner(scan, all).plan();
    }

    /** The conjuncts of the filter, in the order of their use: those of partition columns first. */
    private static List<Narrowing> ofFilter(LogicalPlan.Scan scan) {
        BoundExpr filter = scan.filter();
        if (filter == null) {
            return List.of();
        }
        Set<String> partitions =
                scan.files().partitionFields().stream().map(Field::name).collect(Collectors.toSet());
        List<Narrowing> byPartition = new ArrayList<>();
        List<Narrowing> byStatistics = new ArrayList<>();
        for (BoundExpr conjunct : BoundExprs.conjuncts(filter)) {
            Set<String> columns = BoundExprs.columns(conjunct);
            String names = String.join(", ", columns);
            if (columns.isEmpty()) {
                byPartition.add(new Narrowing(conjunct, "constant"));
            } else if (partitions.containsAll(columns)) {
                byPartition.add(new Narrowing(conjunct, "partition " + names));
            } else {
                byStatistics.add(new Narrowing(conjunct, "statistics " + names));
            }
        }
        byPartition.addAll(byStatistics);
        return byPartition;
    }

    private ScanTask plan() {
        Pruning pruning = files.prune(conjuncts, scan.selection());
        int[] kept = inOrder(pruning.keptFiles().toArray());
        int total = files.files().size();
        int left = total;
        boolean mayStop = scan.limit() >= 0 && order().isEmpty();
        for (int file : kept) {
            if (mayStop && matchingRows >= scan.limit()) {
                left = file;
                break;
            }
            judge(file, pruning);
        }
        if (left < total) {
            tallyUpTo(left, pruning);
            tally("limit").files += total - left;
        } else {
            tallyAll(pruning, total - kept.length);
        }
        return new ScanTask(scan, read.list(), report());
    }

    private List<Integer> order() {
        FileSelection selection = scan.selection();
        return selection == null ? List.of() : selection.order();
    }

    /** The files in the order of the selection, if it has one. */
    private int[] inOrder(int[] kept) {
        return order().isEmpty()
                ? kept
                : order().stream()
                        .mapToInt(Integer::intValue)
                        .filter(file -> Arrays.binarySearch(kept, file) >= 0)
                        .toArray();
    }

    /** Counts the {@code pruned} files for what ruled them out. */
    private void tallyAll(Pruning pruning, int pruned) {
        int others = pruned;
        for (int i = 0; i < evidence.size(); i++) {
            if (pruning.filesRefuted(i) > 0) {
                tally(evidence.get(i)).files += pruning.filesRefuted(i);
                others -= pruning.filesRefuted(i);
            }
        }
        FileSelection selection = scan.selection();
        if (selection != null) {
            int unselected = files.files().size() - selection.size();
            tally(selection.reason()).files += unselected;
            others -= unselected;
        }
        if (others > 0) {
            tally("no rows").files += others;
        }
    }

    /** The same for the files before {@code end} alone. */
    private void tallyUpTo(int end, Pruning pruning) {
        FileSelection selection = scan.selection();
        int kept = pruning.next(0);
        for (int file = 0; file < end; file++) {
            int first = files.firstRowGroup(file);
            int behind = files.firstRowGroup(file + 1);
            if (kept >= 0 && kept < first) {
                kept = pruning.next(first);
            }
            if (selection != null && !selection.contains(file)) {
                tally(selection.reason()).files++;
            } else if (kept < 0 || kept >= behind) {
                int refuting = pruning.refuting(first, behind);
                tally(refuting < 0 ? "no rows" : evidence.get(refuting)).files++;
            }
        }
    }

    private void judge(int file, Pruning pruning) {
        int first = files.firstRowGroup(file);
        int end = files.firstRowGroup(file + 1);
        Map<Integer, String> late = new LinkedHashMap<>();
        if (!probed(file, pruning, late)) {
            tally(late.values().iterator().next()).files++;
            return;
        }
        read.add(file);
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
            countMatches(files.files().get(file), first, pruning);
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
