package dev.colonnade.duckdb;

import dev.colonnade.backend.EngineLimits;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The current {@link Instance} of a session for each use, started when it is first needed. What an instance may
 * read is fixed when it starts, so a query over a directory that is new to the session starts another that reads all
 * directories so far; queries that still run on the old one finish there.
 */
final class Instances implements AutoCloseable {
    private final EngineLimits limits;
    private final TempDirectory tempDirectory;
    private final boolean streams;
    private final Map<Instance.Use, Instance> current = new EnumMap<>(Instance.Use.class);
    private @Nullable Waiting waiting;
    private int live;
    private boolean closed;

    /** An instance apart that nobody uses. */
    private record Waiting(Instance instance, List<String> settings) {}

    Instances(EngineLimits limits, TempDirectory tempDirectory, boolean streams) {
        this.limits = limits;
        this.tempDirectory = tempDirectory;
        this.streams = streams;
    }

    EngineLimits limits() {
        return limits;
    }

    Path tempDirectory() {
        return tempDirectory.path();
    }

    /** A lane for a query that reads no files of a snapshot. */
    Lane borrow(Instance.RowOrder order, Set<Path> directories) {
        return borrow(order, directories, Reading.NOTHING);
    }

    /**
     * A lane of an instance that reads {@code directories}, for a query.
     *
     * @throws QueryException CLOSED after {@link #close()}
     * @throws ColonnadeException BACKEND_UNAVAILABLE if no instance starts
     */
    synchronized Lane borrow(Instance.RowOrder order, Set<Path> directories, Reading reading) {
        if (closed) {
            throw new QueryException(ErrorCode.CLOSED, "The session is closed: open another.");
        }
        try {
            return instance(directories, reading.use()).borrow(order, reading);
        } catch (SQLException e) {
            throw EngineErrors.failure(e);
        }
    }

    /** An instance apart that reads and writes {@code directories}, to be retired or {@linkplain #keep kept} by the caller. */
    synchronized Instance startOrTake(Set<Path> directories, List<String> settings) {
        if (closed) {
            throw new QueryException(ErrorCode.CLOSED, "The session is closed: open another.");
        }
        Waiting known = waiting;
        if (known != null
                && known.settings().equals(settings)
                && known.instance().reads(directories)) {
            waiting = null;
            return known.instance();
        }
        Instance apart = new Instance(
                limits,
                Instance.Use.EVERYTHING,
                tempDirectory.path(),
                false,
                directories,
                settings,
                this::instanceClosed);
        live++;
        return apart;
    }

    /** Takes an instance apart back that may serve again; one at a time waits. */
    void keep(Instance instance, List<String> settings) {
        Instance surplus;
        synchronized (this) {
            Waiting before = waiting;
            surplus = closed ? instance : before == null ? null : before.instance();
            waiting = closed ? null : new Waiting(instance, settings);
        }
        if (surplus != null) {
            surplus.retire();
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

    private Instance instance(Set<Path> directories, Instance.Use use) {
        Instance now = current.get(use);
        if (now != null && now.reads(directories)) {
            return now;
        }
        Set<Path> union = new HashSet<>(directories);
        if (now != null) {
            union.addAll(now.directories());
        }
        Instance fresh =
                new Instance(limits, use, tempDirectory.path(), streams, union, List.of(), this::instanceClosed);
        live++;
        if (now != null) {
            now.retire();
        }
        current.put(use, fresh);
        return fresh;
    }

    @Override
    public void close() {
        List<Instance> last;
        synchronized (this) {
            closed = true;
            last = new ArrayList<>(current.values());
            current.clear();
            if (waiting != null) {
                last.add(waiting.instance());
                waiting = null;
            }
        }
        last.forEach(Instance::retire);
        deleteIfUnused();
    }

    private void instanceClosed() {
        synchronized (this) {
            live--;
        }
        deleteIfUnused();
    }

    /** Removes the temp directory when the session is closed and no query runs any more. */
    private synchronized void deleteIfUnused() {
        if (closed && live == 0) {
            tempDirectory.delete();
        }
    }
}
