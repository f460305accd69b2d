package dev.colonnade.optimize.rule;

import dev.colonnade.expr.AggregateFunction;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.plan.LogicalPlan.Scan;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.GroupBounds;
import dev.colonnade.source.Pruning;
import dev.colonnade.source.StrictEvaluator;
import dev.colonnade.type.Field;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link StatisticsQuestion} that is answered without reading a row. A file is decided if each of its row
 * groups has no matching row, or has only matching ones and proves every measure.
 */
final class StatisticsAnswer {
    private final StatisticsQuestion question;
    private final @Nullable Pruning pruning;
    private final @Nullable StrictEvaluator allMatch;
    private final List<Integer> keys = new ArrayList<>();
    private final List<@Nullable GroupBounds> columns = new ArrayList<>();
    private final Map<List<@Nullable Object>, Group> groups = new TreeMap<>(StatisticsAnswer::compareKeys);
    private final BitSet open = new BitSet();
    private int decidedFiles;
    private long answeredRowGroups;
    private long openRowGroups;
    private int directory = -1;
    private @Nullable Group ofDirectory;

    /** The measures of one combination of keys so far: Long for counts, the extreme or null for the others. */
    private static final class Group {
        private final @Nullable Object[] results;
        /** The sort keys of the extremes, and the file and row group that has one which is not in the results yet. */
        private final long[] sortKeys;

        private final int[] files;
        private final int[] rowGroups;

        Group(List<StatisticsQuestion.Measure> measures) {
            results = measures.stream()
                    .map(measure -> isCount(measure) ? (Object) 0L : null)
                    .toArray();
            sortKeys = new long[results.length];
            files = new int[results.length];
            rowGroups = new int[results.length];
            Arrays.fill(rowGroups, -1);
        }
    }

    private StatisticsAnswer(StatisticsQuestion question) {
        this.question = question;
        Scan scan = question.scan();
        BoundExpr filter = scan.filter();
        this.pruning = filter == null ? null : scan.files().prune(BoundExprs.conjuncts(filter), scan.selection());
        this.allMatch = filter == null ? null : new StrictEvaluator(scan.files(), filter);
        List<String> partitions =
                scan.files().partitionFields().stream().map(Field::name).toList();
        question.keys().forEach(key -> keys.add(partitions.indexOf(key)));
        for (StatisticsQuestion.Measure measure : question.measures()) {
            String column = measure.column();
            columns.add(column == null ? null : GroupBounds.of(scan.files(), column));
        }
    }

    /** The answer, if it spares reading at least half of the row groups that have to be read without it; else null. */
    static @Nullable StatisticsAnswer to(StatisticsQuestion question) {
        StatisticsAnswer answer = new StatisticsAnswer(question);
        boolean worthwhile = answer.lookAtFiles();
        return worthwhile ? answer : null;
    }

    /** The groups of the decided files by keys, nulls last, each with keys and measures. */
    List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> rows = new ArrayList<>(groups.size());
        groups.forEach((key, group) -> {
            settle(group);
            List<@Nullable Object> row = new ArrayList<>(key);
            Collections.addAll(row, group.results);
            rows.add(row);
        });
        return rows;
    }

    /** The positions of the files that are not decided. */
    BitSet openFiles() {
        return open;
    }

    int decidedFiles() {
        return decidedFiles;
    }

    private static boolean isCount(StatisticsQuestion.Measure measure) {
        return measure.function() == AggregateFunction.COUNT_ROWS || measure.function() == AggregateFunction.COUNT;
    }

    /** Gives up as soon as most of the files are open. */
    private boolean lookAtFiles() {
        Scan scan = question.scan();
        FileSet files = scan.files();
        if (keys.isEmpty()) {
            groups.put(List.of(), new Group(question.measures()));
        }
        if (countsEveryRow()) {
            groups.values().forEach(group -> Arrays.fill(group.results, files.rowCount()));
            decidedFiles = files.files().size();
            return true;
        }
        int selected = scan.selection() == null
                ? files.files().size()
                : scan.selection().size();
        int openFiles = 0;
        for (int file = 0; file < files.files().size(); file++) {
            if (!scan.selects(file)) {
                continue;
            }
            if (isDecided(file)) {
                decidedFiles++;
                continue;
            }
            open.set(file);
            openRowGroups += files.firstRowGroup(file + 1) - files.firstRowGroup(file);
            if (++openFiles > selected / 2) {
                return false;
            }
        }
        return openFiles == 0 || answeredRowGroups >= openRowGroups;
    }

    private boolean countsEveryRow() {
        return keys.isEmpty()
                && pruning == null
                && question.scan().selection() == null
                && question.measures().stream().allMatch(measure -> measure.function() == AggregateFunction.COUNT_ROWS);
    }

    /** Whether the file is decided; if so, its rows are counted in. */
    private boolean isDecided(int position) {
        FileSet files = question.scan().files();
        int first = files.firstRowGroup(position);
        int end = files.firstRowGroup(position + 1);
        int kept = 0;
        for (int group = first; group < end; group++) {
            if (keeps(group)) {
                kept++;
                if (!provesMeasures(position, group) || !allMatch(position, group)) {
                    return false;
                }
            }
        }
        if (kept == 0) {
            return true;
        }
        Group sums = group(position);
        for (int group = first; group < end; group++) {
            if (keeps(group)) {
                count(sums, position, group);
            }
        }
        answeredRowGroups += kept;
        return true;
    }

    private boolean keeps(int rowGroup) {
        return pruning == null ? question.scan().files().rowsOf(rowGroup) > 0 : pruning.keeps(rowGroup);
    }

    private boolean allMatch(int position, int rowGroup) {
        if (allMatch == null) {
            return true;
        }
        FileSet files = question.scan().files();
        DataFile file = files.files().get(position);
        return allMatch.allMatch(file, file.rowGroups().get(rowGroup - files.firstRowGroup(position)));
    }

    private boolean provesMeasures(int position, int rowGroup) {
        long rows = question.scan().files().rowsOf(rowGroup);
        for (int i = 0; i < columns.size(); i++) {
            GroupBounds column = columns.get(i);
            if (column == null) {
                continue;
            }
            long nulls = column.nullCount(position, rowGroup);
            boolean proved =
                    switch (question.measures().get(i).function()) {
                        case COUNT -> nulls >= 0;
                        case MIN -> nulls == rows || column.isMinExact(position, rowGroup);
                        default -> nulls == rows || column.isMaxExact(position, rowGroup);
                    };
            if (!proved) {
                return false;
            }
        }
        return true;
    }

    /** The group that the rows of a file belong to. */
    private Group group(int position) {
        FileSet files = question.scan().files();
        Group known = ofDirectory;
        if (known != null && directory == files.directoryOf(position)) {
            return known;
        }
        List<@Nullable Object> key = new ArrayList<>(keys.size());
        if (!keys.isEmpty()) {
            List<@Nullable Object> values = files.files().get(position).partitionValues();
            keys.forEach(partition -> key.add(values.get(partition)));
        }
        Group group = groups.computeIfAbsent(key, k -> new Group(question.measures()));
        ofDirectory = group;
        directory = files.directoryOf(position);
        return group;
    }

    private void count(Group group, int position, int rowGroup) {
        long rows = question.scan().files().rowsOf(rowGroup);
        for (int i = 0; i < columns.size(); i++) {
            GroupBounds column = columns.get(i);
            switch (question.measures().get(i).function()) {
                case COUNT_ROWS -> add(group, i, rows);
                case COUNT ->
                    add(group, i, rows - Objects.requireNonNull(column).nullCount(position, rowGroup));
                case MIN -> extreme(group, i, Objects.requireNonNull(column), position, rowGroup, -1);
                default -> extreme(group, i, Objects.requireNonNull(column), position, rowGroup, 1);
            }
        }
    }

    private static void add(Group group, int measure, long rows) {
        Object before = Objects.requireNonNull(group.results[measure]);
        group.results[measure] = Math.addExact((Long) before, rows);
    }

    /**
     * Takes the bound of a row group in if it lies further in the direction of {@code sign}. A greater key tells that by itself,
     * so that the bound is made only of the last such row group, and where keys are equal.
     */
    private static void extreme(Group group, int measure, GroupBounds column, int position, int rowGroup, int sign) {
        if (column.hasKeys()) {
            long key = sign > 0 ? column.highKey(rowGroup) : column.lowKey(rowGroup);
            boolean none = group.rowGroups[measure] < 0 && group.results[measure] == null;
            int further = none ? 1 : Long.compare(key, group.sortKeys[measure]) * sign;
            if (column.nullCount(position, rowGroup) == column.rows(rowGroup) || further < 0) {
                return;
            }
            if (further > 0) {
                group.results[measure] = null;
                group.sortKeys[measure] = key;
                group.files[measure] = position;
                group.rowGroups[measure] = rowGroup;
                return;
            }
        }
        settle(group, measure, column, sign);
        Object bound = sign > 0 ? column.max(position, rowGroup) : column.min(position, rowGroup);
        group.results[measure] = extreme(group.results[measure], bound, sign);
    }

    /** Makes the bound of the row group that has it. */
    private static void settle(Group group, int measure, GroupBounds column, int sign) {
        int rowGroup = group.rowGroups[measure];
        if (rowGroup >= 0) {
            int position = group.files[measure];
            group.results[measure] = sign > 0 ? column.max(position, rowGroup) : column.min(position, rowGroup);
            group.rowGroups[measure] = -1;
        }
    }

    private void settle(Group group) {
        for (int i = 0; i < columns.size(); i++) {
            GroupBounds column = columns.get(i);
            if (column != null) {
                settle(group, i, column, question.measures().get(i).function() == AggregateFunction.MIN ? -1 : 1);
            }
        }
    }

    /** The one of two values, null for none, that lies further in the direction of {@code sign}. */
    private static @Nullable Object extreme(@Nullable Object a, @Nullable Object b, int sign) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return Values.compare(b, a) * sign > 0 ? b : a;
    }

    private static int compareKeys(List<@Nullable Object> a, List<@Nullable Object> b) {
        for (int i = 0; i < a.size(); i++) {
            Object x = a.get(i);
            Object y = b.get(i);
            int order = x == null || y == null ? Boolean.compare(x == null, y == null) : Values.compare(x, y);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
