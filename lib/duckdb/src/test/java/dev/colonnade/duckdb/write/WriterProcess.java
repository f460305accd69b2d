package dev.colonnade.duckdb.write;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.commit.Snapshot;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.Exprs;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that writes on request: a line {@code OPERATION NUMBER DIRECTORY} on its input, a line {@code begun} and one with the outcome
 * on its output.
 */
final class WriterProcess implements AutoCloseable {
    /** What it can do; what is new in rows, only that number makes. */
    enum Operation {
        APPEND,
        OVERWRITE,
        PARTITION,
        ROLLBACK,
        MERGE,
        DELETE,
        UPDATE,
        /** Merges small files; no row changes. */
        COMPACT,
        /** Moves one partition to a directory beside the dataset. */
        ARCHIVE,
        RETAIN,
        /** Appends to the dataset and deletes in the one beside it. */
        TRANSACTION,
        /** Replaces everything by some megabytes. */
        BIG,
        /**
         * Looks at the dataset as it was at the look before, which has to be as it was, and as it is; says the version that it
         * fits, or what is wrong.
         */
        READ,
        /** Opens the dataset and reads none of its rows; says how many files it has. */
        OPEN,
        /** Starts a stream of column {@code id} over what was opened, and takes the first batch. */
        STREAM,
        /** Takes the rest; says how many rows it were and their sum. */
        FINISH
    }

    /** Of the process, whose engine leaves its library there when it is killed. */
    private final Path temporary;

    private final Process process;
    private final OutputStream questions;
    private final InputStream answers;

    /** @param place of its temporary files */
    WriterProcess(Path place) throws IOException {
        temporary = Files.createTempDirectory(place, "writer-");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        process = new ProcessBuilder(
                        java.toString(),
                        "-Xmx128m",
                        "-Djava.io.tmpdir=" + temporary,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriterProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = process.getOutputStream();
        answers = process.getInputStream();
    }

    /** Starts an operation; the process has read the line when this returns. */
    void begin(Operation operation, int number, Path dataset) throws IOException {
        questions.write((operation + " " + number + " " + dataset + "\n").getBytes(StandardCharsets.UTF_8));
        questions.flush();
        String begun = answer();
        if (begun.equals("ready")) {
            begun = answer();
        }
        if (!begun.equals("begun")) {
            throw new IOException("The writer says '" + begun + "'.");
        }
    }

    /** The outcome; empty if the process has ended. */
    String answer() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = answers.read(); c >= 0 && c != '\n'; c = answers.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    long pid() {
        return process.pid();
    }

    /** Ends the process as {@code kill -9} does. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        try (Stream<Path> left = Files.walk(temporary)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    // --- the process

    public static void main(String[] args) throws IOException {
        try (Session session = Colonnade.builder()
                .backend("duckdb")
                .threads(1)
                .memoryLimit("200MB")
                .open()) {
            session.sql("SELECT 1").collect();
            System.out.println("ready");
            for (String line = line(); !line.isEmpty(); line = line()) {
                String[] words = line.split(" ");
                System.out.println("begun");
                System.out.println(run(session, words[2], Operation.valueOf(words[0]), Integer.parseInt(words[1])));
            }
        }
    }

    private static String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = System.in.read(); c >= 0 && c != '\n'; c = System.in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static String run(Session session, String dataset, Operation operation, int number) {
        try {
            return switch (operation) {
                case APPEND ->
                    rows(session, number, 3)
                                    .write(dataset, options(WriteMode.APPEND, number))
                                    .version() + "";
                case OVERWRITE ->
                    rows(session, number, 4)
                                    .write(dataset, options(WriteMode.OVERWRITE, number))
                                    .version() + "";
                case PARTITION ->
                    rows(session, number, 1)
                                    .write(dataset, options(WriteMode.OVERWRITE_PARTITIONS, number))
                                    .version() + "";
                case BIG ->
                    session.sql("SELECT range AS id, md5(range::VARCHAR) AS s, 0::BIGINT AS p FROM range(200000)")
                                    .write(dataset, options(WriteMode.OVERWRITE, number))
                                    .version()
                            + "";
                case ROLLBACK -> rollback(session.open(dataset));
                case ARCHIVE ->
                    archive(session.open(dataset), Path.of(dataset + "-archive-" + number), 2020 + number % 4);
                case MERGE, DELETE, UPDATE, COMPACT, RETAIN, TRANSACTION ->
                    new RowOperations(session, session.open(dataset), number).run(operation);
                case READ -> read(session, dataset);
                case OPEN -> open(session, dataset);
                case STREAM -> stream();
                case FINISH -> finish();
            };
        } catch (DatasetException e) {
            return e.code() == ErrorCode.CONFLICT ? "conflict" : e.toString().replace('\n', ' ');
        } catch (RuntimeException e) {
            return e.toString().replace('\n', ' ');
        }
    }

    /** A hundred rows in some partitions. */
    static LazyFrame rows(Session session, int number, int partitions) {
        return session.sql(
                "SELECT ?::BIGINT * 1000 + range AS id, repeat('x', 50) || range AS s, 2020 + (?::BIGINT + range % ?::BIGINT) % 4 AS p"
                        + " FROM range(100)",
                (long) number, (long) number, (long) partitions);
    }

    private static WriteOptions options(WriteMode mode, int number) {
        return WriteOptions.defaults()
                .withMode(mode)
                .withPartitionBy("p")
                .withAuthor("writer")
                .withNote(Integer.toString(number));
    }

    private static String rollback(ParquetDataset dataset) {
        List<Snapshot> all = dataset.maintain().snapshots();
        return dataset.maintain().rollbackTo(all.get(all.size() / 2).version()).version() + "";
    }

    private static String archive(ParquetDataset dataset, Path to, long partition) {
        return dataset.maintain()
                        .archive(to, Exprs.col("p").eq(partition))
                        .before()
                        .files() + "";
    }

    private static @Nullable BatchStream stream;
    private static long rows;
    private static long sum;

    private static String open(Session session, String dataset) {
        ParquetDataset now = session.open(dataset);
        held = now;
        return now.files().size() + "";
    }

    private static String stream() {
        BatchStream begun = Objects.requireNonNull(held)
                .select("id")
                .batches(QueryOptions.defaults().withBatchRows(2_048));
        stream = begun;
        return add(begun.next()) + "";
    }

    private static String finish() {
        try (BatchStream rest = Objects.requireNonNull(stream)) {
            while (add(rest.next())) {
                // until the end
            }
        }
        return rows + " rows, " + sum;
    }

    private static boolean add(@Nullable Batch batch) {
        for (int row = 0; batch != null && row < batch.rowCount(); row++) {
            rows++;
            sum += batch.column(0).longAt(row);
        }
        return batch != null;
    }

    private static @Nullable ParquetDataset held;
    private static String seen = "";

    private static String read(Session session, String dataset) {
        ParquetDataset before = held;
        if (before != null) {
            String again = States.fitting(before);
            if (!again.equals(seen)) {
                return "a snapshot had " + seen + " and has " + again;
            }
        }
        ParquetDataset now = before == null ? session.open(dataset) : before.refresh();
        held = now;
        seen = States.fitting(now);
        return seen;
    }
}
