package dev.colonnade.write;

import dev.colonnade.backend.ProgressListener;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.expr.Expr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.FileSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A change of one dataset that a {@link DatasetWriter} carries out once, alone or together with others. */
public abstract sealed class DatasetChange permits CopyChange, PlainChange, RewriteChange, StreamChange {
    DatasetChange() {}

    /** Writes the rows into the dataset in {@code directory}. */
    public static DatasetChange write(LogicalPlan rows, Path directory, WriteOptions how) {
        return new PlainChange(rows, directory, Optional.empty(), how);
    }

    /** Writes the rows into the directory of a dataset. What is replaced must be as that snapshot says. */
    public static DatasetChange write(LogicalPlan rows, FileSet dataset, WriteOptions how) {
        return new PlainChange(rows, Target.of(dataset).root(), Optional.of(dataset), how);
    }

    /**
     * Writes the rows of a stream, which is taken over, into the dataset in {@code directory}. They are written aside as they
     * come, so that one batch is in memory.
     */
    public static DatasetChange write(BatchStream rows, Path directory, WriteOptions how) {
        return new StreamChange(rows, directory, how);
    }

    /**
     * Puts rows in the place of files of a dataset, all at once.
     *
     * @param dataset what the first plan is asked for
     * @param plan what to do with a snapshot; asked again with a newer one for a RETRY policy
     */
    public static DatasetChange rewrite(FileSet dataset, Function<FileSet, Rewrite> plan, ConflictPolicy policy) {
        return new RewriteChange(
                dataset,
                engine -> Planner.of(files ->
                        new Planned(plan.apply(files), "rewrite", written -> Optional.empty(), Optional.empty())),
                policy,
                List.of());
    }

    /**
     * Adds files of another dataset to that in {@code directory}, byte for byte, under the paths that they have there. Those
     * that are there already count if they are equal.
     *
     * @param how author, note and conflicts
     * @param progress hears of each file, and may throw to stop
     */
    public static DatasetChange copy(
            FileSet from, List<DataFile> files, Path directory, WriteOptions how, ProgressListener progress) {
        return new CopyChange(from, files, directory, how, progress);
    }

    /** Merges the rows of a source into a dataset. */
    public static DatasetChange merge(FileSet dataset, LogicalPlan source, MergeOptions how) {
        Target target = Target.of(dataset);
        return new RewriteChange(
                dataset,
                engine -> Merge.of(engine, target, source, how),
                how.write().conflicts(),
                target.readBy(source));
    }

    /** Takes out the rows for which a condition is true. */
    public static DatasetChange delete(FileSet dataset, Expr where, WriteOptions how) {
        return new RewriteChange(
                dataset, engine -> Planner.of(new RowRules(engine, where, how)::delete), how.conflicts(), List.of());
    }

    /** Sets columns in the rows for which a condition is true. @param set new values by column, computed from the old row */
    public static DatasetChange update(FileSet dataset, Expr where, Map<String, Expr> set, WriteOptions how) {
        return update(dataset, where, set, Optional.empty(), how);
    }

    /** Sets columns in the rows for which a condition is true, all of which must have a version. */
    public static DatasetChange update(
            FileSet dataset, Expr where, Map<String, Expr> set, ExpectedVersion version, WriteOptions how) {
        return update(dataset, where, set, Optional.of(version), how);
    }

    private static DatasetChange update(
            FileSet dataset, Expr where, Map<String, Expr> set, Optional<ExpectedVersion> version, WriteOptions how) {
        return new RewriteChange(
                dataset,
                engine -> Planner.of(files -> new RowRules(engine, where, how).update(files, set, version)),
                how.conflicts(),
                List.of());
    }

    /** The dataset's directory. */
    abstract Path root();

    abstract ConflictPolicy policy();

    /** Has the rows written, unless they wait for a commit already. @param datasets how a directory is opened */
    abstract Pending stage(RowEngine engine, DatasetOptions datasets);

    /** Looks, after a conflict, whether what waits is still what has to be done, and goes on from there if it is. */
    abstract Standing look();

    /** Whether another attempt after a conflict can come to another end. */
    abstract boolean mayTryAgain();

    /** Looks at what others have done. */
    abstract void lookAgain();

    /** Gives up what waits. */
    abstract void close();
}
