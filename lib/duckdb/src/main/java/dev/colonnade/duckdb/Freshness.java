package dev.colonnade.duckdb;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FilesNow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether files still are what they were when their dataset was opened, by size and modification time. */
final class Freshness {
    private Freshness() {}

    /** Whether no file has changed. */
    static boolean holds(List<DataFile> files) {
        return files.stream().allMatch(file -> FilesNow.change(file) == null);
    }

    /** Those of the files that are links. @throws QueryException STALE_SNAPSHOT naming the first file that is not at its path as it was */
    static List<Path> linksAmong(List<DataFile> files) {
        List<Path> links = new ArrayList<>();
        for (DataFile file : files) {
            BasicFileAttributes itself = attributes(file.path(), LinkOption.NOFOLLOW_LINKS);
            if (itself != null && itself.isRegularFile()) {
                require(file, FilesNow.change(file, itself));
            } else {
                require(file, FilesNow.change(file));
                links.add(file.path());
            }
        }
        return links;
    }

    private static void require(DataFile file, @Nullable String change) {
        if (change != null) {
            throw new QueryException(ErrorCode.STALE_SNAPSHOT, FilesNow.stale(file.path(), change));
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
            String change = FilesNow.change(file);
            if (change != null) {
                return new QueryException(ErrorCode.STALE_SNAPSHOT, FilesNow.stale(file.path(), change), failure);
            }
        }
        return failure;
    }
}
