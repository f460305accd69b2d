package dev.colonnade.write;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSelection;
import dev.colonnade.source.FileSet;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * New rows in the place of some files of a dataset. Where no row is left, no file takes their place, but that a dataset
 * always keeps one file, for its columns.
 *
 * @param dataset the snapshot that the rewrite was planned against
 * @param replaced files of it
 * @param rows what comes in their place, with the columns of the dataset unless all files are replaced
 * @param reads what the rows depend on
 * @param how partition keys (none for those of the dataset; others only if all files are replaced), order, format, names,
 *     author and note; its mode does not count
 */
public record Rewrite(FileSet dataset, List<DataFile> replaced, LogicalPlan rows, Reads reads, WriteOptions how) {
    /** What new rows are computed from, which decides what is a conflict. */
    public enum Reads {
        /** The replaced files alone: files that others add or take out meanwhile stay as they are. */
        REPLACED,
        /** All of the dataset: any file that has come or gone is a conflict. */
        DATASET
    }

    /** @throws PlanException INVALID_ARGUMENT if a file is not of the dataset or given twice */
    public Rewrite {
        replaced = List.copyOf(replaced);
        Set<FileState> states = FileState.of(replaced);
        if (states.size() < replaced.size() || !FileState.of(dataset.files()).containsAll(states)) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT, "A rewrite replaces files of its own snapshot, each once.");
        }
    }

    private boolean replacesAll() {
        return replaced.size() == dataset.files().size();
    }

    /** Other columns or keys than the dataset's need all of its files, and nobody who adds to it meanwhile. */
    Keys keys() {
        boolean others = replacesAll() && !how.partitionBy().isEmpty();
        Keys keys = Keys.of(rows, how.partitionBy(), others ? Optional.empty() : Optional.of(dataset));
        Columns.requireDistinct(keys.plan().schema());
        if (!replacesAll()) {
            Columns.requireFit(keys.plan().schema(), dataset.schema());
        }
        return !others && keepRules(rows) ? keys.keeping() : keys;
    }

    /** Whether they are rows of files that keep the dataset's rules, as they were. */
    private boolean keepRules(LogicalPlan plan) {
        if (plan instanceof LogicalPlan.Filter || plan instanceof LogicalPlan.Sort) {
            return keepRules(plan.inputs().get(0));
        }
        if (plan instanceof LogicalPlan.Project project) {
            return dataset.rules().stream()
                            .allMatch(rule -> isAsItWas(project, rule.key()) && isAsItWas(project, rule.column()))
                    && keepRules(project.input());
        }
        if (dataset.rules().isEmpty() || !(plan instanceof LogicalPlan.Scan scan)) {
            return false;
        }
        FileSelection selection = scan.selection();
        BitSet breaking = dataset.keepingRules();
        breaking.flip(0, dataset.files().size());
        return scan.files().equals(dataset)
                && breaking.stream().noneMatch(file -> selection == null || selection.contains(file));
    }

    private static boolean isAsItWas(LogicalPlan.Project rows, String column) {
        return rows.exprs().stream()
                .anyMatch(named -> named.name().equals(column)
                        && named.expr() instanceof BoundExpr.Column old
                        && old.name().equals(column));
    }

    Claim claim() {
        return claim(dataset);
    }

    /** @param now the dataset, with the replaced files among its own */
    Claim claim(FileSet now) {
        Set<FileState> states = FileState.of(replaced);
        return reads == Reads.REPLACED && !changesShape()
                ? new Claim.Some(states)
                : new Claim.SomeOfAll(states, FileState.of(now.files()));
    }

    private boolean changesShape() {
        return replacesAll() && (!how.partitionBy().isEmpty() || !Columns.same(rows.schema(), dataset.schema()));
    }

    /** Whether it is the same rewrite of a dataset that others have changed: one that has columns and files without it. */
    boolean fits(FileSet now) {
        return !changesShape()
                && (replacesAll() || replaced.size() < now.files().size());
    }

    Remnant remnant() {
        return replacesAll() ? Remnant.COLUMNS : Remnant.NOTHING;
    }
}
