package dev.colonnade.duckdb;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory that only this user can read, for what one engine spills. It goes when it is deleted, or when the JVM
 * ends: a session that nobody closes leaves nothing behind.
 */
final class TempDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(TempDirectory.class);
    private static final Set<TempDirectory> LEFT = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LEFT.forEach(TempDirectory::delete), "colonnade-spill"));
    }

    private final Path path;

    private TempDirectory(Path path) {
        this.path = path;
    }

    /** A new directory in {@code parent}, which is made if it does not exist. */
    static TempDirectory in(Path parent) {
        try {
            Files.createDirectories(parent);
            TempDirectory directory = new TempDirectory(
                    Files.createTempDirectory(parent, "colonnade-").toAbsolutePath());
            LEFT.add(directory);
            return directory;
        } catch (IOException e) {
            throw new ColonnadeException(
                    ErrorCode.IO,
                    "[" + parent + "] A directory for spilling cannot be made here (" + e
                            + "): name another temp directory.",
                    e);
        }
    }

    Path path() {
        return path;
    }

    /** Removes the directory and what is in it. Idempotent. */
    void delete() {
        if (LEFT.remove(this)) {
            try (Stream<Path> tree = Files.walk(path)) {
                List<Path> inner = tree.sorted(Comparator.reverseOrder()).toList();
                for (Path each : inner) {
                    Files.deleteIfExists(each);
                }
            } catch (IOException e) {
                LOG.warn("The temp directory {} stays behind: {}.", path, e.toString());
            }
        }
    }
}
