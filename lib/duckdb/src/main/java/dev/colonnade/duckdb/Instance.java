package dev.colonnade.duckdb;

import dev.colonnade.backend.EngineLimits;
import dev.colonnade.duckdb.sql.Quoting;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.DataFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * One in-memory database with locked settings. One that runs texts of users may read some directories and nothing else of the file system.
 * Queries borrow a {@link Lane} each; idle lanes wait for the next query. The database is closed when it is retired
 * and its last lane has come back.
 */
final class Instance {
    /** How many idle lanes of each kind are kept. */
    private static final int IDLE_LANES = 4;

    /** How many bytes a query reads at most without fetching them ahead. */
    static final long FETCHED_AT_ONCE = 64L << 20;

    /** What an instance is for. */
    enum Use {
        /**
         * The library's own text over a few small files. It has the caller's thread alone, since nobody need be woken, and
         * reads every path: to compare one with the directories allowed costs more than to open it.
         */
        SHORT_READS,
        /** Any text, the user's too: it has as many threads as the engine's limits say, and threads that fetch. */
        EVERYTHING
    }

    /** How rows of files arrive where no operator orders them. */
    enum RowOrder {
        /** In file order. */
        FILES,
        /** In any order, which is faster. */
        ANY
    }

    /** Where footers come from. */
    enum Footers {
        /** From the files. */
        READ,
        /** From the engine's memory, if a query has left them there. */
        KEPT
    }

    /** How bytes of files are fetched. */
    enum Fetching {
        /** Ahead of their use, by threads for that: faster from a disk. */
        AHEAD,
        /** When they are needed: faster from memory, and for small amounts. */
        AT_ONCE
    }

    /** What a query expects of its lane. */
    record Kind(RowOrder order, Footers footers, Fetching fetching) {
        private static final List<Kind> ALL = Stream.of(RowOrder.values())
                .flatMap(order -> Stream.of(Footers.values())
                        .flatMap(footers -> Stream.of(Fetching.values()).map(f -> new Kind(order, footers, f))))
                .toList();

        /** Settings of a connection for such lanes. */
        private List<String> settings() {
            return List.of(
                    "SET SESSION preserve_insertion_order = " + (order == RowOrder.FILES),
                    "SET SESSION parquet_metadata_cache = " + (footers == Footers.KEPT),
                    "SET SESSION disable_parquet_prefetching = " + (fetching == Fetching.AT_ONCE));
        }
    }

    private final Use use;
    private final Set<Path> directories;
    private final Runnable whenClosed;
    private final KeptFooters keptFooters = new KeptFooters();
    private final DuckDBConnection main;
    private final Map<Kind, DuckDBConnection> templates = new HashMap<>();
    private final Map<Kind, Deque<Lane>> idle = new HashMap<>();
    private int lent;
    private boolean retired;

    /**
     * @param settings statements for the whole instance
     * @throws ColonnadeException BACKEND_UNAVAILABLE if the engine does not start with these settings
     */
    Instance(
            EngineLimits limits,
            Use use,
            Path tempDirectory,
            boolean streams,
            Set<Path> directories,
            List<String> settings,
            Runnable whenClosed) {
        this.use = use;
        this.directories = Set.copyOf(directories);
        this.whenClosed = whenClosed;
        try {
            main = DuckDBConnection.newConnection("jdbc:duckdb:", false, settings(limits, use, tempDirectory, streams));
        } catch (Exception e) {
            throw unavailable(e);
        }
        try {
            run(main, sessionSettings(streams));
            for (Kind kind : Kind.ALL) {
                DuckDBConnection template = main.duplicate();
                templates.put(kind, template);
                run(template, kind.settings());
                idle.put(kind, new ArrayDeque<>());
            }
            run(main, settings);
            if (use == Use.EVERYTHING) {
                run(main, walls());
            }
            run(main, List.of("SET lock_configuration = true"));
        } catch (Exception e) {
            closeTemplates();
            throw unavailable(e);
        }
    }

    private static ColonnadeException unavailable(Exception e) {
        return new ColonnadeException(
                ErrorCode.BACKEND_UNAVAILABLE, "DuckDB does not start: " + EngineErrors.firstLine(e) + ".", e);
    }

    /** The directories whose files, at any depth, texts of users can read. */
    Set<Path> directories() {
        return directories;
    }

    boolean reads(Set<Path> wanted) {
        return use == Use.SHORT_READS
                || wanted.stream().allMatch(path -> directories.stream().anyMatch(path::startsWith));
    }

    /** A lane for one query, to be given back. @throws SQLException if the engine refuses another connection */
    synchronized Lane borrow(RowOrder order, Reading reading) throws SQLException {
        boolean kept = !reading.files().isEmpty() && keptFooters.admits(reading.files(), nowNanos());
        Kind kind = new Kind(
                order,
                kept ? Footers.KEPT : Footers.READ,
                reading.bytes() <= FETCHED_AT_ONCE ? Fetching.AT_ONCE : Fetching.AHEAD);
        Lane waiting = lanes(kind).pollLast();
        Lane lane = waiting == null ? new Lane(this, kind, template(kind).duplicate()) : waiting;
        lent++;
        return lane;
    }

    private static long nowNanos() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    /** See {@link KeptFooters#doubt}. */
    void doubtFooters(List<DataFile> files) {
        keptFooters.doubt(files);
    }

    /** Takes a lane back; one that is not {@code reusable} is closed. */
    void giveBack(Lane lane, boolean reusable) {
        synchronized (this) {
            lent--;
            Deque<Lane> lanes = lanes(lane.kind());
            if (reusable && !retired && lanes.size() < IDLE_LANES) {
                lanes.addLast(lane);
                return;
            }
        }
        lane.close();
        closeIfUnused();
    }

    /** Ends the instance as soon as nobody uses it. */
    void retire() {
        synchronized (this) {
            retired = true;
        }
        closeIfUnused();
    }

    private void closeIfUnused() {
        synchronized (this) {
            if (!retired || lent > 0 || templates.isEmpty()) {
                return;
            }
            idle.values().forEach(lanes -> lanes.forEach(Lane::close));
            idle.values().forEach(Deque::clear);
            closeTemplates();
        }
        whenClosed.run();
    }

    private Deque<Lane> lanes(Kind kind) {
        return Objects.requireNonNull(idle.get(kind));
    }

    private DuckDBConnection template(Kind kind) {
        return Objects.requireNonNull(templates.get(kind));
    }

    private void closeTemplates() {
        templates.values().forEach(Closing::quietly);
        templates.clear();
        Closing.quietly(main);
    }

    private static Properties settings(EngineLimits limits, Use use, Path tempDirectory, boolean streams) {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", limits.memoryBytes() + "B");
        settings.setProperty("threads", use == Use.SHORT_READS ? "1" : Integer.toString(limits.threads()));
        settings.setProperty("temp_directory", tempDirectory.toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        settings.setProperty("allow_persistent_secrets", "false");
        settings.setProperty("arrow_lossless_conversion", "true");
        settings.setProperty("arrow_large_buffer_size", "true"); // or a batch of over 2 GiB of strings is an error
        settings.setProperty("jdbc_stream_results", Boolean.toString(streams));
        if (use == Use.SHORT_READS) {
            settings.setProperty("async_threads", "0");
        }
        return settings;
    }

    /** Settings of a connection, which its duplicates inherit. */
    private static List<String> sessionSettings(boolean streams) {
        return List.of(
                "SET TimeZone = 'UTC'",
                "SET enable_geoparquet_conversion = false",
                "SET jdbc_stream_results = " + streams,
                "SET streaming_buffer_size = '1MB'",
                "SET enable_progress_bar = true",
                "SET enable_progress_bar_print = false",
                "SET progress_bar_time = 0");
    }

    /**
     * The walls around user SQL: after these nothing can be read outside the directories. The engine compares a path first as
     * it is written, with its pattern characters escaped, and then as it is.
     */
    private List<String> walls() {
        String allowed = directories.stream()
                .map(Path::toString)
                .flatMap(path -> Stream.of(path, Quoting.path(path)))
                .distinct()
                .map(EngineText::literal)
                .collect(Collectors.joining(", ", "[", "]"));
        return List.of("SET allowed_directories = " + allowed, "SET enable_external_access = false");
    }

    private static void run(DuckDBConnection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
