package dev.colonnade.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.commit.FaultyDisk.Fault;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commits of two datasets: something goes wrong at each call of the disk, and power fails after each of them. */
class JointCommitTest {
    private static final Map<String, String> BEFORE =
            Map.of("one/day=1/a", "A", "one/day=1/b", "B", "two/day=1/a", "A", "two/day=1/b", "B");
    private static final Map<String, String> AFTER =
            Map.of("one/day=1/b", "B", "one/day=2/c", "C", "two/day=1/a", "A", "two/day=1/b", "B", "two/day=2/c", "C");

    /** In which order they are opened afterwards. */
    private static final List<List<String>> ORDERS =
            List.of(List.of("one", "two"), List.of("two", "one"), List.of("both"));

    @TempDir
    Path temp;

    private static void fill(Path root, Disk disk) throws IOException {
        for (String name : List.of("one", "two")) {
            Files.createDirectories(root.resolve(name));
            new Directory(root.resolve(name), disk).commit(Map.of("day=1/a", "A", "day=1/b", "B"), List.of());
        }
    }

    /** Adds a file to both, and takes one out of the first. */
    private static List<Snapshot> change(Path root, Disk disk) {
        Directory one = new Directory(root.resolve("one"), disk);
        Directory two = new Directory(root.resolve("two"), disk);
        Map<String, String> added = Map.of("day=2/c", "C");
        try (Stage ofTwo = two.committer().stage();
                Stage ofOne = one.committer().stage()) {
            return JointCommit.commit(
                    List.of(two.part(ofTwo, added, List.of()), one.part(ofOne, added, List.of("day=1/a"))));
        }
    }

    private static Map<String, String> visible(Path root) {
        Map<String, String> all = new TreeMap<>();
        for (String name : List.of("one", "two")) {
            Directory.visible(root.resolve(name)).forEach((path, text) -> all.put(name + "/" + path, text));
        }
        return all;
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
        return to;
    }

    @Test
    void bothChange() throws IOException {
        fill(temp, UnsyncedDisk.INSTANCE);
        List<Snapshot> versions = change(temp, UnsyncedDisk.INSTANCE);
        assertEquals(List.of(2L, 2L), versions.stream().map(Snapshot::version).toList());
        assertEquals(0, versions.get(0).removed().size());
        assertEquals(1, versions.get(1).removed().size());
        assertEquals(AFTER, visible(temp));
        assertFalse(Files.exists(temp.resolve("one/_colonnade/redo")));
        assertFalse(Files.exists(temp.resolve("two/_colonnade/redo")));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void bothAreAsBeforeOrBothAsAfter(Fault fault) throws IOException {
        Path template = Files.createDirectory(temp.resolve("template"));
        fill(template, UnsyncedDisk.INSTANCE);
        FaultyDisk counting = new FaultyDisk(fault, Integer.MAX_VALUE);
        change(copy(template, temp.resolve("whole")), counting);
        int states = 0;
        for (int at = 1; at <= counting.calls(); at++) {
            List<String> order = ORDERS.get((at + fault.ordinal()) % ORDERS.size());
            Path root = copy(template, temp.resolve("at" + at));
            boolean told = tried(root, new FaultyDisk(fault, at), fault + " " + at);
            states |= settled(root, order, told, fault + " " + at + " " + order);
            if (at % 4 == 0) {
                requireClean(root, fault + " " + at);
            }
        }
        assertEquals(3, states, "both outcomes are seen");
    }

    /** Whether the change is known to have failed or succeeded, and is then so at once. */
    private static boolean tried(Path root, FaultyDisk disk, String where) {
        try {
            change(root, disk);
            assertEquals(AFTER, visible(root), where);
            return true;
        } catch (FaultyDisk.Died e) {
            return false;
        } catch (DatasetException e) {
            assertEquals(ErrorCode.IO, e.code(), where);
            if (String.valueOf(e.getMessage()).contains("was being recorded")) {
                return false;
            }
            assertEquals(BEFORE, visible(root), where);
            return true;
        }
    }

    /** Opens the datasets in that order: 1 if they are as before, 2 if they are as after. */
    private static int settled(Path root, List<String> order, boolean told, String where) throws IOException {
        Map<String, String> atOnce = visible(root);
        if (order.equals(List.of("both"))) {
            try (Publication both = Publication.pause(List.of(root.resolve("two"), root.resolve("one")))) {
                requireOne(visible(root), where);
            }
        } else {
            for (String name : order) {
                Publication.pause(List.of(root.resolve(name))).close();
            }
        }
        Map<String, String> now = requireOne(visible(root), where);
        if (told) {
            assertEquals(atOnce, now, where);
        }
        return now.equals(BEFORE) ? 1 : 2;
    }

    /** A later commit and a clean-up leave nothing behind. */
    private static void requireClean(Path root, String where) {
        for (String name : List.of("one", "two")) {
            Directory dataset = new Directory(root.resolve(name), UnsyncedDisk.INSTANCE);
            dataset.commit(Map.of("day=9/z", "Z"), List.of());
            dataset.committer().vacuum(Instant.now().plusSeconds(10));
        }
        for (String name : List.of("one", "two")) {
            assertEquals(Map.of(), Directory.hidden(root.resolve(name)), where);
        }
    }

    private static Map<String, String> requireOne(Map<String, String> now, String where) {
        assertTrue(now.equals(BEFORE) || now.equals(AFTER), () -> where + ": " + now);
        return now;
    }

    @Test
    void bothSurviveAPowerFailureOrNone() throws IOException {
        Path root = Files.createDirectory(temp.resolve("power"));
        RecordingDisk disk = new RecordingDisk();
        fill(root, disk);
        int start = disk.steps();
        change(root, disk);
        int states = 0;
        for (int done = start; done <= disk.steps(); done++) {
            int sure = disk.sure(done);
            for (int kept : new TreeSet<>(List.of(sure, (sure + done) / 2, done))) {
                states |= outcome(root, disk, kept, done);
            }
        }
        assertEquals(3, states, "both outcomes are seen");
        assertEquals(2, outcome(root, disk, disk.sure(disk.steps()), disk.steps()), "what was reported is durable");
    }

    private int outcome(Path root, RecordingDisk disk, int kept, int done) throws IOException {
        Path copy = Files.createTempDirectory(temp, "copy");
        disk.replay(root, copy, kept, done);
        List<String> order = done % 2 == 0 ? List.of("one", "two") : List.of("two", "one");
        return settled(copy, order, false, kept + " of " + done);
    }

    @Test
    void aDecisionThatCannotBeFoundIsAskedFor() throws IOException {
        Path template = Files.createDirectory(temp.resolve("template"));
        fill(template, UnsyncedDisk.INSTANCE);
        Path root = temp.resolve("dead");
        for (int at = 1; !Files.exists(root.resolve("two/_colonnade/redo")); at++) {
            root = copy(template, temp.resolve("dead" + at));
            FaultyDisk disk = new FaultyDisk(Fault.DIES, at);
            Path here = root;
            assertThrows(FaultyDisk.Died.class, () -> change(here, disk));
        }
        Path two = root.resolve("two");
        Path away = root.resolve("away");
        Files.move(root.resolve("one"), away);
        DatasetException refused = assertThrows(DatasetException.class, () -> Publication.pause(List.of(two)));
        assertEquals(
                "[" + two + "] A commit of this dataset together with [" + root.resolve("one")
                        + "] was cut off, and what was decided is not found there: put that dataset back, or give the"
                        + " commit up by deleting '" + two.resolve("_colonnade/redo") + "'.",
                refused.getMessage());
        Files.move(away, root.resolve("one"));
        Publication.pause(List.of(two)).close();
        Publication.pause(List.of(root.resolve("one"))).close();
        assertEquals(BEFORE, visible(root));
    }

    /** A writer died when the change was decided and neither dataset had it. */
    private Path decided() throws IOException {
        Path template = Files.createDirectory(temp.resolve("template"));
        fill(template, UnsyncedDisk.INSTANCE);
        Path root = template;
        for (int at = 1; decisions(root).isEmpty(); at++) {
            root = copy(template, temp.resolve("dead" + at));
            FaultyDisk disk = new FaultyDisk(Fault.DIES, at);
            Path here = root;
            assertThrows(FaultyDisk.Died.class, () -> change(here, disk));
        }
        return root;
    }

    private static List<String> decisions(Path root) throws IOException {
        Path decided = root.resolve("one/_colonnade/decided");
        if (!Files.exists(decided)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(decided)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".unfinished"))
                    .toList();
        }
    }

    @Test
    void aDecisionWaitsForADatasetThatIsAway() throws IOException {
        Path root = decided();
        Path away = root.resolve("away");
        Files.move(root.resolve("two"), away);
        Committer one = Committer.at(root.resolve("one"));
        one.vacuum(Instant.now().minusSeconds(1_000));
        assertEquals(1, decisions(root).size());
        Files.move(away, root.resolve("two"));
        Publication.pause(List.of(root.resolve("two"))).close();
        assertEquals(AFTER, visible(root));
        assertEquals(List.of(), decisions(root));
    }

    @Test
    void aDecisionGoesWithADatasetThatIsGoneForLong() throws IOException {
        Path root = decided();
        try (Stream<Path> all = Files.walk(root.resolve("two"))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        Committer one = Committer.at(root.resolve("one"));
        one.vacuum(Instant.now().minusSeconds(1_000));
        assertEquals(1, decisions(root).size());
        one.vacuum(Instant.now().plusSeconds(10));
        assertEquals(Map.of(), Directory.hidden(root.resolve("one")));
        assertEquals(Map.of("day=1/b", "B", "day=2/c", "C"), Directory.visible(root.resolve("one")));
    }

    @Test
    void aDatasetChangesOnce() throws IOException {
        fill(temp, UnsyncedDisk.INSTANCE);
        Directory one = new Directory(temp.resolve("one"), UnsyncedDisk.INSTANCE);
        Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("one"));
        Directory same = new Directory(link, UnsyncedDisk.INSTANCE);
        try (Stage first = one.committer().stage();
                Stage second = same.committer().stage()) {
            DatasetException refused = assertThrows(
                    DatasetException.class,
                    () -> JointCommit.commit(List.of(
                            one.part(first, Map.of("x", "X"), List.of()),
                            same.part(second, Map.of("y", "Y"), List.of()))));
            assertEquals(
                    "[" + temp.resolve("one") + "] A joint commit changes each dataset once.", refused.getMessage());
        }
    }
}
