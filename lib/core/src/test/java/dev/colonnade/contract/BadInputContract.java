package dev.colonnade.contract;

import static dev.colonnade.contract.Answers.refused;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.Exprs;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.SchemaMode;
import dev.colonnade.type.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every wrong input gets one sentence, and the same session answers a good query afterwards. */
abstract class BadInputContract extends Suite {
    private ParquetDataset good;

    @BeforeAll
    void write() {
        copy("SELECT range AS id, 'n' || range AS name FROM range(1000)", directory.resolve("good.parquet"));
        good = session.dataset("good", path("good.parquet"));
    }

    @AfterEach
    void aGoodQueryStillWorks() {
        assertEquals(499_500L, good.agg(sum("id")).collect().column(0).longAt(0));
    }

    @Test
    void wrongPath() {
        refused(
                ErrorCode.PATH_NOT_FOUND,
                "No such file or directory: '" + path("god.parquet") + "'. Did you mean 'good.parquet'?",
                () -> session.open(path("god.parquet")));
    }

    @Test
    void emptyDirectory() throws IOException {
        Files.createDirectories(directory.resolve("empty"));
        refused(
                ErrorCode.EMPTY_DATASET,
                "[" + path("empty")
                        + "] No Parquet files in this directory: it is empty or holds only names that start with '_' or '.'.",
                () -> session.open(path("empty")));
    }

    @Test
    void textFileCalledParquet() throws IOException {
        Files.writeString(directory.resolve("text.parquet"), "id,name\n1,Ada\n2,Grace\n");
        refused(
                ErrorCode.NOT_PARQUET,
                "[" + path("text.parquet") + "] Not a Parquet file: it does not end with 'PAR1'.",
                () -> session.open(path("text.parquet")));
    }

    @Test
    void truncatedFile() throws IOException {
        byte[] bytes = Files.readAllBytes(directory.resolve("good.parquet"));
        Files.write(directory.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length / 2));
        refused(
                ErrorCode.TRUNCATED_FILE,
                "[" + path("cut.parquet") + "] The file is cut off: it begins as Parquet but has no footer.",
                () -> session.open(path("cut.parquet")));
    }

    @Test
    void zeroByteFile() throws IOException {
        Files.write(directory.resolve("zero.parquet"), new byte[0]);
        refused(
                ErrorCode.TRUNCATED_FILE,
                "[" + path("zero.parquet") + "] The file is empty: it was probably never finished.",
                () -> session.open(path("zero.parquet")));
    }

    @Test
    void mixedSchemas() throws IOException {
        Files.createDirectories(directory.resolve("mixed"));
        copy("SELECT 1 AS id", directory.resolve("mixed/a.parquet"));
        copy("SELECT 'one' AS id", directory.resolve("mixed/b.parquet"));
        refused(
                ErrorCode.SCHEMA_MISMATCH,
                "[" + path("mixed/b.parquet") + "] Column 'id' is string here and int32 in [" + path("mixed/a.parquet")
                        + "], and no type holds both without loss: open them apart and cast one.",
                () -> session.open(path("mixed")));
        refused(
                ErrorCode.SCHEMA_MISMATCH,
                "[" + path("mixed/b.parquet") + "] Column 'id' is string here and int32 in [" + path("mixed/a.parquet")
                        + "].",
                () -> session.open(
                        List.of(path("mixed")), DatasetOptions.defaults().withSchemaMode(SchemaMode.STRICT)));
    }

    @Test
    void missingColumn() {
        refused(
                ErrorCode.NO_SUCH_COLUMN,
                "No column 'nmae' in (id, name). Did you mean 'name'?",
                () -> good.filter(col("nmae").eq("n1")));
    }

    @Test
    void typeClash() {
        refused(
                ErrorCode.TYPE_MISMATCH,
                "Cannot compute + of id (int64) and name (string): it takes numbers; convert with cast(..).",
                () -> good.select(col("id").plus(col("name"))));
        refused(
                ErrorCode.TYPE_MISMATCH,
                "A filter takes a boolean, and name is of type string: compare it with something.",
                () -> good.filter(col("name")));
    }

    @Test
    void wrongPartitionValue() throws IOException {
        Files.createDirectories(directory.resolve("parts/day=monday"));
        copy("SELECT 1 AS id", directory.resolve("parts/day=monday/a.parquet"));
        refused(
                ErrorCode.PARTITION_VALUE,
                "[" + path("parts/day=monday/a.parquet")
                        + "] Partition value 'monday' of 'day' is not a date: declare another type for it.",
                () -> session.open(
                        List.of(path("parts")), DatasetOptions.defaults().withPartitionType("day", DataType.DATE)));
    }

    @Test
    void valueThatDoesNotConvert() {
        refused(
                ErrorCode.CAST_FAILED,
                "A value cannot be converted: Could not convert string 'not n0' to INT64; tryCast gives null instead.",
                () -> good.select(col("name").cast(DataType.INT64)).collect());
    }

    @Test
    void timeout() {
        refused(
                ErrorCode.TIMEOUT,
                "The query took longer than its limit of 200 ms and was cancelled: raise the timeout or ask for less.",
                () -> endless()
                        .with(QueryOptions.defaults().withTimeout(Duration.ofMillis(200)))
                        .collect());
    }

    @Test
    void interrupt() throws InterruptedException {
        Thread caller = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            try {
                caller.join(300);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            caller.interrupt();
        });
        interrupter.start();
        refused(ErrorCode.CANCELLED, "The query was interrupted and has been cancelled.", () -> endless()
                .collect());
        assertTrue(Thread.interrupted(), "the interrupt flag stays set");
        interrupter.join();
    }

    @Test
    void memoryLimit() throws IOException {
        Path notADirectory = Files.writeString(directory.resolve("file"), "no place to spill");
        ColonnadeException failure = assertThrows(ColonnadeException.class, () -> {
            try (Session small = Colonnade.builder()
                    .memoryLimit("20MB")
                    .threads(2)
                    .tempDirectory(notADirectory)
                    .open()) {
                ParquetDataset numbers = small.open(path("good.parquet"));
                numbers.lazy()
                        .crossJoin(numbers.lazy())
                        .groupBy(col("id"), col("name_right"))
                        .agg(Exprs.count())
                        .sort("name_right")
                        .collect();
            }
        });
        assertTrue(failure.code() == ErrorCode.MEMORY_LIMIT || failure.code() == ErrorCode.IO, failure.toString());
    }

    private dev.colonnade.LazyFrame endless() {
        return good.lazy()
                .crossJoin(good.lazy())
                .crossJoin(good.lazy())
                .crossJoin(good.lazy())
                .agg(Exprs.countDistinct(col("id").times(col("id_right"))));
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private void copy(String select, Path to) {
        raw.copy(select, to);
    }
}
