package dev.colonnade.write;

import dev.colonnade.backend.WriteOrder;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.commit.Change;
import dev.colonnade.commit.Committer;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.commit.SnapshotLog;
import dev.colonnade.commit.Stage;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.SortKey;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Storage.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes the rows of plans into datasets. */
public final class DatasetWriter {
    private final RowWriter engine;
    private final DatasetOptions datasets;

    /** Has an engine write the rows of a plan; called on the thread that called {@link #write}. */
    @FunctionalInterface
    public interface RowWriter {
        /** @throws dev.colonnade.error.QueryException if the engine fails or is stopped */
        List<WrittenFile> write(LogicalPlan rows, WriteOrder order);
    }

    /** @param datasets how the dataset that is there already is opened */
    public DatasetWriter(RowWriter engine, DatasetOptions datasets) {
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
        LogicalPlan plan = sorted(keys, options);
        Committer committer = Committer.at(target.root());
        long begun = committer.head().map(Snapshot::version).orElse(0L);
        Guard guard = new Guard(target, rows, options, begun);
        try (Stage stage = committer.stage()) {
            List<WrittenFile> written = engine.write(plan, order(stage, keys, options));
            StagedFiles staged = StagedFiles.read(written);
            Placement placement = Placement.of(written, keys.fields(), options, stage.id());
            Replaced replaced = new Replaced();
            List<Path> paths =
                    placement.files().stream().map(Change.Staged::file).toList();
            Snapshot version = retrying(
                    guard,
                    options.conflicts(),
                    () -> committer.commit(
                            stage, paths, log -> change(log, guard, keys, placement, options, committer, replaced)));
            return report(target, version, options, staged, replaced, start);
        }
    }

    private static Keys requireWritable(LogicalPlan rows, Target target, WriteOptions options) {
        if (options.mode() == WriteMode.FAIL_IF_EXISTS) {
            Guard.requireNothing(
                    target, target.before().map(f -> f.files().size()).orElse(0));
        }
        Keys keys = Keys.of(rows, options, target);
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

    private static WriteOrder order(Stage stage, Keys keys, WriteOptions options) {
        WriteOrder.Rows rows = options.sortBy().isEmpty() ? WriteOrder.Rows.UNORDERED : WriteOrder.Rows.ORDERED;
        return new WriteOrder(stage.data(), keys.names(), rows, Stage.SUFFIX, options.format());
    }

    /** In the asked order, within partitions. */
    private static LogicalPlan sorted(Keys keys, WriteOptions options) {
        if (options.sortBy().isEmpty()) {
            return keys.plan();
        }
        List<SortKey> order = new ArrayList<>();
        keys.names().forEach(name -> order.add(Exprs.col(name).asc()));
        order.addAll(options.sortBy());
        return PlanBuilder.sort(keys.plan(), order);
    }

    /** What a commit found to replace. */
    private static final class Replaced {
        private List<Entry> files = List.of();
    }

    private static Change change(
            SnapshotLog log,
            Guard guard,
            Keys keys,
            Placement placement,
            WriteOptions options,
            Committer committer,
            Replaced replaced)
            throws IOException {
        replaced.files = guard.replaced(log, keys.names(), placement.directories());
        List<Snapshot.File> removed = replaced.files.stream()
                .map(entry -> new Snapshot.File(committer.home().relative(entry.path()), entry.sizeBytes(), -1))
                .toList();
        return new Change(
                options.who(),
                options.what().isEmpty() ? options.mode().toString() : options.what(),
                Keys.noted(keys.fields()),
                placement.files(),
                removed,
                List.of());
    }

    private interface Attempt {
        Snapshot run();
    }

    private static Snapshot retrying(Guard guard, ConflictPolicy policy, Attempt attempt) {
        Duration wait = policy.backoff();
        for (int retry = 0; ; retry++) {
            try {
                return attempt.run();
            } catch (DatasetException e) {
                if (e.code() != ErrorCode.CONFLICT || !guard.mayRetry() || retry >= policy.retries()) {
                    throw e;
                }
            }
            sleep(wait);
            wait = wait.multipliedBy(2);
            guard.lookAgain();
        }
    }

    private static void sleep(Duration wait) {
        try {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException(ErrorCode.CANCELLED, "Writing was interrupted: nothing was changed.", e);
        }
    }

    private static WriteReport report(
            Target target, Snapshot version, WriteOptions options, StagedFiles staged, Replaced replaced, long start) {
        return new WriteReport(
                target.root(),
                version.version(),
                options.mode(),
                version.added().stream()
                        .map(file -> new WriteReport.Written(file.path(), file.rows(), file.bytes()))
                        .toList(),
                replaced.files.size(),
                staged.rowGroups(),
                staged.columns(),
                Duration.ofNanos(System.nanoTime() - start));
    }
}
