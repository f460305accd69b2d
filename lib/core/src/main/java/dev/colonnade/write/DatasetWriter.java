package dev.colonnade.write;

import dev.colonnade.commit.Committer;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Expr;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.FileSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Writes the rows of plans into datasets. */
public final class DatasetWriter {
    private final RowEngine engine;
    private final DatasetOptions datasets;

    /** @param datasets how the dataset that is there already is opened */
    public DatasetWriter(RowEngine engine, DatasetOptions datasets) {
        this.engine = engine;
        this.datasets = datasets;
    }

    /**
     * Writes the rows into the dataset in {@code directory}, all or none of them.
     *
     * @throws PlanException if the rows do not fit the dataset or the options
     * @throws DatasetException EXISTS, CONFLICT, PARTITION_VALUE, IO, TIMEOUT, or what opening the dataset throws
     * @throws dev.colonnade.error.QueryException if computing the rows fails
     */
    public WriteReport write(LogicalPlan rows, Path directory, WriteOptions options) {
        long start = System.nanoTime();
        return write(rows, Target.of(directory, datasets), options, start);
    }

    /**
     * Writes the rows into the directory of a dataset. What is replaced must be as that snapshot says.
     *
     * @throws PlanException as the other {@code write}, and INVALID_ARGUMENT if the dataset is not one directory
     */
    public WriteReport write(LogicalPlan rows, FileSet dataset, WriteOptions options) {
        return write(rows, Target.of(dataset), options, System.nanoTime());
    }

    private WriteReport write(LogicalPlan rows, Target target, WriteOptions options, long start) {
        Keys keys = requireWritable(rows, target, options);
        Committer committer = Committer.at(target.root());
        boolean replaces = options.mode() == WriteMode.OVERWRITE || options.mode() == WriteMode.OVERWRITE_PARTITIONS;
        List<FileSet> read = replaces ? target.readBy(rows) : List.of();
        Guard guard =
                new Guard(target, claim(options.mode(), target), read, options.conflicts(), Guard.head(committer));
        Pending.Job job =
                new Pending.Job(target, keys, options, guard, options.mode().toString(), start);
        try (Pending pending = Staging.run(engine, job, committer, Remnant.AS_WRITTEN)) {
            return Retries.run(options.conflicts(), new Commits(pending));
        }
    }

    private static Keys requireWritable(LogicalPlan rows, Target target, WriteOptions options) {
        if (options.mode() == WriteMode.FAIL_IF_EXISTS) {
            Claim.Vacancy.requireNothing(
                    target.root(), target.before().map(f -> f.files().size()).orElse(0));
        }
        boolean fresh = options.mode() == WriteMode.OVERWRITE;
        Keys keys = Keys.of(rows, options.partitionBy(), fresh ? Optional.empty() : target.before());
        Columns.requireDistinct(keys.plan().schema());
        boolean adds = options.mode() == WriteMode.APPEND || options.mode() == WriteMode.OVERWRITE_PARTITIONS;
        if (adds && target.before().isPresent()) {
            Columns.requireFit(keys.plan().schema(), target.before().get().schema());
        }
        if (options.mode() == WriteMode.OVERWRITE_PARTITIONS && keys.fields().isEmpty()) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "OVERWRITE_PARTITIONS needs partition keys: give them with withPartitionBy.");
        }
        return keys;
    }

    private static Claim claim(WriteMode mode, Target target) {
        Set<FileState> seen =
                target.before().map(files -> FileState.of(files.files())).orElse(Set.of());
        return switch (mode) {
            case FAIL_IF_EXISTS -> new Claim.Vacancy();
            case APPEND -> new Claim.Addition();
            case OVERWRITE -> new Claim.Everything(seen);
            case OVERWRITE_PARTITIONS -> new Claim.Partitions(seen);
        };
    }

    /**
     * Puts rows in the place of files of a dataset, all at once.
     *
     * @param dataset what the first plan is asked for
     * @param plan what to do with a snapshot; asked again with a newer one for a RETRY policy
     * @throws PlanException if the rows do not fit the dataset, or it is not one directory
     * @throws DatasetException CONFLICT, PARTITION_VALUE, IO, TIMEOUT
     * @throws dev.colonnade.error.QueryException if computing the rows fails
     */
    public WriteReport rewrite(FileSet dataset, Function<FileSet, Rewrite> plan, ConflictPolicy policy) {
        return rewrite(
                dataset,
                files -> new Planned(plan.apply(files), "rewrite", written -> Optional.empty()),
                policy,
                List.of());
    }

    private WriteReport rewrite(
            FileSet dataset, Function<FileSet, Planned> plan, ConflictPolicy policy, List<FileSet> alsoRead) {
        return Retries.run(policy, new Rewrites(engine, dataset, plan, policy, alsoRead));
    }

    /**
     * Merges the rows of a source into a dataset.
     *
     * @throws PlanException if the source does not fit the dataset or the options; DUPLICATE_KEY
     * @throws DatasetException CONFLICT, PARTITION_VALUE, IO, TIMEOUT
     * @throws dev.colonnade.error.QueryException if computing the rows fails
     */
    public WriteReport merge(FileSet dataset, LogicalPlan source, MergeOptions how) {
        Target target = Target.of(dataset);
        LogicalPlan columns = MergeSource.columns(source, dataset.schema(), how);
        try (Spool spool = Spool.of(engine, Committer.at(target.root()), columns)) {
            LogicalPlan rows = MergeSource.unique(engine, spool.rows(), dataset.schema(), how);
            Merge merge = new Merge(engine, rows, how);
            return rewrite(dataset, merge::plan, how.write().conflicts(), target.readBy(source));
        }
    }

    /** Takes out the rows for which a condition is true. @throws PlanException as {@link #rewrite}, DatasetException too */
    public WriteReport delete(FileSet dataset, Expr where, WriteOptions how) {
        return rewrite(dataset, new RowRules(engine, where, how)::delete, how.conflicts(), List.of());
    }

    /**
     * Sets columns in the rows for which a condition is true.
     *
     * @param set values computed from the old row, by column; they fit its type without loss
     * @throws PlanException as {@link #rewrite}, DatasetException too
     */
    public WriteReport update(FileSet dataset, Expr where, Map<String, Expr> set, WriteOptions how) {
        RowRules rules = new RowRules(engine, where, how);
        return rewrite(dataset, files -> rules.update(files, set), how.conflicts(), List.of());
    }
}
