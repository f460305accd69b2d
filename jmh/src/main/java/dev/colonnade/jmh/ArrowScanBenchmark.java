package dev.colonnade.jmh;

import static dev.colonnade.expr.Exprs.col;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.Session;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The native backend against Arrow Dataset's own Java API, which the {@code plain} methods call as its documentation does: one
 * dataset over all files, one scanner. Its filters have to be given as Substrait messages, so {@code plainLookup} looks through the rows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx3g", "--add-opens=java.base/java.nio=ALL-UNNAMED"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
public class ArrowScanBenchmark {
    private static final long WANTED = 543_200;

    private Session session;
    private LazyFrame numbers;
    private LazyFrame lookup;
    private String[] wideFiles;
    private String[] manyFiles;
    private BufferAllocator allocator;

    @Setup
    public void open() throws IOException, SQLException {
        session = Colonnade.builder().backend("arrow-strict").open();
        numbers = session.open(WideFiles.of(100).toString()).lazy().select("id", "v");
        lookup = session.open(ManyFiles.of(10_000).toString())
                .lazy()
                .filter(col("id").eq(WANTED))
                .select("id", "name", "amount");
        wideFiles = uris(WideFiles.of(100));
        manyFiles = uris(ManyFiles.of(10_000));
        allocator = new RootAllocator();
    }

    private static String[] uris(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .map(file -> file.toUri().toString())
                    .toArray(String[]::new);
        }
    }

    @TearDown
    public void close() {
        session.close();
        allocator.close();
    }

    @Benchmark
    public long scan() {
        return rows(numbers);
    }

    @Benchmark
    public long plainScan() throws Exception {
        return plain(wideFiles, "id", "v");
    }

    @Benchmark
    public long lookup() {
        return rows(lookup);
    }

    @Benchmark
    public long plainLookup() throws Exception {
        return plain(manyFiles, "id", "name", "amount");
    }

    private static long rows(LazyFrame frame) {
        long rows = 0;
        try (BatchStream stream = frame.batches()) {
            for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                rows += batch.rowCount();
            }
        }
        return rows;
    }

    private long plain(String[] uris, String... columns) throws Exception {
        long found = 0;
        ScanOptions options = new ScanOptions(65_536, Optional.of(columns));
        try (var factory = new FileSystemDatasetFactory(
                        allocator, NativeMemoryPool.getDefault(), FileFormat.PARQUET, uris);
                var dataset = factory.finish();
                var scanner = dataset.newScan(options);
                ArrowReader reader = scanner.scanBatches()) {
            while (reader.loadNextBatch()) {
                found += wanted((BigIntVector) reader.getVectorSchemaRoot().getVector("id"));
            }
        }
        return found;
    }

    private static long wanted(BigIntVector ids) {
        long found = 0;
        for (int i = 0; i < ids.getValueCount(); i++) {
            found += ids.get(i) == WANTED ? 1 : 0;
        }
        return found;
    }
}
