package dev.colonnade.write;

import dev.colonnade.source.DataFile;
import dev.colonnade.source.Storage.Entry;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A data file in one state. Files of equal states have the same bytes, as far as a file system tells. */
record FileState(Path path, long bytes, long modifiedNanos) {
    static Set<FileState> of(List<DataFile> files) {
        Set<FileState> states = new HashSet<>();
        for (DataFile file : files) {
            states.add(of(file));
        }
        return states;
    }

    static FileState of(DataFile file) {
        return new FileState(absolute(file.path()), file.sizeBytes(), file.modifiedNanos());
    }

    static Set<FileState> ofEntries(List<Entry> entries) {
        Set<FileState> states = new HashSet<>();
        for (Entry entry : entries) {
            states.add(new FileState(absolute(entry.path()), entry.sizeBytes(), entry.modifiedNanos()));
        }
        return states;
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
