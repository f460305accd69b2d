package dev.colonnade.source;

import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Parts of one file of a snapshot; what lies outside the file is refused, and so is more than may be read. */
final class FileBytes {
    private static final int TRAILER = 8;

    /** How much may still be read, over several files. */
    static final class Allowance {
        private long bytes;

        Allowance(long bytes) {
            this.bytes = bytes;
        }

        private void take(long wanted) throws IOException {
            if (wanted > bytes) {
                throw new IOException("No more than this is read for one query.");
            }
            bytes -= wanted;
        }
    }

    private final Storage storage;
    private final DataFile file;
    private final Allowance allowance;

    FileBytes(Storage storage, DataFile file, Allowance allowance) {
        this.storage = storage;
        this.file = file;
        this.allowance = allowance;
    }

    /** Whether these bytes lie in the file, before the length of its footer. */
    boolean contains(long offset, long length) {
        return offset >= 0 && length >= 0 && length <= file.sizeBytes() - TRAILER - offset;
    }

    /** As many of the bytes as the file has; null if it has none there. */
    byte @Nullable [] readUpTo(long offset, int length) throws IOException {
        long there = file.sizeBytes() - TRAILER - offset;
        return offset < 0 || there <= 0 ? null : read(offset, (int) Math.min(length, there));
    }

    /** @throws IOException also if they lie outside the file */
    byte[] read(long offset, int length) throws IOException {
        if (!contains(offset, length)) {
            throw new EOFException(file.path().toString());
        }
        allowance.take(length);
        return storage.read(file.path(), offset, length);
    }
}
