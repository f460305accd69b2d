package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TempDirectoryTest {
    @Test
    void whatIsInsideGoesToo(@TempDir Path parent) throws IOException {
        TempDirectory directory = TempDirectory.in(parent.resolve("new"));
        Files.writeString(Files.createDirectory(directory.path().resolve("sub")).resolve("spilled"), "x");
        directory.delete();
        directory.delete();
        assertFalse(Files.exists(directory.path()));
    }

    @Test
    void aPlaceThatIsNoDirectoryIsNamed(@TempDir Path parent) throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "x");
        ColonnadeException failure = assertThrows(ColonnadeException.class, () -> TempDirectory.in(file));
        assertEquals(ErrorCode.IO, failure.code());
        assertEquals(
                "[" + file
                        + "] A directory for spilling cannot be made here (java.nio.file.FileAlreadyExistsException: "
                        + file + "): name another temp directory.",
                failure.getMessage());
    }

    /** The session is never closed, as the one that all callers share. */
    @Test
    void aJvmLeavesNothingBehind(@TempDir Path temp) throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Djava.io.tmpdir=" + temp,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Unclosed.class.getName()))
                .inheritIO()
                .start();
        assertEquals(0, jvm.waitFor());
        try (Stream<Path> left = Files.list(temp)) {
            assertEquals(
                    List.of(),
                    left.filter(p -> p.getFileName().toString().startsWith("colonnade-"))
                            .toList());
        }
    }

    /** Runs a query and ends. */
    static final class Unclosed {
        private Unclosed() {}

        public static void main(String[] arguments) {
            new TestEngine().table("SELECT 1 AS x");
        }
    }
}
