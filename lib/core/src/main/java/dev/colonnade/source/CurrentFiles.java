package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.Listing.Found;
import dev.colonnade.source.Storage.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the locations of a dataset hold now, by listing; no footer is read. */
public final class CurrentFiles {
    private CurrentFiles() {}

    /**
     * The data files, each once, sorted by absolute path. A location that no longer exists or has no data file left adds
     * none.
     *
     * @throws DatasetException NOT_READABLE
     */
    public static List<Entry> of(FileSet files) {
        return of(new LocalStorage(), files);
    }

    /**
     * The data files at these locations, each once, sorted by absolute path; they need not be sound.
     *
     * @throws DatasetException PATH_NOT_FOUND, EMPTY_DATASET or NOT_READABLE
     */
    public static List<Path> at(List<String> locations) {
        return new Listing(new LocalStorage())
                .files(locations).files().stream()
                        .sorted(Comparator.comparing(Found::absolute))
                        .map(found -> found.entry().path())
                        .toList();
    }

    /** As {@link #of(FileSet)}, listed by {@code storage}. */
    public static List<Entry> of(Storage storage, FileSet files) {
        Map<String, Entry> byPath = new TreeMap<>();
        for (String location : files.locations()) {
            for (Found found : found(storage, location)) {
                byPath.putIfAbsent(found.absolute(), found.entry());
            }
        }
        return List.copyOf(byPath.values());
    }

    /** The data files in a directory, at any depth, sorted by absolute path. @throws DatasetException NOT_READABLE */
    public static List<Entry> in(Path directory) {
        return found(new LocalStorage(), directory.toString()).stream()
                .map(Found::entry)
                .toList();
    }

    /** Those of the files that are there. @throws DatasetException NOT_READABLE */
    public static List<Entry> among(List<Path> files) {
        Storage storage = new LocalStorage();
        List<Entry> there = new ArrayList<>();
        for (Path file : files) {
            try {
                storage.find(file).filter(entry -> !entry.directory()).ifPresent(there::add);
            } catch (IOException e) {
                throw SourceErrors.notReadable(file.toString(), e);
            }
        }
        return there;
    }

    private static List<Found> found(Storage storage, String location) {
        try {
            return new Listing(storage).files(List.of(location)).files();
        } catch (DatasetException e) {
            if (e.code() == ErrorCode.PATH_NOT_FOUND || e.code() == ErrorCode.EMPTY_DATASET) {
                return List.of();
            }
            throw e;
        }
    }
}
