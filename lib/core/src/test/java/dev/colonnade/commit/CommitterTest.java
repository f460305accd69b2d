package dev.colonnade.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

class CommitterTest {
    /** On a disk. */
    @TempDir(factory = TempDirFactory.Standard.class)
    Path root;

    private Directory dataset;

    @BeforeEach
    void dataset() {
        dataset = new Directory(root, LocalDisk.INSTANCE);
    }

    @Test
    void versionsSayWhatHappened() {
        dataset.commit(Map.of("a", "A"), List.of());
        Snapshot second = dataset.commit(Map.of("x y/b%", "BB"), List.of("a"));
        assertEquals(Map.of("x y/b%", "BB"), Directory.visible(root));
        assertEquals(2, second.version());
        List<Snapshot> history = dataset.committer().look(SnapshotLog::all);
        assertEquals(second, history.get(1));
        assertEquals(List.of(new Snapshot.File("x y/b%", 2, 1)), history.get(1).added());
        assertEquals(List.of(new Snapshot.File("a", 1, 1)), history.get(1).removed());
        assertEquals("somebody", history.get(0).who());
        assertEquals("a test", history.get(0).what());
    }

    @Test
    void entriesKeepEveryCharacter() {
        String odd = "a b%\n\r\t\0\u007f\u0085\u2028\ud800 \ud83d\ude00é/=";
        Snapshot snapshot = new Snapshot(
                7,
                Instant.ofEpochMilli(1234),
                odd,
                "",
                List.of(new Snapshot.Key(odd, "timestamp[us, UTC]")),
                List.of(new Snapshot.File(odd, 1, 2)),
                List.of(),
                List.of(new Snapshot.Restored(3, odd, new Snapshot.File("b", 3, -1))),
                5);
        assertEquals(snapshot, Snapshot.decode(snapshot.encode()).orElseThrow());
    }

    @Test
    void aDamagedEntryIsNotBelieved() {
        byte[] bytes =
                new Snapshot(1, Instant.EPOCH, "me", "x", List.of(), List.of(), List.of(), List.of(), 0).encode();
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 1;
            assertTrue(Snapshot.decode(damaged).isEmpty(), "byte " + i);
            assertTrue(Snapshot.decode(java.util.Arrays.copyOf(bytes, i)).isEmpty(), "length " + i);
        }
    }

    @Test
    void earlierVersionsAreFound() {
        dataset.commit(Map.of("a", "A"), List.of());
        dataset.commit(Map.of("b", "B"), List.of());
        dataset.commit(Map.of("c", "C"), List.of("a"));
        dataset.rollback(2);
        dataset.commit(Map.of("d", "D"), List.of("a-r4"));
        dataset.rollback(1);
        dataset.rollback(5);
        assertEquals(List.of("A"), dataset.textsAsOf(1));
        assertEquals(List.of("A", "B"), dataset.textsAsOf(2));
        assertEquals(List.of("B", "C"), dataset.textsAsOf(3));
        assertEquals(List.of("A", "B"), dataset.textsAsOf(4));
        assertEquals(List.of("B", "D"), dataset.textsAsOf(5));
        assertEquals(List.of("A"), dataset.textsAsOf(6));
        assertEquals(List.of("B", "D"), dataset.textsAsOf(7));
    }

    @Test
    void vacuumKeepsWhatTheHorizonNeeds() {
        dataset.commit(Map.of("a", "A"), List.of());
        dataset.commit(Map.of("b", "B"), List.of("a"));
        Snapshot third = dataset.commit(Map.of("c", "C"), List.of("b"));
        assertEquals(new Vacuumed(0, 0, 0, 0), dataset.committer().vacuum(Instant.EPOCH));
        assertEquals(List.of("A"), dataset.textsAsOf(1));
        assertEquals(new Vacuumed(0, 2, 2, 2), dataset.committer().vacuumable(third.at()));
        assertEquals(List.of("A"), dataset.textsAsOf(1));
        assertEquals(new Vacuumed(0, 2, 2, 2), dataset.committer().vacuum(third.at()));
        assertEquals(new Vacuumed(0, 0, 0, 0), dataset.committer().vacuumable(third.at()));
        assertEquals(List.of("C"), dataset.textsAsOf(3));
        assertEquals(
                List.of(3L),
                dataset.committer().look(SnapshotLog::all).stream()
                        .map(Snapshot::version)
                        .toList());
        assertEquals(Map.of(), Directory.hidden(root));
    }

    @Test
    void foreignFilesAreLeftAlone() throws IOException {
        dataset.commit(Map.of("a", "A"), List.of());
        Path stage = Files.createDirectories(root.resolve("_colonnade/stage/0123456789abcdef/data"));
        Files.writeString(stage.resolve("x.staged"), "ours");
        Files.writeString(stage.resolve("notes.txt"), "theirs");
        Files.writeString(
                Files.createDirectories(root.resolve("_colonnade/stage/mine")).resolve("y.staged"), "theirs");
        Files.writeString(
                Files.createDirectories(root.resolve("_colonnade/retired/1")).resolve("z.txt"), "theirs");
        assertEquals(
                new Vacuumed(1, 0, 0, 0),
                dataset.committer().vacuumable(Instant.now().plusSeconds(1)));
        Vacuumed vacuumed = dataset.committer().vacuum(Instant.now().plusSeconds(1));
        assertEquals(new Vacuumed(1, 0, 0, 0), vacuumed);
        assertEquals(
                Map.of(
                        "_colonnade/retired/1/z.txt", "theirs",
                        "_colonnade/stage/0123456789abcdef/data/notes.txt", "theirs",
                        "_colonnade/stage/mine/y.staged", "theirs"),
                Directory.hidden(root));
    }

    @Test
    void aLiveStageIsNoOrphan() {
        Committer committer = dataset.committer();
        try (Stage stage = committer.stage()) {
            assertEquals(0, committer.vacuum(Instant.EPOCH).stages());
            assertTrue(Files.isDirectory(stage.data()));
        }
        assertEquals(Map.of(), Directory.hidden(root));
    }

    @Test
    void namesThatAreTakenAreRefused() throws IOException {
        dataset.commit(Map.of("a", "A"), List.of());
        DatasetException taken =
                assertThrows(DatasetException.class, () -> dataset.commit(Map.of("a", "B"), List.of()));
        assertEquals(ErrorCode.EXISTS, taken.code());
        assertEquals(
                "[" + root.resolve("a")
                        + "] This file exists already, so nothing was changed: choose another file name.",
                taken.getMessage());
        DatasetException gone =
                assertThrows(DatasetException.class, () -> dataset.commit(Map.of("c", "C"), List.of("b")));
        assertEquals(
                "[" + root.resolve("b") + "] This file is gone, so nothing was changed: refresh and write again.",
                gone.getMessage());
        assertEquals(Map.of("a", "A"), Directory.visible(root));
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        Path file = Files.writeString(root.resolve("f"), "");
        DatasetException refused = assertThrows(DatasetException.class, () -> Committer.at(file));
        assertEquals(ErrorCode.IO, refused.code());
        assertTrue(
                refused.getMessage().startsWith("[" + file + "] Nothing was changed, because writing failed: "),
                refused.getMessage());
    }

    @Test
    void aDamagedRedoRecordIsRefused() throws IOException {
        dataset.commit(Map.of("a", "A"), List.of());
        Path redo = Files.writeString(root.resolve("_colonnade/redo"), "colonnade-redo 1\n");
        DatasetException refused = assertThrows(DatasetException.class, () -> Publication.pause(List.of(root)));
        assertEquals(
                "[" + redo + "] The record of an unfinished commit is damaged or was written by a newer version of the"
                        + " library.",
                refused.getMessage());
    }

    @Test
    void anUnfinishedRecordDoesNotCount() throws IOException {
        dataset.commit(Map.of("a", "A"), List.of());
        Files.writeString(root.resolve("_colonnade/redo.unfinished"), "half");
        dataset.commit(Map.of("b", "B"), List.of());
        assertEquals(Map.of("a", "A", "b", "B"), Directory.visible(root));
    }
}
