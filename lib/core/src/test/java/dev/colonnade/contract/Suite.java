package dev.colonnade.contract;

import dev.colonnade.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every part of the contract starts with: a session on the backend, a writer of files, and a place for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class Suite {
    Path directory;
    Session session;
    Raw raw;

    /** The backend under test. */
    abstract Subject subject();

    @BeforeAll
    final void start(@TempDir Path temp) {
        directory = temp;
        raw = Raw.open();
        raw.execute("SET TimeZone = 'UTC'");
        session = subject().session().memoryLimit("200MB").open();
    }

    @AfterAll
    final void stop() {
        session.close();
        raw.close();
    }

    /** A directory that no other test uses. */
    final Path fresh(String name) {
        try {
            return Files.createTempDirectory(directory, name);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
