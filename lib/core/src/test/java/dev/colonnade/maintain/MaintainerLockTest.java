package dev.colonnade.maintain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintainerLockTest {
    @TempDir
    Path directory;

    @Test
    void oneInAProcessHasIt() {
        MaintainerLock first = MaintainerLock.tryOf(directory).orElseThrow();
        assertEquals(Optional.empty(), MaintainerLock.tryOf(directory));
        first.close();
        MaintainerLock.tryOf(directory).orElseThrow().close();
    }

    /** Another process has it until it is killed. */
    @Test
    void oneOfAllProcessesHasIt() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process other = new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MaintainerLockTest.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader answers =
                new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("true", answers.readLine());
            assertEquals(Optional.empty(), MaintainerLock.tryOf(directory));
        } finally {
            other.destroyForcibly();
            other.onExit().join();
        }
        Optional<MaintainerLock> mine = MaintainerLock.tryOf(directory);
        assertTrue(mine.isPresent());
        mine.get().close();
    }

    /** Takes the lock and waits for the end. */
    public static void main(String[] args) throws IOException {
        System.out.println(MaintainerLock.tryOf(Path.of(args[0])).isPresent());
        System.in.read();
    }
}
