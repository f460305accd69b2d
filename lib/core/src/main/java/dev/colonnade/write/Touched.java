package dev.colonnade.write;

import dev.colonnade.batch.Batch;
import dev.colonnade.expr.Exprs;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSelection;
import dev.colonnade.source.FileSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The files of a dataset that hold certain rows.
 *
 * @param matches how many of them a file holds, by its position; files without any are left out
 */
record Touched(FileSet dataset, Map<Integer, Long> matches) {
    /** So many files are asked in one query, which is a union of one scan for each. */
    private static final int AT_ONCE = 64;

    private static final String NOT_TOUCHED = "they hold no row of those that change";

    /**
     * Asks the engine.
     *
     * @param candidates positions of the files that may hold such rows
     * @param columns what {@code certain} needs
     * @param certain keeps those rows, of rows with the columns and one more
     */
    static Touched find(
            RowEngine engine,
            FileSet dataset,
            int[] candidates,
            List<String> columns,
            UnaryOperator<LogicalPlan> certain) {
        String number = new FreeNames(dataset.schema()).like("file");
        Map<Integer, Long> matches = new TreeMap<>();
        for (int from = 0; from < candidates.length; from += AT_ONCE) {
            List<LogicalPlan> files = new ArrayList<>();
            for (int i = from; i < Math.min(from + AT_ONCE, candidates.length); i++) {
                LogicalPlan one = scan(dataset, only(candidates[i])).withColumns(columns);
                files.add(PlanBuilder.withColumns(
                        one, List.of(Exprs.lit(candidates[i]).as(number))));
            }
            LogicalPlan counts = PlanBuilder.aggregate(
                    certain.apply(PlanBuilder.union(files)),
                    List.of(Exprs.col(number)),
                    List.of(Exprs.count().as(number + "_rows")));
            for (Batch batch : engine.read(counts).batches()) {
                for (int row = 0; row < batch.rowCount(); row++) {
                    matches.put((Integer) batch.column(0).valueAt(row), (Long)
                            batch.column(1).valueAt(row));
                }
            }
        }
        return new Touched(dataset, matches);
    }

    private static BitSet only(int position) {
        BitSet one = new BitSet();
        one.set(position);
        return one;
    }

    private static LogicalPlan.Scan scan(FileSet dataset, BitSet positions) {
        return LogicalPlan.Scan.of(dataset).withSelection(FileSelection.of(positions, NOT_TOUCHED));
    }

    /** All of those rows. */
    long rows() {
        return matches.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All rows of the files that hold some. */
    long fileRows() {
        return files().stream().mapToLong(DataFile::rowCount).sum();
    }

    int[] positions() {
        return matches.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    List<DataFile> files() {
        return matches.keySet().stream().map(dataset.files()::get).toList();
    }

    /** All rows of these files in their order, those among them. */
    LogicalPlan scanInOrder() {
        return LogicalPlan.Scan.of(dataset)
                .withSelection(FileSelection.inOrder(List.copyOf(matches.keySet()), NOT_TOUCHED));
    }

    /** All rows of these files, those among them. */
    LogicalPlan scan() {
        BitSet positions = new BitSet();
        matches.keySet().forEach(positions::set);
        return scan(dataset, positions);
    }

    /** The files that hold other rows too. */
    Touched partly() {
        Map<Integer, Long> some = new TreeMap<>(matches);
        some.entrySet().removeIf(entry -> dataset.files().get(entry.getKey()).rowCount() == entry.getValue());
        return new Touched(dataset, some);
    }

    boolean none() {
        return matches.isEmpty();
    }

    LogicalPlan noRows() {
        return new LogicalPlan.Empty(dataset.schema(), "no row of these files stays");
    }
}
