package dev.colonnade.stats;

import dev.colonnade.batch.Table;
import dev.colonnade.source.CurrentFiles;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.Storage.Entry;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a snapshot has missed: its files against those that its locations hold now, by path, size and time of change.
 *
 * @param snapshot the id of the snapshot
 * @param unchanged how many files are as they were
 * @param changed files of another size or time of change
 * @param appeared files that the snapshot does not have
 * @param vanished files that are no longer there
 */
public record Staleness(String snapshot, long unchanged, List<Path> changed, List<Path> appeared, List<Path> vanished)
        implements Report {
    private static final Schema FILES =
            Schema.of(Field.required("what", DataType.STRING), Field.required("file", DataType.STRING));

    public Staleness {
        changed = List.copyOf(changed);
        appeared = List.copyOf(appeared);
        vanished = List.copyOf(vanished);
    }

    /** Lists the locations; reads no footer. @throws dev.colonnade.error.DatasetException NOT_READABLE */
    public static Staleness of(FileSet files) {
        Map<Path, DataFile> known = new LinkedHashMap<>();
        files.files().forEach(file -> known.put(file.path().toAbsolutePath(), file));
        List<Path> changed = new ArrayList<>();
        List<Path> appeared = new ArrayList<>();
        long unchanged = 0;
        for (Entry entry : CurrentFiles.of(files)) {
            DataFile file = known.remove(entry.path().toAbsolutePath());
            if (file == null) {
                appeared.add(entry.path());
            } else if (file.sizeBytes() == entry.sizeBytes() && file.modifiedNanos() == entry.modifiedNanos()) {
                unchanged++;
            } else {
                changed.add(entry.path());
            }
        }
        List<Path> vanished = known.values().stream().map(DataFile::path).toList();
        return new Staleness(files.id(), unchanged, changed, appeared, vanished);
    }

    /** Whether opening the locations now would give other files. */
    public boolean isStale() {
        return !changed.isEmpty() || !appeared.isEmpty() || !vanished.isEmpty();
    }

    @Override
    public Content content() {
        List<List<Object>> rows = new ArrayList<>();
        changed.forEach(file -> rows.add(List.of("changed", file.toString())));
        appeared.forEach(file -> rows.add(List.of("appeared", file.toString())));
        vanished.forEach(file -> rows.add(List.of("vanished", file.toString())));
        return new Content("Staleness")
                .text("snapshot", snapshot)
                .flag("stale", isStale())
                .count("unchanged", unchanged)
                .count("changed", changed.size())
                .count("appeared", appeared.size())
                .count("vanished", vanished.size())
                .table("differences", Table.ofRows(FILES, rows));
    }

    @Override
    public String toString() {
        return toText();
    }
}
