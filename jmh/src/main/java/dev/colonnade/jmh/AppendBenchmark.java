package dev.colonnade.jmh;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.ManifestMode;
import dev.colonnade.write.WriteMode;
import dev.colonnade.write.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One row more for a dataset of many files, and what the next reader pays. {@code -Djmh.place=DIR} says where the dataset is: in
 * memory ({@code /dev/shm}) syncs cost nothing, on a disk they are most of an append.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 20)
@Measurement(iterations = 40)
public class AppendBenchmark {
    private static final String ROW = "SELECT 0::BIGINT AS id, TIMESTAMP '2001-01-01' AS ts, 7 AS user_id,"
            + " 1.5::DOUBLE AS amount, 'article 1' AS name, DATE '2001-01-01' AS day";
    private static final WriteOptions APPEND = WriteOptions.defaults().withMode(WriteMode.APPEND);

    @Param({"100", "10000"})
    int files;

    private Path directory;
    private Session session;
    private ParquetDataset dataset;
    private LazyFrame row;

    /** A copy, which a first append makes a dataset of ours, with its manifest. */
    @Setup
    public void copy() throws IOException, SQLException {
        Path place = Path.of(System.getProperty("jmh.place", System.getProperty("java.io.tmpdir")));
        directory = Files.createTempDirectory(place, "colonnade-append");
        Path from = ManyFiles.of(files);
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.skip(1).toList()) {
                Files.copy(path, directory.resolve(from.relativize(path)));
            }
        }
        session = Colonnade.builder().backend("duckdb").open();
        row = session.sql(ROW);
        open(ManifestMode.OFF).append(row);
        dataset = open(ManifestMode.CHECK);
    }

    private ParquetDataset open(ManifestMode mode) {
        return session.open(
                List.of(directory.toString()), DatasetOptions.defaults().withManifestMode(mode));
    }

    @TearDown
    public void delete() throws IOException {
        session.close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Through a dataset that is open. */
    @Benchmark
    public long append() {
        return dataset.append(row).version();
    }

    /** By the directory's name alone. */
    @Benchmark
    public long appendByName() {
        return row.write(directory.toString(), APPEND).version();
    }

    /** An append before each measurement, which is not measured. */
    @State(Scope.Benchmark)
    public static class Appended {
        /** Before each measurement. */
        @Setup(Level.Invocation)
        public void append(AppendBenchmark of) {
            of.append();
        }
    }

    /** A dataset that is open looks for what has come. */
    @Benchmark
    public long refreshAndCount(Appended before) {
        dataset = dataset.refresh();
        return dataset.count();
    }

    @Benchmark
    public long openAndCount(Appended before) {
        return open(ManifestMode.CHECK).count();
    }

    @Benchmark
    public long openTrustedAndCount(Appended before) {
        return open(ManifestMode.TRUST).count();
    }
}
