package dev.colonnade.write;

import dev.colonnade.commit.Committer;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.Datasets;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.ManifestMode;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The writing of rows in one of the modes; they are computed once, whatever others commit meanwhile. */
final class PlainChange extends DatasetChange {
    private final LogicalPlan rows;
    private final Path directory;
    private final Optional<FileSet> dataset;
    private final WriteOptions options;
    private final long start = System.nanoTime();
    private @Nullable Pending pending;

    /** @param dataset what is known of the dataset in the directory, if it is */
    PlainChange(LogicalPlan rows, Path directory, Optional<FileSet> dataset, WriteOptions options) {
        this.rows = rows;
        this.directory = directory.toAbsolutePath().normalize();
        this.dataset = dataset;
        this.options = options;
    }

    @Override
    Path root() {
        return directory;
    }

    @Override
    ConflictPolicy policy() {
        return options.conflicts();
    }

    @Override
    Pending stage(RowEngine engine, DatasetOptions datasets) {
        Pending known = pending;
        if (known == null) {
            Optional<Snapshot> head = Committer.existing(directory).flatMap(Committer::head);
            Target target = dataset.map(Target::of).orElseGet(() -> Target.of(directory, opening(datasets)));
            known = stage(engine, target, head);
            pending = known;
        }
        return known;
    }

    /** @param head the newest version before the target was looked at */
    private Pending stage(RowEngine engine, Target target, Optional<Snapshot> head) {
        Keys keys = requireWritable(engine, rows, target, options);
        boolean joins = options.mode() == WriteMode.APPEND || options.mode() == WriteMode.OVERWRITE_PARTITIONS;
        if (joins && target.before().isPresent()) {
            Columns.requireFit(keys.plan().schema(), schema(target.before().get(), head));
        }
        boolean replaces = options.mode() == WriteMode.OVERWRITE || options.mode() == WriteMode.OVERWRITE_PARTITIONS;
        List<FileSet> read = replaces ? target.readBy(rows) : List.of();
        long begun = head.map(Snapshot::version).orElse(0L);
        Guard guard = new Guard(target, claim(options.mode(), target), read, options.conflicts(), begun);
        Pending.Job job = new Pending.Job(
                target, keys, options, guard, options.mode().toString(), written -> Optional.empty(), start);
        return Staging.run(engine, job, Committer.at(target.root()), remnant(options.mode(), target));
    }

    /** The columns of the dataset, which may be others than those of an older snapshot if they ever were changed. */
    private Schema schema(FileSet before, Optional<Snapshot> head) {
        boolean changed = head.filter(snapshot -> snapshot.columnsSince() > 0).isPresent();
        return changed && dataset.isPresent() ? Datasets.refresh(before).schema() : before.schema();
    }

    /** @throws dev.colonnade.error.ColonnadeException for rows that cannot be written there, whatever they are */
    void requireWritable(RowEngine engine, DatasetOptions datasets) {
        requireWritable(engine, rows, Target.of(directory, datasets), options);
    }

    private static Keys requireWritable(RowEngine engine, LogicalPlan rows, Target target, WriteOptions options) {
        if (options.mode() == WriteMode.FAIL_IF_EXISTS) {
            Claim.Vacancy.requireNothing(
                    target.root(), target.before().map(f -> f.files().size()).orElse(0));
        }
        boolean fresh = options.mode() == WriteMode.OVERWRITE;
        Keys keys = Keys.of(rows, options.partitionBy(), fresh ? Optional.empty() : target.before());
        Columns.requireDistinct(keys.plan().schema());
        if (options.mode() == WriteMode.OVERWRITE_PARTITIONS && keys.fields().isEmpty()) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "OVERWRITE_PARTITIONS needs partition keys: give them with withPartitionBy.");
        }
        StoredColumns.of(keys).require(engine, options.format());
        return keys;
    }

    /** Rows that are added need the dataset's columns and keys, and no list of its files. */
    private DatasetOptions opening(DatasetOptions datasets) {
        boolean trusts =
                options.mode() == WriteMode.APPEND && datasets.manifest().mode() == ManifestMode.CHECK;
        return trusts ? datasets.withManifestMode(ManifestMode.TRUST) : datasets;
    }

    private static Set<FileState> seen(Target target) {
        return target.before().map(files -> FileState.of(files.files())).orElse(Set.of());
    }

    /** A dataset has a file for its columns even if it has no row. */
    private static Remnant remnant(WriteMode mode, Target target) {
        return mode == WriteMode.OVERWRITE || target.before().isEmpty() ? Remnant.COLUMNS : Remnant.NOTHING;
    }

    private static Claim claim(WriteMode mode, Target target) {
        return switch (mode) {
            case FAIL_IF_EXISTS -> new Claim.Vacancy();
            case APPEND -> new Claim.Addition();
            case OVERWRITE -> new Claim.Everything(seen(target));
            case OVERWRITE_PARTITIONS -> new Claim.Partitions(seen(target));
        };
    }

    @Override
    Standing look() {
        return Standing.AS_PLANNED;
    }

    @Override
    boolean mayTryAgain() {
        return pending != null && pending.guard().mayLookAgain();
    }

    @Override
    void lookAgain() {
        if (pending != null) {
            pending.guard().lookAgain();
        }
    }

    @Override
    void close() {
        if (pending != null) {
            pending.close();
            pending = null;
        }
    }
}
