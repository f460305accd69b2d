package dev.colonnade.duckdb;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current {@link Instance} of a session. What an instance may read is fixed when it starts, so a query over a
 * directory that is new to the session starts another that reads all directories so far; queries that still run on the
 * old one finish there.
 */
final class Instances implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Instances.class);

    private final Limits limits;
    private final Path tempDirectory;
    private final boolean streams;
    private @Nullable Instance current;
    private boolean closed;

    Instances(Limits limits, Path tempDirectory, boolean streams) {
        this.limits = limits;
        this.tempDirectory = tempDirectory;
        this.streams = streams;
    }

    Limits limits() {
        return limits;
    }

    Path tempDirectory() {
        return tempDirectory;
    }

    /**
     * A lane of an instance that reads {@code directories}.
     *
     * @throws QueryException CLOSED after {@link #close()}
     * @throws ColonnadeException BACKEND_UNAVAILABLE if no instance starts
     */
    synchronized Lane borrow(Instance.RowOrder order, Set<Path> directories) {
        if (closed) {
            throw new QueryException(ErrorCode.CLOSED, "The session is closed: open another.");
        }
        try {
            return instance(directories).borrow(order);
        } catch (SQLException e) {
            throw EngineErrors.failure(e);
        }
    }

    /** The engine's version, such as {@code v2.0.0}. */
    String version() {
        Lane lane = borrow(Instance.RowOrder.FILES, Set.of());
        try {
            return lane.connection().getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw EngineErrors.failure(e);
        } finally {
            lane.release(false);
        }
    }

    private Instance instance(Set<Path> directories) {
        Instance now = current;
        if (now != null && now.reads(directories)) {
            return now;
        }
        Set<Path> union = new HashSet<>(directories);
        if (now != null) {
            union.addAll(now.directories());
        }
        Instance fresh = new Instance(limits, tempDirectory, streams, union, this::deleteTempDirectory);
        if (now != null) {
            now.retire();
        }
        current = fresh;
        return fresh;
    }

    @Override
    public void close() {
        Instance last;
        synchronized (this) {
            closed = true;
            last = current;
            current = null;
        }
        if (last != null) {
            last.retire();
        }
        deleteTempDirectory();
    }

    /** Removes the directory when the session is closed and the engine, which removes its spill files, has left it. */
    private synchronized void deleteTempDirectory() {
        if (closed) {
            try {
                Files.deleteIfExists(tempDirectory);
            } catch (DirectoryNotEmptyException e) {
                LOG.debug("A query still spills to {}; its end removes it.", tempDirectory);
            } catch (IOException e) {
                LOG.warn("The temp directory {} stays behind: {}.", tempDirectory, e.toString());
            }
        }
    }
}
