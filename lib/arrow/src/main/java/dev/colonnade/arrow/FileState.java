package dev.colonnade.arrow;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.source.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether a file still is what it was when its dataset was opened, by size and modification time. */
final class FileState {
    private FileState() {}

    /** @throws QueryException STALE_SNAPSHOT */
    static void requireUnchanged(DataFile file) {
        String change = change(file);
        if (change != null) {
            throw new QueryException(
                    ErrorCode.STALE_SNAPSHOT,
                    "[" + file.path() + "] This file " + change
                            + " since the dataset was opened: refresh() the dataset.");
        }
    }

    private static @Nullable String change(DataFile file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
            boolean same = now.size() == file.sizeBytes()
                    && now.lastModifiedTime().to(TimeUnit.NANOSECONDS) == file.modifiedNanos();
            return same ? null : "has changed";
        } catch (NoSuchFileException e) {
            return "is gone";
        } catch (IOException e) {
            return "cannot be read any more (" + e + ")";
        }
    }
}
