package dev.colonnade.write;

import dev.colonnade.source.PartitionPath;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Tells the files of some partitions from others, however their writers spelled the directories. */
final class PartitionFilter {
    private final Path root;
    private final Set<List<String>> partitions = new HashSet<>();

    /** @param directories relative to the root */
    PartitionFilter(Path root, Set<String> directories) {
        this.root = root;
        directories.forEach(directory -> partitions.add(PartitionPath.decoded(Path.of(directory))));
    }

    boolean holds(Path file) {
        Path directory =
                Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        return partitions.contains(PartitionPath.decoded(root.relativize(directory)));
    }
}
