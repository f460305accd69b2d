package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.source.Storage.Entry;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the data files behind locations: a file, a directory with everything below it, or a glob. */
final class Listing {
    private static final List<String> EXTENSIONS = List.of(".parquet", ".parq", ".pq");
    private static final int MAX_DEPTH = 64;

    /** A data file and the directory below which its directory names can be partitions. */
    record Found(Entry entry, Path root) {}

    private final Storage storage;

    Listing(Storage storage) {
        this.storage = storage;
    }

    /** The files of all locations, each once, sorted by absolute path. */
    List<Found> files(List<String> locations) {
        if (locations.isEmpty()) {
            throw new DatasetException(
                    ErrorCode.INVALID_ARGUMENT, "A dataset needs at least one file, directory or glob.");
        }
        Map<String, Found> byPath = new TreeMap<>();
        for (String location : locations) {
            for (Found found : files(location)) {
                byPath.putIfAbsent(SnapshotId.absolute(found.entry().path()), found);
            }
        }
        return List.copyOf(byPath.values());
    }

    private List<Found> files(String location) {
        try {
            Path literal = literal(location);
            Optional<Entry> entry = literal == null ? Optional.empty() : storage.find(literal);
            if (entry.isPresent()) {
                return entry.get().directory() ? directory(location, entry.get()) : List.of(file(entry.get()));
            }
            if (Glob.isGlob(location)) {
                return glob(location);
            }
            throw notFound(location, literal);
        } catch (IOException e) {
            throw SourceErrors.notReadable(location, e);
        }
    }

    private static @Nullable Path literal(String location) {
        if (location.isBlank() || location.indexOf('\0') >= 0) {
            throw new DatasetException(
                    ErrorCode.INVALID_ARGUMENT,
                    "A location is a path or a glob, not '" + location.replace("\0", "\\0") + "'.");
        }
        int scheme = location.indexOf("://");
        if (scheme > 0 && !location.substring(0, scheme).contains("/")) {
            throw SourceErrors.of(
                    ErrorCode.INVALID_ARGUMENT,
                    location,
                    "Only paths of the local file system can be opened, not URLs.");
        }
        try {
            return Path.of(location);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static Found file(Entry entry) {
        return new Found(
                entry,
                Partitions.rootOf(Objects.requireNonNull(
                        entry.path().toAbsolutePath().getParent(), "A file is in a directory.")));
    }

    private List<Found> directory(String location, Entry directory) throws IOException {
        List<Entry> all = new ArrayList<>();
        walk(directory.path(), all, 0);
        List<Entry> named = withExtension(all);
        List<Entry> chosen = named.isEmpty() ? withoutAnyExtension(all) : named;
        if (chosen.isEmpty()) {
            throw SourceErrors.of(
                    ErrorCode.EMPTY_DATASET,
                    location,
                    "No Parquet files in this directory: " + insteadOfParquet(all) + ".");
        }
        Path root = Partitions.rootOf(directory.path().toAbsolutePath());
        return chosen.stream().map(entry -> new Found(entry, root)).toList();
    }

    private static List<Entry> withExtension(List<Entry> files) {
        return files.stream().filter(file -> hasExtension(file.path())).toList();
    }

    private static List<Entry> withoutAnyExtension(List<Entry> files) {
        return files.stream().filter(file -> name(file).indexOf('.') < 0).toList();
    }

    private static String insteadOfParquet(List<Entry> files) {
        return files.isEmpty()
                ? "it is empty or holds only names that start with '_' or '.'"
                : "no name ends with " + String.join(" or ", EXTENSIONS) + " ("
                        + files.stream().map(Listing::name).sorted().limit(3).collect(Collectors.joining(", "))
                        + (files.size() > 3 ? ", .. " + (files.size() - 3) + " more)" : ")");
    }

    private static String name(Entry entry) {
        return String.valueOf(entry.path().getFileName());
    }

    private static boolean hasExtension(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return EXTENSIONS.stream().anyMatch(name::endsWith);
    }

    private void walk(Path directory, List<Entry> files, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw SourceErrors.of(
                    ErrorCode.NOT_READABLE,
                    directory,
                    "Directories are nested deeper than " + MAX_DEPTH + " levels, maybe by a link to a parent.");
        }
        for (Entry child : storage.list(directory)) {
            String name = child.path().getFileName().toString();
            if (hidden(name, child.directory())) {
                continue;
            }
            if (child.directory()) {
                walk(child.path(), files, depth + 1);
            } else {
                files.add(child);
            }
        }
    }

    /** Names that start with {@code _} or {@code .} are no data, except a partition directory such as {@code _day=1}. */
    static boolean hidden(String name, boolean directory) {
        return name.startsWith(".") || name.startsWith("_") && !(directory && name.indexOf('=') > 0);
    }

    private List<Found> glob(String location) throws IOException {
        Glob glob = Glob.parse(location);
        List<Found> found = new ArrayList<>();
        for (Entry entry : glob.expand(storage)) {
            Path root = Partitions.rootOf(glob.base().toAbsolutePath());
            if (!entry.directory()) {
                found.add(new Found(entry, root));
                continue;
            }
            List<Entry> below = new ArrayList<>();
            walk(entry.path(), below, 0);
            withExtension(below).forEach(file -> found.add(new Found(file, root)));
        }
        if (found.isEmpty()) {
            throw SourceErrors.of(ErrorCode.EMPTY_DATASET, location, "No file matches this glob.");
        }
        return found;
    }

    private DatasetException notFound(String location, @Nullable Path path) throws IOException {
        return new DatasetException(
                ErrorCode.PATH_NOT_FOUND,
                "No such file or directory: '" + location + "'." + (path == null ? "" : siblingHint(path)));
    }

    /** The nearest existing name for the first part of the path that does not exist. */
    private String siblingHint(Path path) throws IOException {
        Path missing = path;
        Path parent = missing.toAbsolutePath().getParent();
        while (parent != null && storage.find(parent).isEmpty()) {
            missing = parent;
            parent = missing.getParent();
        }
        if (parent == null
                || missing.getFileName() == null
                || !storage.find(parent).orElseThrow().directory()) {
            return "";
        }
        Map<String, Path> siblings = new LinkedHashMap<>();
        storage.list(parent).stream()
                .map(Entry::path)
                .sorted(Comparator.naturalOrder())
                .forEach(sibling -> siblings.put(sibling.getFileName().toString(), sibling));
        return Nearest.hint(missing.getFileName().toString(), siblings.keySet());
    }
}
