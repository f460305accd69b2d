package dev.colonnade.duckdb;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.source.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether files still are what they were when their dataset was opened, by size and modification time. */
final class Freshness {
    private Freshness() {}

    /** @throws QueryException STALE_SNAPSHOT naming the first file that changed */
    static void require(List<DataFile> files) {
        for (DataFile file : files) {
            String change = changeOf(file);
            if (change != null) {
                throw new QueryException(
                        ErrorCode.STALE_SNAPSHOT, EngineErrors.stale(file.path().toString(), change));
            }
        }
    }

    /** {@code failure}, or the change of a file that explains it. */
    static QueryException blame(List<DataFile> files, QueryException failure) {
        for (DataFile file : files) {
            String change = changeOf(file);
            if (change != null) {
                return new QueryException(
                        ErrorCode.STALE_SNAPSHOT, EngineErrors.stale(file.path().toString(), change), failure);
            }
        }
        return failure;
    }

    private static @Nullable String changeOf(DataFile file) {
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
