package dev.colonnade.optimize.rule;

import dev.colonnade.expr.AggregateFunction;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.plan.LogicalPlan.Scan;
import dev.colonnade.source.ColumnBounds;
import dev.colonnade.source.ColumnBounds.Bounds;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Pruning;
import dev.colonnade.source.RowGroup;
import dev.colonnade.source.StrictEvaluator;
import dev.colonnade.type.Field;
import dev.colonnade.type.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    private final List<@Nullable ColumnBounds> columns = new ArrayList<>();
    private final Map<List<@Nullable Object>, Group> groups = new TreeMap<>(StatisticsAnswer::compareKeys);
    private final BitSet open = new BitSet();
    private int decidedFiles;
    private long answeredRowGroups;
    private long openRowGroups;

    /** The measures of one combination of keys so far: Long for counts, the extreme or null for the others. */
    private static final class Group {
        private final @Nullable Object[] results;

        Group(List<StatisticsQuestion.Measure> measures) {
            results = measures.stream()
                    .map(measure -> isCount(measure) ? (Object) 0L : null)
                    .toArray();
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
            columns.add(column == null ? null : ColumnBounds.of(scan.files(), column));
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
        List<Integer> left = new ArrayList<>();
        for (int group = first; group < end; group++) {
            if (pruning == null ? files.rowsOf(group) > 0 : pruning.keeps(group)) {
                left.add(group - first);
            }
        }
        if (left.isEmpty()) {
            return true;
        }
        DataFile file = files.files().get(position);
        List<RowGroup> matching = new ArrayList<>();
        for (int number : left) {
            RowGroup group = file.rowGroups().get(number);
            if (allMatch != null && !allMatch.allMatch(file, group) || !provesMeasures(file, group)) {
                return false;
            }
            matching.add(group);
        }
        matching.forEach(group -> count(file, group));
        answeredRowGroups += matching.size();
        return true;
    }

    private boolean provesMeasures(DataFile file, RowGroup group) {
        for (int i = 0; i < columns.size(); i++) {
            ColumnBounds column = columns.get(i);
            if (column == null) {
                continue;
            }
            Bounds bounds = column.in(file, group);
            boolean proved =
                    switch (question.measures().get(i).function()) {
                        case COUNT -> bounds.nullCount() >= 0;
                        case MIN -> bounds.nullCount() == group.rowCount() || bounds.minExact();
                        default -> bounds.nullCount() == group.rowCount() || bounds.maxExact();
                    };
            if (!proved) {
                return false;
            }
        }
        return true;
    }

    private void count(DataFile file, RowGroup rowGroup) {
        List<@Nullable Object> key = new ArrayList<>(keys.size());
        keys.forEach(partition -> key.add(file.partitionValues().get(partition)));
        Group group = groups.computeIfAbsent(key, k -> new Group(question.measures()));
        for (int i = 0; i < columns.size(); i++) {
            ColumnBounds column = columns.get(i);
            Object before = group.results[i];
            if (column == null) {
                group.results[i] = Math.addExact((Long) before, rowGroup.rowCount());
                continue;
            }
            Bounds bounds = column.in(file, rowGroup);
            group.results[i] = switch (question.measures().get(i).function()) {
                case COUNT -> Math.addExact((Long) before, rowGroup.rowCount() - bounds.nullCount());
                case MIN -> extreme(before, bounds.min(), -1);
                default -> extreme(before, bounds.max(), 1);
            };
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
