package dev.colonnade.write;

import dev.colonnade.backend.ProgressListener;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.commit.Change;
import dev.colonnade.commit.Committer;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.commit.Stage;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.FileSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The adding of files of another dataset, byte for byte, under the paths that they have there. A file that is there already
 * counts if it is equal.
 */
final class CopyChange extends DatasetChange {
    private static final int CHUNK = 1 << 16;

    private final FileSet from;
    private final List<DataFile> files;
    private final Path root;
    private final WriteOptions how;
    private final ProgressListener progress;
    private final long start = System.nanoTime();
    private @Nullable Pending pending;

    /** @param progress hears of each file, and may throw to stop */
    CopyChange(FileSet from, List<DataFile> files, Path directory, WriteOptions how, ProgressListener progress) {
        this.from = from;
        this.files = List.copyOf(files);
        this.root = directory.toAbsolutePath().normalize();
        this.how = how;
        this.progress = progress;
    }

    @Override
    Path root() {
        return root;
    }

    @Override
    ConflictPolicy policy() {
        return how.conflicts();
    }

    @Override
    Pending stage(RowEngine engine, DatasetOptions datasets) {
        Pending known = pending;
        if (known == null) {
            Committer committer = Committer.at(root);
            requireKeys(committer.head());
            Stage stage = committer.stage();
            try {
                known = copied(committer, stage);
            } catch (RuntimeException | Error e) {
                stage.close();
                throw e;
            }
            pending = known;
        }
        return known;
    }

    private Pending copied(Committer committer, Stage stage) {
        Path source = Target.of(from).root();
        List<WrittenFile> written = new ArrayList<>();
        List<Change.Staged> placed = new ArrayList<>();
        for (DataFile file : files) {
            String path = relative(source, file);
            Path copy = stage.data().resolve(written.size() + Stage.SUFFIX);
            if (isCopied(file, root.resolve(path), copy)) {
                written.add(new WrittenFile(copy, List.of(), file.rowCount()));
                placed.add(new Change.Staged(copy, new Snapshot.File(path, file.sizeBytes(), file.rowCount())));
            }
            progress.progress((double) written.size() / (files.size() + 1));
        }
        Keys keys = new Keys(
                new LogicalPlan.Empty(from.schema(), "copied files"), from.partitionFields(), List.of(), from.rules());
        Guard guard = new Guard(
                new Target(root, Optional.empty()),
                new Claim.Addition(),
                List.of(),
                how.conflicts(),
                Guard.head(committer));
        Pending.Job job = new Pending.Job(
                new Target(root, Optional.empty()), keys, how, guard, "copy", rows -> Optional.empty(), start);
        return new Pending(job, committer, stage, StagedFiles.read(written), new Placement(placed, Set.of()));
    }

    private static String relative(Path source, DataFile file) {
        Path path = file.path().toAbsolutePath().normalize();
        return source.relativize(path).toString().replace('\\', '/');
    }

    /** The keys have the same names and types in both datasets, or their values would not read back as they were. */
    private void requireKeys(Optional<Snapshot> head) {
        List<String> here = from.partitionFields().stream()
                .map(key -> key.name() + " " + key.type())
                .toList();
        head.map(CopyChange::typed).filter(there -> !there.equals(here)).ifPresent(there -> {
            throw WriteErrors.of(
                    ErrorCode.SCHEMA_MISMATCH,
                    root,
                    "This dataset is partitioned by (" + String.join(", ", there)
                            + ") and the one that files come from by (" + String.join(", ", here)
                            + "), so nothing was changed: choose another place.");
        });
    }

    private static List<String> typed(Snapshot head) {
        return head.keys().stream().map(key -> key.name() + " " + key.type()).toList();
    }

    /** False if an equal file is there already. */
    private static boolean isCopied(DataFile file, Path target, Path copy) {
        try {
            if (Files.exists(target)) {
                if (Files.size(target) == file.sizeBytes() && checksum(target) == checksum(file.path())) {
                    return false;
                }
                throw WriteErrors.of(
                        ErrorCode.EXISTS,
                        target,
                        "Another file of this name is there already, so nothing was changed: choose another place.");
            }
            Files.copy(file.path(), copy);
            if (Files.size(copy) != file.sizeBytes() || checksum(copy) != checksum(file.path())) {
                throw WriteErrors.of(
                        ErrorCode.CORRUPT_FILE,
                        target,
                        "The copy did not read back as it was written, so nothing was changed: look at the disk.");
            }
            return true;
        } catch (IOException e) {
            throw new DatasetException(
                    ErrorCode.IO,
                    "[" + target + "] The copy failed, so nothing was changed: " + e.getMessage() + ".",
                    e);
        }
    }

    private static long checksum(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                sum.update(chunk, 0, read);
            }
        }
        return sum.getValue();
    }

    @Override
    Standing look() {
        return Standing.AS_PLANNED;
    }

    @Override
    boolean mayTryAgain() {
        return true;
    }

    /** Files that are added depend on nothing that is there. */
    @Override
    void lookAgain() {}

    @Override
    void close() {
        if (pending != null) {
            pending.close();
            pending = null;
        }
    }
}
