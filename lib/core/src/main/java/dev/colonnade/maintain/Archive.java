package dev.colonnade.maintain;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.WritableStorage;
import dev.colonnade.write.DatasetChange;
import dev.colonnade.write.DatasetHistory;
import dev.colonnade.write.WriteOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A place that files of a dataset are copied to, each under the path that it has in the dataset.
 *
 * @param directory where it is
 * @param storage what puts files there and reads them back; absent for a directory of this machine, which is a dataset that
 *     changes together with the one that the files leave
 */
record Archive(Path directory, Optional<WritableStorage> storage) {
    Archive {
        directory = directory.toAbsolutePath().normalize();
    }

    /** @throws PlanException INVALID_ARGUMENT if one of the places lies in the other */
    void requireApart(FileSet dataset) {
        Path root = DatasetHistory.directoryOf(dataset);
        if (directory.startsWith(root) || root.startsWith(directory)) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The archive '" + directory + "' and the dataset '" + root
                            + "' lie in one another: archive to another place.");
        }
    }

    /** What the archive gets in the commit that takes the files out; empty if they have been copied before. */
    Optional<DatasetChange> together(FileSet dataset, List<DataFile> files, String operation, Work work) {
        return storage.isPresent() || files.isEmpty()
                ? Optional.empty()
                : Optional.of(DatasetChange.copy(
                        dataset, files, directory, WriteOptions.defaults().withNote(operation), part -> {
                            work.check();
                            work.progress().progress(part);
                        }));
    }

    /**
     * Copies the files beforehand, if the archive cannot change together with the dataset. Returns when all copies are durable
     * and have been read back. Copies that were there already count if they are equal.
     *
     * @throws DatasetException EXISTS for another file in the place of a copy, IO, CORRUPT_FILE for a copy that reads back
     *     differently; nothing has been taken from the dataset then
     */
    void copy(FileSet dataset, List<DataFile> files, Work work) {
        if (storage.isPresent()) {
            Copies copies = new Copies(DatasetHistory.directoryOf(dataset), directory, storage.get());
            for (int i = 0; i < files.size(); i++) {
                work.check();
                copies.copy(files.get(i));
                work.progress().progress((i + 1.0) / (files.size() + 1));
            }
        }
    }
}
