package dev.colonnade.maintain;

import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.backend.ProgressListener;
import dev.colonnade.backend.WriteOrder;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.commit.Change;
import dev.colonnade.commit.Committer;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.commit.Stage;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.CommittedFiles;
import dev.colonnade.source.CurrentFiles;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.source.PartitionPath;
import dev.colonnade.source.PartitionRule;
import dev.colonnade.type.Field;
import dev.colonnade.write.DatasetHistory;
import dev.colonnade.write.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Partitions of spans of time that are still to come, each with one file that has the columns and no rows. */
final class AheadPartitions {
    private static final LocalDateTime ANY = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final Work work;
    private final FileSet dataset;
    private final Path root;
    private final List<Field> keys;
    private final PartitionTime time;
    private final String operation;
    private final Ledger ledger;

    AheadPartitions(Work work, FileSet dataset, Optional<TimeKey> key, String operation) {
        this.work = work;
        this.dataset = dataset;
        this.root = DatasetHistory.directoryOf(dataset);
        this.keys = dataset.partitionFields();
        this.time = PartitionTime.of(dataset, key);
        this.operation = operation;
        this.ledger = new Ledger(operation, dataset);
        if (key.isEmpty() && time.isGuessed(dataset)) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "One partition does not tell how much time each spans: say it with a TimeKey.");
        }
    }

    /** The directories of the spans after the one that {@code now} lies in, with all values of other keys, as far as they are not there. */
    List<String> missing(int count, Instant now) {
        Set<List<@Nullable Object>> others = others();
        Set<List<String>> there = new LinkedHashSet<>();
        dataset.files().forEach(file -> there.add(decoded(DatasetPartition.directory(root, file.path()))));
        List<String> missing = new ArrayList<>();
        LocalDateTime start = time.grain().start(LocalDateTime.ofInstant(now, ZoneOffset.UTC));
        for (int i = 0; i < count; i++) {
            start = time.grain().after(start);
            for (List<@Nullable Object> values : others) {
                String directory = directory(time.at(start, values));
                if (there.add(decoded(directory))) {
                    missing.add(directory);
                }
            }
        }
        return missing;
    }

    /** The values that other keys have, each with one time. */
    private Set<List<@Nullable Object>> others() {
        Set<List<@Nullable Object>> others = new LinkedHashSet<>();
        for (DataFile file : dataset.files()) {
            if (time.span(file.partitionValues()).isPresent()) {
                others.add(time.at(ANY, file.partitionValues()));
            }
        }
        return others;
    }

    private String directory(List<@Nullable Object> values) {
        List<@Nullable String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(KeyText.of(value)));
        return PartitionPath.of(keys, texts);
    }

    private static List<String> decoded(String directory) {
        return PartitionPath.decoded(Path.of(directory));
    }

    MaintenanceReport estimate(List<String> directories) {
        directories.forEach(ledger::touched);
        ledger.gave(Extent.ofBytes(directories.size(), 0));
        return ledger.dry();
    }

    MaintenanceReport run(List<String> directories) {
        if (!directories.isEmpty()) {
            Committer committer = Committer.at(root);
            try (Stage stage = committer.stage()) {
                List<Path> files = files(stage, directories.size());
                FileSet staged = CommittedFiles.staged(files);
                Snapshot version = committer.commit(stage, files, log -> change(stage, files, directories));
                CommittedFiles.leave(
                        root,
                        version.version(),
                        Optional.of(staged),
                        places(stage, files, directories, version),
                        List.of());
                ledger.version(version.version());
                version.added().forEach(file -> ledger.gave(Extent.ofBytes(1, file.bytes())));
                directories.forEach(ledger::touched);
            }
        }
        work.progress().progress(1);
        return ledger.done();
    }

    /** As many equal files without rows. */
    private List<Path> files(Stage stage, int count) {
        List<String> names = keys.stream().map(Field::name).toList();
        List<String> stored = dataset.schema().names().stream()
                .filter(name -> !names.contains(name))
                .toList();
        LogicalPlan none = new LogicalPlan.Empty(dataset.schema().select(stored), "partitions to come");
        WriteOrder order = new WriteOrder(
                stage.data(),
                stage.area(),
                List.of(),
                WriteOrder.Rows.UNORDERED,
                Stage.SUFFIX,
                ParquetFormat.defaults());
        List<WrittenFile> written = work.engine(ProgressListener.NONE).write(none, order);
        List<Path> files = new ArrayList<>(List.of(written.get(0).path()));
        try {
            for (int i = 1; i < count; i++) {
                files.add(Files.copy(files.get(0), stage.data().resolve("ahead" + i + Stage.SUFFIX)));
            }
        } catch (IOException e) {
            throw new DatasetException(
                    ErrorCode.IO,
                    "[" + root + "] Nothing was changed, because writing failed: " + e.getMessage() + ".",
                    e);
        }
        return files;
    }

    /** A partition that others have begun meanwhile is left to them. */
    private Change change(Stage stage, List<Path> files, List<String> directories) throws IOException {
        Set<List<String>> there = new LinkedHashSet<>();
        CurrentFiles.in(root).forEach(entry -> there.add(decoded(DatasetPartition.directory(root, entry.path()))));
        List<Change.Staged> added = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (!there.contains(decoded(directories.get(i)))) {
                String path = path(stage, directories.get(i));
                added.add(new Change.Staged(files.get(i), new Snapshot.File(path, Files.size(files.get(i)), 0)));
            }
        }
        List<Snapshot.Key> noted = PartitionRule.noted(keys, dataset.rules());
        return new Change(WriteOptions.defaults().who(), operation, noted, added, List.of(), List.of());
    }

    private static String path(Stage stage, String directory) {
        return directory + "/ahead-" + stage.id() + ".parquet";
    }

    /** Where the staged files are that were added. */
    private static Map<Path, String> places(Stage stage, List<Path> files, List<String> directories, Snapshot version) {
        Set<String> added = new HashSet<>();
        version.added().forEach(file -> added.add(file.path()));
        Map<Path, String> places = new HashMap<>();
        for (int i = 0; i < files.size(); i++) {
            String path = path(stage, directories.get(i));
            if (added.contains(path)) {
                places.put(files.get(i), path);
            }
        }
        return places;
    }
}
