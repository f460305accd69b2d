package dev.colonnade.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.commit.FaultyDisk.Fault;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Something goes wrong at each call of the disk in turn, in each kind of change. */
class CommitFaultTest {
    private static final Map<String, Consumer<Directory>> CHANGES = new TreeMap<>(Map.of(
            "append", dataset -> dataset.commit(Map.of("day=2/c", "C", "day=3/d", "D"), List.of()),
            "overwrite", dataset -> dataset.commit(Map.of("day=2/c", "C"), List.of("day=1/a", "day=1/b")),
            "removal", dataset -> dataset.commit(Map.of(), List.of("day=1/a")),
            "rollback", dataset -> dataset.rollback(1)));

    @TempDir
    Path directory;

    private static void fill(Path root) {
        Directory dataset = new Directory(root, UnsyncedDisk.INSTANCE);
        dataset.commit(Map.of("day=1/a", "A"), List.of());
        dataset.commit(Map.of("day=1/b", "B"), List.of());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theDatasetIsAsBeforeOrAsAfter(Fault fault) throws IOException {
        for (Map.Entry<String, Consumer<Directory>> change : CHANGES.entrySet()) {
            Path template = directory.resolve(change.getKey() + "-before");
            fill(template);
            Path reference = copy(template, directory.resolve(change.getKey()));
            FaultyDisk counting = new FaultyDisk(fault, Integer.MAX_VALUE);
            change.getValue().accept(new Directory(reference, counting));
            Map<String, String> after = Directory.visible(reference);
            assertTrue(counting.calls() > 30, "calls: " + counting.calls());
            int states = 0;
            for (int at = 1; at <= counting.calls(); at++) {
                Path root = copy(template, directory.resolve(change.getKey() + "-" + at));
                states |= tryAt(root, change.getValue(), new FaultyDisk(fault, at), after, change.getKey() + " " + at);
            }
            assertEquals(3, states, "both outcomes are seen");
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
        return to;
    }

    /** 1 if the state is that before, 2 if it is that after. */
    private static int tryAt(
            Path root, Consumer<Directory> change, FaultyDisk disk, Map<String, String> after, String where)
            throws IOException {
        Map<String, String> before = Directory.visible(root);
        assertNotEquals(before, after);
        DatasetException refusal = null;
        boolean died = false;
        try {
            change.accept(new Directory(root, disk));
        } catch (DatasetException e) {
            refusal = e;
        } catch (FaultyDisk.Died e) {
            died = true;
        }
        Map<String, String> atOnce = Directory.visible(root);
        boolean unsettled =
                refusal != null && String.valueOf(refusal.getMessage()).contains("was being recorded");
        if (refusal != null) {
            assertEquals(ErrorCode.IO, refusal.code(), where);
            assertTrue(String.valueOf(refusal.getMessage()).contains("the disk is full"), refusal.getMessage());
        }
        if (!died && !unsettled) {
            assertEquals(refusal == null ? after : before, atOnce, where);
        }
        return settled(root, before, after, where);
    }

    private static int settled(Path root, Map<String, String> before, Map<String, String> after, String where)
            throws IOException {
        try (Publication pause = Publication.pause(List.of(root))) {
            assertEquals(
                    List.of(new Snapshot.Key("day", "date")),
                    pause.heads().get(root).keys());
            Map<String, String> now = Directory.visible(root);
            assertTrue(now.equals(before) || now.equals(after), () -> where + ": " + now);
        }
        Map<String, String> now = Directory.visible(root);
        Directory dataset = new Directory(root, UnsyncedDisk.INSTANCE);
        dataset.commit(Map.of("day=9/z", "Z"), List.of());
        dataset.committer().vacuum(Instant.now().plusSeconds(10));
        assertEquals(Map.of(), Directory.hidden(root), where);
        assertEquals("Z", Files.readString(root.resolve("day=9/z")));
        assertEquals(now.size() + 1, Directory.visible(root).size(), where);
        return now.equals(before) ? 1 : 2;
    }
}
