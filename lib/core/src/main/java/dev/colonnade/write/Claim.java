package dev.colonnade.write;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.CurrentFiles;
import dev.colonnade.source.Storage.Entry;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files that a write takes out of its dataset, and what has to be as it was when the write was planned. */
sealed interface Claim {
    /**
     * The files to take out, as they are now; empty if what the write depends on has changed.
     *
     * @param root the dataset's directory
     * @param partitions the relative directories that get new files
     * @throws dev.colonnade.error.DatasetException EXISTS if there may be no file
     */
    Optional<List<Entry>> settle(Path root, Set<String> partitions);

    /** This claim on what is there now. */
    default Claim renewed(Path root) {
        return this;
    }

    /** Whether files of the dataset stay, whose partition keys new files have to share. */
    default boolean joinsOthers() {
        return true;
    }

    /** Whether it is on no file, of a write that need not make a version. */
    default boolean takesNothing() {
        return false;
    }

    /** Nothing is there. */
    record Vacancy() implements Claim {
        @Override
        public Optional<List<Entry>> settle(Path root, Set<String> partitions) {
            requireNothing(root, CurrentFiles.in(root).size());
            return Optional.of(List.of());
        }

        @Override
        public boolean joinsOthers() {
            return false;
        }

        static void requireNothing(Path root, int files) {
            if (files > 0) {
                throw WriteErrors.of(
                        ErrorCode.EXISTS,
                        root,
                        "This directory holds a dataset of " + files + (files == 1 ? " file" : " files")
                                + " already: append to it, overwrite it, or write somewhere else.");
            }
        }
    }

    /** Nothing is taken out, and nothing has to stay as it is. */
    record Addition() implements Claim {
        @Override
        public Optional<List<Entry>> settle(Path root, Set<String> partitions) {
            return Optional.of(List.of());
        }
    }

    /** All files. @param seen what they were */
    record Everything(Set<FileState> seen) implements Claim {
        @Override
        public Optional<List<Entry>> settle(Path root, Set<String> partitions) {
            return ifSame(CurrentFiles.in(root), seen);
        }

        @Override
        public Claim renewed(Path root) {
            return new Everything(FileState.ofEntries(CurrentFiles.in(root)));
        }

        @Override
        public boolean joinsOthers() {
            return false;
        }
    }

    /** The files in partitions with new rows. @param seen what all files were */
    record Partitions(Set<FileState> seen) implements Claim {
        @Override
        public Optional<List<Entry>> settle(Path root, Set<String> partitions) {
            PartitionFilter filter = new PartitionFilter(root, partitions);
            Set<FileState> expected = new HashSet<>(seen);
            expected.removeIf(state -> !filter.holds(state.path()));
            List<Entry> now = CurrentFiles.in(root).stream()
                    .filter(entry -> filter.holds(entry.path()))
                    .toList();
            return ifSame(now, expected);
        }

        @Override
        public Claim renewed(Path root) {
            return new Partitions(FileState.ofEntries(CurrentFiles.in(root)));
        }
    }

    /** Some files, whatever becomes of others. */
    record Some(Set<FileState> replaced) implements Claim {
        @Override
        public Optional<List<Entry>> settle(Path root, Set<String> partitions) {
            List<Path> paths = replaced.stream().map(FileState::path).sorted().toList();
            return ifSame(CurrentFiles.among(paths), replaced);
        }

        @Override
        public boolean takesNothing() {
            return replaced.isEmpty();
        }
    }

    /** Some files of a dataset of which all files have to be as they were. */
    record SomeOfAll(Set<FileState> replaced, Set<FileState> seen) implements Claim {
        @Override
        public Optional<List<Entry>> settle(Path root, Set<String> partitions) {
            return ifSame(CurrentFiles.in(root), seen).map(now -> now.stream()
                    .filter(entry -> replaced.containsAll(FileState.ofEntries(List.of(entry))))
                    .toList());
        }

        @Override
        public boolean joinsOthers() {
            return replaced.size() < seen.size();
        }

        @Override
        public boolean takesNothing() {
            return replaced.isEmpty();
        }
    }

    private static Optional<List<Entry>> ifSame(List<Entry> now, Set<FileState> expected) {
        return FileState.ofEntries(now).equals(expected) ? Optional.of(now) : Optional.empty();
    }
}
