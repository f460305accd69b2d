package dev.colonnade.source;

import dev.colonnade.commit.Home;
import dev.colonnade.commit.Publication;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.Nearest;
import dev.colonnade.source.FileSet.Base;
import dev.colonnade.source.Storage.Entry;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the data files behind locations: a file, a directory with everything below it, or a glob. */
final class Listing {
    private static final String[] EXTENSIONS = {".parquet", ".parq", ".pq"};

    /** The files of all locations, each once, sorted by absolute path, and where they were found. */
    record Listed(List<Base> bases, List<Found> files) {}

    /**
     * A data file.
     *
     * @param base the number of the place that it was found in
     * @param directory its absolute normalized directory
     */
    record Found(Entry entry, int base, String directory, String name) implements Comparable<Found> {
        /** The absolute normalized path. */
        String absolute() {
            return Manifest.join(directory, name);
        }

        @Override
        public int compareTo(Found other) {
            return directory.equals(other.directory)
                    ? name.compareTo(other.name)
                    : absolute().compareTo(other.absolute());
        }
    }

    private final Storage storage;
    private final List<Base> bases = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();

    Listing(Storage storage) {
        this.storage = storage;
    }

    Listed files(List<String> locations) {
        requireSome(locations);
        for (String location : locations) {
            add(location);
        }
        return new Listed(List.copyOf(bases), isSorted() ? found : sorted());
    }

    /** Whether no file comes twice, and each in its place, as from one directory. */
    private boolean isSorted() {
        for (int i = 1; i < found.size(); i++) {
            if (found.get(i - 1).compareTo(found.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** A file that several locations name counts for the first of them. */
    private List<Found> sorted() {
        Found[] files = found.toArray(new Found[0]);
        Arrays.sort(files);
        List<Found> once = new ArrayList<>(files.length);
        for (Found file : files) {
            if (once.isEmpty() || once.get(once.size() - 1).compareTo(file) != 0) {
                once.add(file);
            }
        }
        return once;
    }

    /** Where the files of the locations are found, without a look at what is there but for the locations themselves. */
    List<Base> bases(List<String> locations) {
        requireSome(locations);
        for (String location : locations) {
            try {
                Path literal = literal(location);
                Optional<Entry> entry = literal == null ? Optional.empty() : storage.find(literal);
                if (entry.isPresent()) {
                    number(
                            entry.get().directory()
                                    ? base(entry.get().path())
                                    : baseOfFile(entry.get().path()));
                } else if (Glob.isGlob(location)) {
                    number(base(Glob.parse(location).base()));
                } else {
                    throw notFound(location, literal);
                }
            } catch (IOException e) {
                throw SourceErrors.notReadable(location, e);
            }
        }
        return List.copyOf(bases);
    }

    /** Holds off publications in the datasets of ours that the locations lie in; null if they lie in none. */
    static @Nullable Publication pause(List<String> locations) {
        List<Path> places = new ArrayList<>();
        for (String location : locations) {
            Path literal = literal(location);
            Path place = literal == null ? Glob.parse(location).base() : literal;
            if (Home.around(place).isPresent()) {
                places.add(place);
            }
        }
        return places.isEmpty() ? null : Publication.pause(places);
    }

    private static void requireSome(List<String> locations) {
        if (locations.isEmpty()) {
            throw new DatasetException(
                    ErrorCode.INVALID_ARGUMENT, "A dataset needs at least one file, directory or glob.");
        }
    }

    private void add(String location) {
        try {
            Path literal = literal(location);
            Optional<Entry> entry = literal == null ? Optional.empty() : storage.find(literal);
            if (entry.isPresent() && entry.get().directory()) {
                directory(location, entry.get());
            } else if (entry.isPresent()) {
                add(List.of(entry.get()), baseOfFile(entry.get().path()));
            } else if (Glob.isGlob(location)) {
                glob(location);
            } else {
                throw notFound(location, literal);
            }
        } catch (IOException e) {
            throw SourceErrors.notReadable(location, e);
        }
    }

    private static Base base(Path directory) {
        String absolute = SnapshotId.absolute(directory);
        return new Base(directory, absolute, Partitions.rootOf(directory.toAbsolutePath()));
    }

    private static Base baseOfFile(Path file) {
        Path parent = file.getParent();
        return base(parent == null ? file.getFileSystem().getPath("") : parent);
    }

    private int number(Base base) {
        for (int i = 0; i < bases.size(); i++) {
            if (bases.get(i).isSame(base)) {
                return i;
            }
        }
        bases.add(base);
        return bases.size() - 1;
    }

    /** Files of one directory mostly come together, and its absolute path is made once. */
    private void add(List<Entry> files, Base base) {
        int number = number(base);
        Path parent = null;
        String directory = "";
        for (Entry file : files) {
            Path in = file.path().getParent();
            if (directory.isEmpty() || !Objects.equals(in, parent)) {
                parent = in;
                directory = SnapshotId.absolute(
                        in == null ? file.path().getFileSystem().getPath("") : in);
            }
            found.add(new Found(file, number, directory, name(file)));
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

    private void directory(String location, Entry directory) throws IOException {
        Base base = base(directory.path());
        List<Walk.File> all = new Walk(storage).files(directory.path(), base.absolute());
        int number = number(base);
        int before = found.size();
        for (Walk.File file : all) {
            if (hasExtension(file.name())) {
                found.add(new Found(file.entry(), number, file.directory(), file.name()));
            }
        }
        if (found.size() == before) {
            for (Walk.File file : all) {
                if (file.name().indexOf('.') < 0) {
                    found.add(new Found(file.entry(), number, file.directory(), file.name()));
                }
            }
        }
        if (found.size() == before) {
            throw SourceErrors.of(
                    ErrorCode.EMPTY_DATASET,
                    location,
                    "No Parquet files in this directory: " + insteadOfParquet(all) + ".");
        }
    }

    private static String insteadOfParquet(List<Walk.File> files) {
        return files.isEmpty()
                ? "it is empty or holds only names that start with '_' or '.'"
                : "no name ends with " + String.join(" or ", EXTENSIONS) + " ("
                        + files.stream().map(Walk.File::name).sorted().limit(3).collect(Collectors.joining(", "))
                        + (files.size() > 3 ? ", .. " + (files.size() - 3) + " more)" : ")");
    }

    private static String name(Entry entry) {
        return String.valueOf(entry.path().getFileName());
    }

    private static boolean hasExtension(String name) {
        for (String extension : EXTENSIONS) {
            int from = name.length() - extension.length();
            if (name.regionMatches(true, from, extension, 0, extension.length())) {
                return true;
            }
        }
        return false;
    }

    /** Names that start with {@code _} or {@code .} are no data, except a partition directory such as {@code _day=1}. */
    static boolean hidden(String name, boolean directory) {
        return name.startsWith(".") || name.startsWith("_") && !(directory && name.indexOf('=') > 0);
    }

    private void glob(String location) throws IOException {
        Glob glob = Glob.parse(location);
        Base base = base(glob.base());
        List<Entry> files = new ArrayList<>();
        for (Entry entry : glob.expand(storage)) {
            if (entry.directory()) {
                for (Walk.File below : new Walk(storage).files(entry.path(), SnapshotId.absolute(entry.path()))) {
                    if (hasExtension(below.name())) {
                        files.add(below.entry());
                    }
                }
            } else {
                files.add(entry);
            }
        }
        if (files.isEmpty()) {
            throw SourceErrors.of(ErrorCode.EMPTY_DATASET, location, "No file matches this glob.");
        }
        add(files, base);
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
