package dev.colonnade.maintain;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.Storage;
import dev.colonnade.source.WritableStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Files that are copied to some storage and compared.
 *
 * @param from the directory that their paths are relative to
 * @param to the directory that the copies go to
 */
record Copies(Path from, Path to, WritableStorage storage) {
    private static final int CHUNK = 1 << 20;

    void copy(DataFile file) {
        Path source = file.path().toAbsolutePath().normalize();
        Path target = to.resolve(from.relativize(source));
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
