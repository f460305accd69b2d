package dev.colonnade.commit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The directory of a dataset that our writers keep, and what lies in its {@code _colonnade}:
 *
 * <pre>
 * lock                     where readers and writers of all processes meet
 * readers                  locked by those who read a version; always empty
 * redo                     the change that is being published; usually absent
 * decided/ID               a change of several datasets that is being published; usually absent
 * log/00000000000000000007 what version 7 changed
 * stage/ID/                files of a writer that has not committed yet, and its lock
 * retired/7/day=1/a.parquet.old   what version 7 took out of the dataset
 * maintainer               locked by the process that maintains the dataset by itself
 * manifest/                what opens and commits know of the files; nobody depends on it
 * </pre>
 *
 * No name below it ends like that of a Parquet file, so that no glob of a foreign reader finds one.
 *
 * @param root absolute and normalized
 */
public record Home(Path root) {
    /** The name of the directory with everything that is no data. */
    public static final String NAME = "_colonnade";

    static final String RETIRED_SUFFIX = ".old";

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** The innermost home that {@code place} lies in: the place itself or a directory above it, existing or not. */
    public static Optional<Home> around(Path place) {
        Path directory = place.toAbsolutePath().normalize();
        while (directory != null) {
            if (Files.exists(directory.resolve(NAME).resolve("lock"))) {
                return Optional.of(new Home(directory));
            }
            directory = directory.getParent();
        }
        return Optional.empty();
    }

    Path own() {
        return root.resolve(NAME);
    }

    Path lock() {
        return own().resolve("lock");
    }

    Path readers() {
        return own().resolve("readers");
    }

    /** What the process that maintains the dataset by itself locks. */
    public Path maintainer() {
        return own().resolve("maintainer");
    }

    Path redo() {
        return own().resolve("redo");
    }

    /** A redo record before it counts. */
    Path unfinishedRedo() {
        return own().resolve("redo.unfinished");
    }

    Path decisions() {
        return own().resolve("decided");
    }

    Path log() {
        return own().resolve("log");
    }

    Path stages() {
        return own().resolve("stage");
    }

    Path retired() {
        return own().resolve("retired");
    }

    /** Where a file lies that was brought back, before it was. */
    public Path retired(Snapshot.Restored file) {
        return resolve(retired(file.removedBy(), file.was()));
    }

    /** Where the file of that relative path lies after version {@code by} has taken it out, relative to the root. */
    static String retired(long by, String path) {
        return NAME + "/retired/" + by + "/" + path + RETIRED_SUFFIX;
    }

    /** The version that has taken out the file that lies there now. */
    OptionalLong retiredBy(Path file) {
        Path retired = retired();
        if (!file.startsWith(retired) || file.getNameCount() == retired.getNameCount()) {
            return OptionalLong.empty();
        }
        String version = file.getName(retired.getNameCount()).toString();
        return version.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(version)) : OptionalLong.empty();
    }

    /** A path of a record, whose parts are joined by slashes. */
    Path resolve(String relative) {
        return root.resolve(relative);
    }

    /** The path of a file below the root as records have it. */
    public String relative(Path file) {
        return root.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }
}
