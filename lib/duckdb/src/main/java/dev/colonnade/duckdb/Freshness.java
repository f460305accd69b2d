package dev.colonnade.duckdb;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.source.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether files still are what they were when their dataset was opened, by size and modification time. */
final class Freshness {
    private Freshness() {}

    /** @throws QueryException STALE_SNAPSHOT naming the first file that changed */
    static void require(List<DataFile> files) {
        for (DataFile file : files) {
            require(file, changeOf(file));
        }
    }

    /** Whether no file has changed. */
    static boolean holds(List<DataFile> files) {
        return files.stream().allMatch(file -> changeOf(file) == null);
    }

    /** As {@link #require}. Those of the files that are links. */
    static List<Path> linksAmong(List<DataFile> files) {
        List<Path> links = new ArrayList<>();
        for (DataFile file : files) {
            BasicFileAttributes itself = attributes(file.path(), LinkOption.NOFOLLOW_LINKS);
            if (itself != null && itself.isRegularFile()) {
                require(file, changeIn(file, itself));
            } else {
                require(file, changeOf(file));
                links.add(file.path());
            }
        }
        return links;
    }

    private static void require(DataFile file, @Nullable String change) {
        if (change != null) {
            throw new QueryException(
                    ErrorCode.STALE_SNAPSHOT, EngineErrors.stale(file.path().toString(), change));
        }
    }

    /** Null if there are none to be had. */
    private static @Nullable BasicFileAttributes attributes(Path path, LinkOption... options) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, options);
        } catch (IOException e) {
            return null; // the caller asks again and tells why
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
            return changeIn(file, Files.readAttributes(file.path(), BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return "is gone";
        } catch (IOException e) {
            return "cannot be read any more (" + e + ")";
        }
    }

    private static @Nullable String changeIn(DataFile file, BasicFileAttributes now) {
        boolean same = now.size() == file.sizeBytes()
                && now.lastModifiedTime().to(TimeUnit.NANOSECONDS) == file.modifiedNanos();
        return same ? null : "has changed";
    }
}
