package dev.colonnade.maintain;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Storage;
import dev.colonnade.source.WritableStorage;
import dev.colonnade.write.DatasetHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A directory that files of a dataset are copied to, each under the path that it has in the dataset.
 *
 * @param directory where it is
 * @param storage what puts files there and reads them back
 */
record Archive(Path directory, WritableStorage storage) {
    private static final int CHUNK = 1 << 20;

    Archive {
        directory = directory.toAbsolutePath().normalize();
    }

    /**
     * Returns when all copies are durable and have been read back. Copies that were there already count if they are equal.
     *
     * @param operation what the log of the archive says
     * @throws PlanException INVALID_ARGUMENT if one of the places lies in the other
     * @throws DatasetException SCHEMA_MISMATCH if the archive has partition keys of other types; EXISTS for another file in the place of a copy, IO, CORRUPT_FILE for a copy that reads back
     *     differently; nothing has been taken from the dataset then
     */
    void copy(FileSet dataset, List<DataFile> files, String operation, Work work) {
        Path root = DatasetHistory.directoryOf(dataset);
        if (directory.startsWith(root) || root.startsWith(directory)) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The archive '" + directory + "' and the dataset '" + root
                            + "' lie in one another: archive to another place.");
        }
        ArchiveKeys keys = new ArchiveKeys(directory, dataset.partitionFields());
        keys.requireSame();
        for (int i = 0; i < files.size(); i++) {
            work.check();
            copy(root, files.get(i));
            work.progress().progress((i + 1.0) / (files.size() + 1));
        }
        keys.note(operation);
    }

    private void copy(Path root, DataFile file) {
        Path source = file.path().toAbsolutePath().normalize();
        Path target = directory.resolve(root.relativize(source));
        try {
            long expected = checksum(source, file.sizeBytes());
            Optional<Storage.Entry> there = storage.find(target);
            if (there.isEmpty()) {
                storage.write(target, out -> {
                    for (long at = 0; at < file.sizeBytes(); at += CHUNK) {
                        out.write(storage.read(source, at, chunk(file.sizeBytes(), at)));
                    }
                });
            }
            long bytes = storage.find(target).map(Storage.Entry::sizeBytes).orElse(-1L);
            if (bytes != file.sizeBytes() || checksum(target, bytes) != expected) {
                throw there.isPresent() ? occupied(target) : damaged(target);
            }
        } catch (IOException e) {
            throw new DatasetException(
                    ErrorCode.IO,
                    "[" + target + "] The copy for the archive failed, so the dataset is as it was: " + e.getMessage()
                            + ".",
                    e);
        }
    }

    private static DatasetException occupied(Path target) {
        return new DatasetException(
                ErrorCode.EXISTS,
                "[" + target
                        + "] The archive has another file of this name already, so the dataset is as it was: archive to another place.");
    }

    /** The copy goes, so that the next attempt makes another. */
    private DatasetException damaged(Path target) throws IOException {
        storage.delete(target);
        return new DatasetException(
                ErrorCode.CORRUPT_FILE,
                "[" + target
                        + "] The copy in the archive did not read back as it was written, so the dataset is as it was: look at the disk.");
    }

    private long checksum(Path file, long size) throws IOException {
        CRC32C sum = new CRC32C();
        for (long at = 0; at < size; at += CHUNK) {
            sum.update(storage.read(file, at, chunk(size, at)));
        }
        return sum.getValue();
    }

    private static int chunk(long size, long at) {
        return (int) Math.min(CHUNK, size - at);
    }
}
