package dev.colonnade.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power fails after each step of a commit. */
class PowerFailureTest {
    private static final Map<String, String> BEFORE = new TreeMap<>(Map.of("day=1/a", "A", "day=1/b", "B"));
    private static final Map<String, String> AFTER = new TreeMap<>(Map.of("day=1/b", "B", "day=2/c", "C"));

    @TempDir
    Path directory;

    @Test
    void aCommitIsThereWholeOrNotAtAll() throws IOException {
        Path root = Files.createDirectory(directory.resolve("dataset"));
        RecordingDisk disk = new RecordingDisk();
        Directory dataset = new Directory(root, disk);
        dataset.commit(BEFORE, List.of());
        int start = disk.steps();
        dataset.commit(Map.of("day=2/c", "C"), List.of("day=1/a"));
        int states = 0;
        for (int done = start; done <= disk.steps(); done++) {
            for (int kept = disk.sure(done); kept <= done; kept++) {
                states |= 1 << outcome(root, disk, kept, done);
            }
        }
        assertEquals(3, states, "both outcomes are seen");
        assertEquals(1, outcome(root, disk, disk.sure(disk.steps()), disk.steps()), "what was reported is durable");
    }

    private int outcome(Path root, RecordingDisk disk, int kept, int done) throws IOException {
        Path copy = Files.createTempDirectory(directory, "copy");
        disk.replay(root, copy, kept, done);
        try (Publication pause = Publication.pause(List.of(copy))) {
            Map<String, String> now = Directory.visible(copy);
            assertTrue(now.equals(BEFORE) || now.equals(AFTER), () -> kept + " of " + done + ": " + now);
            return now.equals(AFTER) ? 1 : 0;
        }
    }
}
