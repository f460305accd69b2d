package dev.colonnade.source;

import dev.colonnade.commit.MovedFiles;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether files still are what they were when their dataset was opened, by size and modification time, and where those lie
 * that a commit has moved since.
 */
public final class FilesNow {
    private static final String GONE = "is gone";

    private FilesNow() {}

    /** What has happened to the file at its path, to be put behind "This file"; null if nothing has. */
    public static @Nullable String change(DataFile file) {
        return change(file, file.path());
    }

    private static @Nullable String change(DataFile file, Path place) {
        try {
            return change(file, Files.readAttributes(place, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return GONE;
        } catch (IOException e) {
            return "cannot be read any more (" + e + ")";
        }
    }

    /** As {@link #change(DataFile)}, for a file whose attributes are known. */
    public static @Nullable String change(DataFile file, BasicFileAttributes now) {
        boolean same = now.size() == file.sizeBytes()
                && now.lastModifiedTime().to(TimeUnit.NANOSECONDS) == file.modifiedNanos();
        return same ? null : "has changed";
    }

    /** The sentence for a file that is not what it was. */
    public static String stale(Path file, String change) {
        return "[" + file + "] This file " + change + " since the dataset was opened: refresh() the dataset.";
    }

    /** Before a file is opened. @throws QueryException STALE_SNAPSHOT if it is not at its path as it was */
    public static void requireInPlace(DataFile file) {
        String change = change(file);
        if (change != null) {
            throw new QueryException(ErrorCode.STALE_SNAPSHOT, stale(file.path(), change));
        }
    }

    /** As {@link #requireKept(Collection)}. */
    public static void requireKept(DataFile file) {
        if (change(file) != null) {
            requireKept(List.of(file));
        }
    }

    /**
     * After files have been read from their paths.
     *
     * @throws QueryException STALE_SNAPSHOT naming the first file that has changed meanwhile, so that what was read may be of both
     *     states; a file that a commit has moved, as it was, has not changed
     */
    public static void requireKept(Collection<DataFile> files) {
        List<DataFile> gone = new ArrayList<>();
        for (DataFile file : files) {
            String change = change(file);
            if (GONE.equals(change)) {
                gone.add(file);
            } else if (change != null) {
                throw new QueryException(ErrorCode.STALE_SNAPSHOT, stale(file.path(), change));
            }
        }
        Map<Path, Path> moved = moved(gone);
        for (DataFile file : gone) {
            if (!moved.containsKey(file.path())) {
                throw new QueryException(ErrorCode.STALE_SNAPSHOT, stale(file.path(), GONE));
            }
        }
    }

    /**
     * Where files lie, as they were, that commits have moved.
     *
     * @return by the files' paths; without those that are nowhere to be found
     * @throws dev.colonnade.error.DatasetException as {@link MovedFiles#of}
     */
    public static Map<Path, Path> moved(Collection<DataFile> files) {
        if (files.isEmpty()) {
            return Map.of();
        }
        Map<Path, DataFile> byPath = new HashMap<>();
        files.forEach(file -> byPath.put(file.path(), file));
        return MovedFiles.of(byPath.keySet(), (path, place) -> {
            DataFile file = byPath.get(path);
            return file != null && change(file, place) == null;
        });
    }
}
