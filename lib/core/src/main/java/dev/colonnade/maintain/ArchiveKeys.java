package dev.colonnade.maintain;

import dev.colonnade.commit.Change;
import dev.colonnade.commit.Committer;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.commit.Stage;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.Field;
import dev.colonnade.write.WriteOptions;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The partition keys of an archive with their types, which names of directories do not tell: a string {@code 1} would read
 * back as a number. They stand in a log of the archive's own, whose versions add no files. Only a directory of this machine
 * has one; what opens an archive elsewhere has to be told the types.
 *
 * @param keys those of the dataset that is archived
 */
record ArchiveKeys(Path directory, List<Field> keys) {
    private boolean canHaveLog() {
        return !keys.isEmpty()
                && directory.getFileSystem().equals(FileSystems.getDefault())
                && Files.isDirectory(directory);
    }

    private List<Snapshot.Key> wanted() {
        return keys.stream()
                .map(key -> new Snapshot.Key(key.name(), key.type().toString()))
                .toList();
    }

    private Optional<List<Snapshot.Key>> noted() {
        return canHaveLog()
                ? Committer.existing(directory).flatMap(Committer::head).map(Snapshot::keys)
                : Optional.empty();
    }

    /** @throws DatasetException SCHEMA_MISMATCH if the archive has other keys, or keys of other types */
    void requireSame() {
        noted().filter(there -> !there.equals(wanted())).ifPresent(there -> {
            throw new DatasetException(
                    ErrorCode.SCHEMA_MISMATCH,
                    "[" + directory + "] The archive is partitioned by (" + text(there) + ") and the dataset by ("
                            + text(wanted()) + "), so the dataset is as it was: archive to another place.");
        });
    }

    private static String text(List<Snapshot.Key> keys) {
        return keys.stream().map(key -> key.name() + " " + key.type()).collect(Collectors.joining(", "));
    }

    /** Notes the types, unless they are. */
    void note(String operation) {
        if (canHaveLog() && noted().isEmpty()) {
            Committer committer = Committer.at(directory);
            Change change =
                    new Change(WriteOptions.defaults().who(), operation, wanted(), List.of(), List.of(), List.of());
            try (Stage stage = committer.stage()) {
                committer.commit(stage, List.of(), log -> change);
            }
        }
    }
}
