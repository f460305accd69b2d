package dev.colonnade.maintain;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Expr;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.InclusiveEvaluator;
import dev.colonnade.source.StrictEvaluator;
import dev.colonnade.type.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of a dataset that have the same partition values; all files if it has no keys.
 *
 * @param values one per key
 * @param directory of the first file, relative to the dataset's
 * @param files their positions, in file order
 */
record DatasetPartition(List<@Nullable Object> values, String directory, List<Integer> files) {
    DatasetPartition {
        files = List.copyOf(files);
    }

    /**
     * In file order of their first files.
     *
     * @param where a condition over partition keys
     * @throws PlanException INVALID_ARGUMENT if it looks at other columns, or cannot be decided by the keys
     */
    static List<DatasetPartition> of(FileSet dataset, Optional<Expr> where) {
        Path root = Path.of(dataset.locations().get(0)).toAbsolutePath().normalize();
        Map<List<@Nullable Object>, List<Integer>> files = new LinkedHashMap<>();
        for (int i = 0; i < dataset.files().size(); i++) {
            files.computeIfAbsent(dataset.files().get(i).partitionValues(), values -> new ArrayList<>())
                    .add(i);
        }
        Optional<Condition> condition = where.map(expr -> Condition.of(dataset, expr));
        List<DatasetPartition> partitions = new ArrayList<>();
        files.forEach((values, positions) -> {
            DataFile first = dataset.files().get(positions.get(0));
            if (condition.isEmpty() || condition.get().holds(first)) {
                partitions.add(new DatasetPartition(values, directory(root, first.path()), positions));
            }
        });
        return partitions;
    }

    static String directory(Path root, Path file) {
        Path directory =
                Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        return root.relativize(directory).toString().replace('\\', '/');
    }

    List<DataFile> dataFiles(FileSet dataset) {
        return files.stream().map(dataset.files()::get).toList();
    }

    /** A condition over partition keys. */
    private record Condition(Expr expr, InclusiveEvaluator maybe, StrictEvaluator surely) {
        static Condition of(FileSet dataset, Expr expr) {
            BoundExpr bound = Binder.of(dataset.schema()).bindCondition(expr, "a choice of partitions");
            List<String> keys =
                    dataset.partitionFields().stream().map(Field::name).toList();
            if (!keys.containsAll(BoundExprs.columns(bound))) {
                throw new PlanException(
                        ErrorCode.INVALID_ARGUMENT,
                        "Partitions are chosen by their keys (" + String.join(", ", keys) + "), and " + expr
                                + " looks at other columns.");
            }
            return new Condition(expr, new InclusiveEvaluator(dataset, bound), new StrictEvaluator(dataset, bound));
        }

        boolean holds(DataFile file) {
            boolean may = maybe.mayMatchPartition(file);
            if (may && !surely.allMatch(file)) {
                throw new PlanException(
                        ErrorCode.INVALID_ARGUMENT,
                        "Whether " + expr + " is true of the partition of '" + file.path()
                                + "' is not known without running it: write it with comparisons.");
            }
            return may;
        }
    }
}
