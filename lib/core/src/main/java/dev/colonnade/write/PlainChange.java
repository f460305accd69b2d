package dev.colonnade.write;

import dev.colonnade.commit.Committer;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.FileSet;
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
            known = stage(engine, dataset.map(Target::of).orElseGet(() -> Target.of(directory, datasets)));
            pending = known;
        }
        return known;
    }

    private Pending stage(RowEngine engine, Target target) {
        Keys keys = requireWritable(rows, target, options);
        Committer committer = Committer.at(target.root());
        boolean replaces = options.mode() == WriteMode.OVERWRITE || options.mode() == WriteMode.OVERWRITE_PARTITIONS;
        List<FileSet> read = replaces ? target.readBy(rows) : List.of();
        Guard guard =
                new Guard(target, claim(options.mode(), target), read, options.conflicts(), Guard.head(committer));
        Pending.Job job = new Pending.Job(
                target, keys, options, guard, options.mode().toString(), written -> Optional.empty(), start);
        return Staging.run(engine, job, committer, Remnant.AS_WRITTEN);
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
