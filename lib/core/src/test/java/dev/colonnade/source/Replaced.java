package dev.colonnade.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that get another content, thousands of times over. */
final class Replaced {
    private Replaced() {}

    /** Makes another file in its place: to cut a file that is mapped takes as long as it has mappings. */
    static void with(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        Files.write(file, content);
    }
}
