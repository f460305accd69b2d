package dev.colonnade.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedFilesTest {
    @TempDir
    Path root;

    private String text(String file) throws IOException {
        Map<Path, Path> places = MovedFiles.of(List.of(root.resolve(file)), (path, place) -> Files.exists(place));
        assertEquals(Set.of(root.resolve(file)), places.keySet());
        return Files.readString(places.get(root.resolve(file)));
    }

    @Test
    void filesAreFollowedThroughRollbacks() throws IOException {
        Directory dataset = new Directory(root, LocalDisk.INSTANCE);
        dataset.commit(Map.of("day=1/a", "A", "b", "B"), List.of());
        dataset.commit(Map.of("c", "C"), List.of("day=1/a"));
        assertEquals("A", text("day=1/a"));
        dataset.rollback(1);
        assertEquals("A", text("day=1/a"));
        assertEquals("A", text("_colonnade/retired/2/day=1/a.old"));
        assertEquals("C", text("c"));
        dataset.rollback(2);
        assertEquals("A", text("day=1/a"));
        assertEquals("A", text("_colonnade/retired/2/day=1/a.old"));
        assertEquals("A", text("day=1/a-r3"));
        assertEquals("C", text("c"));
        dataset.rollback(1);
        assertEquals("A", text("day=1/a"));
        assertEquals(Map.of(), MovedFiles.of(List.of(root.resolve("b"), root.resolve("x/y")), (path, place) -> true));
    }

    @Test
    void aNameThatOthersUsedAgainHasTwoPlaces() throws IOException {
        Directory dataset = new Directory(root, LocalDisk.INSTANCE);
        dataset.commit(Map.of("a", "A"), List.of());
        dataset.commit(Map.of(), List.of("a"));
        Files.writeString(root.resolve("a"), "theirs");
        dataset.commit(Map.of(), List.of("a"));
        Path file = root.resolve("a");
        Path third = root.resolve("_colonnade/retired/3/a.old");
        assertEquals(Map.of(file, third), MovedFiles.of(List.of(file), (path, place) -> true));
        assertEquals(
                Map.of(file, root.resolve("_colonnade/retired/2/a.old")),
                MovedFiles.of(List.of(file), (path, place) -> !place.equals(third)));
        assertEquals(Map.of(), MovedFiles.of(List.of(file), (path, place) -> false));
    }

    @Test
    void filesOfNobodyAreNotLookedFor(@TempDir Path other) {
        assertEquals(Map.of(), MovedFiles.of(List.of(other.resolve("a"), Path.of("a")), (path, place) -> true));
    }
}
