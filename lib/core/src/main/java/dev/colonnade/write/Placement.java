package dev.colonnade.write;

import dev.colonnade.backend.WrittenFile;
import dev.colonnade.commit.Change;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.source.KeyMarks;
import dev.colonnade.source.PartitionPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the files of a stage go.
 *
 * @param files in the order in which the engine has numbered them, which is that of their new paths within a partition
 * @param directories the partitions that get files, relative to the dataset's directory; one empty path without keys
 */
record Placement(List<Change.Staged> files, Set<String> directories) {
    Placement {
        files = List.copyOf(files);
        directories = Collections.unmodifiableSet(new TreeSet<>(directories));
    }

    /** @throws dev.colonnade.error.DatasetException PARTITION_VALUE if a value cannot be a directory name */
    static Placement of(List<WrittenFile> written, Keys keys, WriteOptions options, String id) {
        List<WrittenFile> ordered = new ArrayList<>(written);
        ordered.sort(Comparator.comparing(
                        (WrittenFile file) -> String.valueOf(file.path().getParent()))
                .thenComparing(file -> file.path().toString().length())
                .thenComparing(file -> file.path().toString()));
        List<Change.Staged> files = new ArrayList<>();
        Set<String> directories = new TreeSet<>();
        for (WrittenFile file : ordered) {
            String directory = PartitionPath.of(keys.fields(), file.keys());
            directories.add(directory);
            String stem = options.fileName().replace("{id}", id).replace("{n}", String.format("%05d", files.size()));
            String name = KeyMarks.name(keys.marks(), directory, stem);
            String path = directory.isEmpty() ? name : directory + "/" + name;
            files.add(new Change.Staged(file.path(), new Snapshot.File(path, size(file), file.rows())));
        }
        return new Placement(files, directories);
    }

    private static long size(WrittenFile file) {
        try {
            return Files.size(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
