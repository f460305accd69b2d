package dev.colonnade.commit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A dataset whose files hold a text, changed by commits. */
final class Directory {
    private final Path root;
    private final Disk disk;

    Directory(Path root, Disk disk) {
        this.root = root.toAbsolutePath();
        this.disk = disk;
    }

    /** The visible files and their texts. */
    static Map<String, String> visible(Path root) {
        return texts(root, false);
    }

    /** The files of our own directory, without the log and the lock. */
    static Map<String, String> hidden(Path root) {
        return texts(root, true);
    }

    private static Map<String, String> texts(Path root, boolean own) {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = root.relativize(file).toString().replace('\\', '/');
                boolean counts = own
                        ? path.startsWith("_colonnade/stage/")
                                || path.startsWith("_colonnade/redo")
                                || path.startsWith("_colonnade/decided/")
                                || path.startsWith("_colonnade/retired/")
                        : !path.startsWith("_colonnade/");
                if (counts) {
                    texts.put(path, Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    Committer committer() {
        return Committer.at(root, disk);
    }

    /** Adds files of these texts, takes out those of these paths. */
    Snapshot commit(Map<String, String> added, List<String> removed) {
        Committer committer = committer();
        try (Stage stage = committer.stage()) {
            JointCommit.Part part = part(stage, added, removed);
            return committer.commit(stage, part.files(), part.attempt());
        }
    }

    /** The same as a part of a joint commit. */
    JointCommit.Part part(Stage stage, Map<String, String> added, List<String> removed) {
        List<Change.Staged> files = new ArrayList<>();
        added.forEach((path, text) -> files.add(
                new Change.Staged(put(stage, files.size(), text), new Snapshot.File(path, text.length(), 1))));
        List<Path> paths = files.stream().map(Change.Staged::file).toList();
        return new JointCommit.Part(committer(), stage, paths, log -> change(files, removed, List.of()));
    }

    /** What the engine does: it writes past the disk. */
    private Path put(Stage stage, int number, String text) {
        try {
            Path directory = Files.createDirectories(stage.data().resolve("part"));
            Path file = Files.writeString(directory.resolve(number + Stage.SUFFIX), text);
            if (disk instanceof RecordingDisk recording) {
                recording.engineWrote(file, text);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Back to what {@code version} was. */
    Snapshot rollback(long version) {
        Committer committer = committer();
        try (Stage stage = committer.stage()) {
            return committer.commit(stage, List.of(), log -> {
                List<Snapshot.Restored> restored = new ArrayList<>();
                List<String> gone = new ArrayList<>(visible(root).keySet());
                long next = log.head().orElseThrow().version() + 1;
                PastFiles.of(log.all(), visible(root).keySet(), version).files().forEach((path, place) -> {
                    PastFiles.Retired retired = place.retired();
                    if (retired == null) {
                        gone.remove(place.path());
                    } else {
                        restored.add(new Snapshot.Restored(
                                retired.by(), retired.path(), new Snapshot.File(path + "-r" + next, 1, 1)));
                    }
                });
                return change(List.of(), gone, restored);
            });
        }
    }

    /** The texts of a version, sorted. */
    List<String> textsAsOf(long version) {
        List<String> texts = new ArrayList<>();
        PastFiles.of(committer().look(SnapshotLog::all), visible(root).keySet(), version)
                .files()
                .values()
                .forEach(place -> {
                    try {
                        texts.add(Files.readString(root.resolve(place.path())));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        Collections.sort(texts);
        return texts;
    }

    private static Change change(List<Change.Staged> added, List<String> removed, List<Snapshot.Restored> restored) {
        return new Change(
                "somebody",
                "a test",
                List.of(new Snapshot.Key("day", "date")),
                added,
                removed.stream().map(path -> new Snapshot.File(path, 1, 1)).toList(),
                restored);
    }
}
