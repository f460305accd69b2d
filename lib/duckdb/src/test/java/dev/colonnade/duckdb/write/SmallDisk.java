package dev.colonnade.duckdb.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own with little room. */
final class SmallDisk implements AutoCloseable {
    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /** Skips the test where the user may not mount, with the reason. */
    static SmallDisk mount(Path directory, int kibibytes) throws IOException {
        Files.createDirectories(directory);
        String failure =
                run(List.of("mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k", "tmpfs", directory.toString()));
        Assumptions.assumeTrue(
                failure.isEmpty(),
                () -> "No file system can be mounted here (" + failure
                        + "); CommitFaultTest has each call of the disk fail on any machine.");
        return new SmallDisk(directory);
    }

    Path root() {
        return root;
    }

    /** Leaves about so many bytes free. @return what takes the room */
    Path fill(long free) throws IOException {
        Path ballast = root.resolve("ballast");
        Files.deleteIfExists(ballast);
        long bytes = Files.getFileStore(root).getUsableSpace() - free;
        Files.write(ballast, new byte[(int) Math.max(0, bytes)]);
        return ballast;
    }

    void readOnly() throws IOException {
        remount("ro");
    }

    void writable() throws IOException {
        remount("rw");
    }

    private void remount(String how) throws IOException {
        String failure = run(List.of("mount", "-o", "remount," + how, root.toString()));
        if (!failure.isEmpty()) {
            throw new IOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        String failure = run(List.of("umount", root.toString()));
        if (!failure.isEmpty()) {
            throw new IOException(failure);
        }
    }

    /** What the program says if it fails. */
    private static String run(List<String> command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException noSuchProgram) {
            return String.valueOf(noSuchProgram.getMessage());
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            return process.waitFor() == 0 ? "" : "exit code " + process.exitValue() + ": " + said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
