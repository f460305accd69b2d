package dev.colonnade.duckdb.conformance;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Table;
import dev.colonnade.contract.Corpus;
import dev.colonnade.contract.Raw;
import dev.colonnade.expr.Exprs;
import dev.colonnade.stats.Clustering;
import dev.colonnade.stats.ColumnKind;
import dev.colonnade.stats.ColumnStatistics;
import dev.colonnade.stats.DatasetStatistics;
import dev.colonnade.stats.DistinctCount;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reports claim from footers against all values that the engine reads. */
class StatisticsTest {
    private static @TempDir Path directory;
    private static Session session;
    private static Raw raw;

    @BeforeAll
    static void open() {
        session = Colonnade.builder().threads(2).open();
        raw = Raw.open();
        for (String name : List.of("real", "parquet-testing", "hive")) {
            Corpus.copy(name, directory);
        }
    }

    @AfterAll
    static void close() {
        session.close();
        raw.close();
    }

    /** What a column really holds. */
    private record Truth(long rows, long nulls, long nans, TreeMap<Object, Long> counts) {
        static Truth of(LazyFrame column) {
            Table table = column.collect();
            long nulls = 0;
            long nans = 0;
            TreeMap<Object, Long> counts = new TreeMap<>(Values.ORDER);
            for (Object value : table.column(0).toList()) {
                nulls += value == null ? 1 : 0;
                nans += isNan(value) ? 1 : 0;
                if (value != null) {
                    counts.merge(value, 1L, Long::sum);
                }
            }
            return new Truth(table.rowCount(), nulls, nans, counts);
        }

        private static boolean isNan(@Nullable Object value) {
            return value instanceof Float f && f.isNaN() || value instanceof Double d && d.isNaN();
        }
    }

    /** How many claims of each kind were checked. */
    private static final class Checked {
        private final Map<String, Integer> claims = new HashMap<>();

        void count(String claim) {
            claims.merge(claim, 1, Integer::sum);
        }

        int of(String claim) {
            return claims.getOrDefault(claim, 0);
        }
    }

    private static void check(ColumnStatistics claimed, Truth truth, String where, Checked checked) {
        assertEquals(truth.rows, claimed.rows(), where);
        assertCount(truth.nulls, claimed.nulls(), claimed.rowGroupsWithoutNullCount(), where + " nulls");
        if (claimed.type() instanceof DataType.FloatType) {
            assertCount(truth.nans, claimed.nans(), claimed.rowGroupsWithoutNanCount(), where + " NaNs");
        }
        if (claimed.rowGroupsWithoutNullCount() == 0) {
            checked.count("nulls");
        }
        checkBounds(claimed, truth, where, checked);
        DistinctCount distinct = claimed.distinct();
        checked.count(distinct.kind().name());
        switch (distinct.kind()) {
            case EXACT -> assertEquals(truth.counts.size(), distinct.value(), where);
            case AT_MOST -> assertTrue(truth.counts.size() <= distinct.value(), where + " " + distinct);
            case UNKNOWN -> assertEquals(0, distinct.value(), where);
        }
        assertEquals(truth.counts.size(), claimed.queryDistinct(), where);
    }

    private static void assertCount(long truth, long stated, long unstated, String what) {
        if (unstated == 0) {
            assertEquals(truth, stated, what);
        } else {
            assertTrue(stated <= truth, what);
        }
    }

    private static void checkBounds(ColumnStatistics claimed, Truth truth, String where, Checked checked) {
        Object min = claimed.min();
        Object max = claimed.max();
        if (min == null || max == null) {
            assertTrue(truth.counts.isEmpty() || claimed.rowGroupsWithoutBounds() > 0, where);
            return;
        }
        TreeMap<Object, Long> numbers = new TreeMap<>(truth.counts);
        numbers.keySet().removeIf(Truth::isNan);
        assertTrue(Values.compare(min, numbers.firstKey()) <= 0, where + " min " + min);
        assertTrue(Values.compare(numbers.lastKey(), max) <= 0, where + " max " + max);
        if (claimed.minExact()) {
            checked.count("min");
            assertEquals(0, Values.compare(truth.counts.firstKey(), min), where + " min " + min);
        }
        if (claimed.maxExact()) {
            checked.count("max");
            assertEquals(0, Values.compare(truth.counts.lastKey(), max), where + " max " + max);
        }
    }

    private static void checkAll(ParquetDataset dataset, String where, Checked checked) {
        for (Field field : dataset.schema().fields()) {
            checkBelow(dataset, field, List.of(), where, checked);
        }
    }

    private static void checkBelow(
            ParquetDataset dataset, Field field, List<String> above, String where, Checked checked) {
        List<String> path = new ArrayList<>(above);
        path.add(field.name());
        if (field.type() instanceof DataType.StructType struct) {
            struct.fields().forEach(inner -> checkBelow(dataset, inner, path, where, checked));
        } else if (!field.type().isNested()) {
            checked.count(path.size() == 1 ? "columns" : "fields");
            String name = path.stream().map(Raw::name).collect(Collectors.joining("."));
            check(
                    dataset.statistics(String.join(".", path)),
                    Truth.of(dataset.sql("SELECT " + name + " FROM self")),
                    where + " " + path,
                    checked);
        }
    }

    @Test
    void realDatasets() throws IOException {
        Checked checked = new Checked();
        try (Stream<Path> trees = Files.list(directory.resolve("real"))) {
            for (Path tree : (Iterable<Path>) trees.sorted()::iterator) {
                if (Files.isDirectory(tree) || tree.toString().endsWith(".parquet")) {
                    checkAll(session.open(tree.toString()), tree.getFileName().toString(), checked);
                }
            }
        }
        assertEquals(16, checked.of("columns"));
        assertEquals(16, checked.of("nulls"));
        assertTrue(checked.of("min") >= 5, checked.claims.toString());
        assertTrue(checked.of("max") >= 4, checked.claims.toString());
        assertTrue(checked.of("AT_MOST") >= 3, checked.claims.toString());
    }

    @Test
    void filesOfManyWriters() throws IOException {
        Checked checked = new Checked();
        int files = 0;
        try (Stream<Path> paths = Files.list(directory.resolve("parquet-testing"))) {
            for (Path path : (Iterable<Path>) paths.sorted()::iterator) {
                if (path.toString().endsWith(".parquet")) {
                    files++;
                    checkAll(session.open(path.toString()), path.getFileName().toString(), checked);
                }
            }
        }
        assertTrue(files > 15, files + " files");
        assertTrue(checked.of("min") > 5, checked.claims.toString());
        assertTrue(checked.of("UNKNOWN") > 3, checked.claims.toString());
        assertTrue(checked.of("fields") > 5, checked.claims.toString());
    }

    @Test
    void valuesOfDirectories() {
        Checked checked = new Checked();
        checkAll(session.open(directory.resolve("real/hive-split").toString()), "hive-split", checked);
        ParquetDataset nulls = session.open(
                directory.resolve("hive/delta-0.8.0-null-partition").toString());
        checkAll(nulls, "nulls", checked);
        ColumnStatistics key = nulls.statistics("k");
        assertEquals(ColumnKind.PARTITION, key.kind());
        assertEquals(1, key.nulls());
        assertEquals("A", key.min());
        assertEquals(DistinctCount.Kind.EXACT, key.distinct().kind());
        assertEquals(2, key.rowsPerValue().orElseThrow().parts());
    }

    @Test
    void fieldsOfStructs() {
        raw.copy(
                "SELECT CASE WHEN i % 10 = 0 THEN NULL ELSE {'a b': i, 'in': {'y': 'v' || (i % 7), 'z': [i]}} END AS s, i AS"
                        + " \"s.a b\" FROM range(5000) r(i)",
                directory.resolve("structs.parquet"), ", ROW_GROUP_SIZE 2048");
        ParquetDataset dataset =
                session.dataset("structs", directory.resolve("structs.parquet").toString());
        Checked checked = new Checked();
        ColumnStatistics field = dataset.statistics("s.in.y");
        assertEquals(ColumnKind.STRUCT_FIELD, field.kind());
        check(field, Truth.of(dataset.sql("SELECT s.\"in\".y FROM structs")), "s.in.y", checked);
        assertEquals(500, field.nulls());
        assertEquals("v0", field.min());
        assertEquals(7, field.queryDistinct());
        ColumnStatistics column = dataset.statistics("s.a b");
        assertEquals(ColumnKind.STORED, column.kind());
        assertEquals(5_000, column.distinct().value());
        ColumnStatistics whole = dataset.statistics("s");
        assertEquals(5_000, whole.rows());
        assertNull(whole.min());
        assertEquals(3, whole.rowGroupsWithoutNullCount());
        assertEquals(9, whole.storage().chunks());
        assertEquals(DistinctCount.Kind.UNKNOWN, whole.distinct().kind());
    }

    @Test
    void queriesAnswerWhatFootersCannot() {
        ParquetDataset dataset = session.open(directory.resolve("real/userdata").toString());
        ColumnStatistics country = dataset.statistics("country");
        Table top = country.queryTopValues(5);
        assertEquals("(value: string, rows: int64, share: float64)", types(top));
        TreeMap<Object, Long> truth = Truth.of(dataset.select("country")).counts();
        List<Long> most = new ArrayList<>(truth.values());
        most.sort((a, b) -> Long.compare(b, a));
        for (int i = 0; i < 5; i++) {
            assertEquals(most.get(i), top.column("rows").longAt(i));
            assertEquals(truth.get(top.column("value").valueAt(i)), most.get(i));
            assertEquals(
                    (double) most.get(i) / dataset.rowCount(),
                    top.column("share").doubleAt(i));
        }
        assertEquals(truth.size(), country.queryDistinct());
        assertEquals(truth.size(), country.queryRowsPerValue().parts());
        assertEquals(dataset.rowCount(), country.queryRowsPerValue().total());
        assertEquals(most.get(0), country.queryRowsPerValue().max());
    }

    private static String types(Table table) {
        return table.schema().toString().replace(" not null", "");
    }

    @Test
    void countsOfWriters() {
        Path file = directory.resolve("counted.parquet");
        String select = "SELECT 'v' || (i % 37) AS v, (i % 11)::DOUBLE AS d, CASE WHEN i % 2 = 0 THEN i % 5 END AS n"
                + " FROM range(3000) r(i)";
        Checked checked = new Checked();
        checkAll(session.open(raw.copy(select, file).toString()), "one row group", checked);
        assertEquals(
                37, session.open(file.toString()).statistics("v").distinct().value());
        assertTrue(checked.of("EXACT") >= 1, checked.claims.toString());
        raw.copy(select, file, ", ROW_GROUP_SIZE 2048");
        checkAll(session.open(file.toString()), "two row groups", checked);
        assertEquals(
                "at most 74",
                session.open(file.toString()).statistics("v").distinct().toString());
    }

    /** Columns of every kind of type, with nulls, NaN, long texts, narrower files and files without a column. */
    @Test
    void randomDatasets() {
        Random random = new Random(SEED);
        Checked checked = new Checked();
        for (int round = 0; round < 12; round++) {
            Path tree = directory.resolve("random-" + round);
            for (int file = 0; file < 3; file++) {
                writeRandom(random, tree.resolve("key=" + random.nextInt(2) + "/f" + file + ".parquet"));
            }
            String where = "reproduce with -Dtest.seed=" + SEED + ": round " + round;
            ParquetDataset dataset = session.open(tree.toString());
            checkAll(dataset, where, checked);
            for (Field field : dataset.schema().fields()) {
                if (!field.type().isNested()) {
                    checkDepth(dataset, field.name(), where, checked);
                }
            }
        }
        for (String claim : List.of("min", "max", "nulls", "EXACT", "AT_MOST", "fields", "depth")) {
            assertTrue(checked.of(claim) >= 12, claim + " " + checked.claims);
        }
    }

    private static void writeRandom(Random random, Path file) {
        long rows = 1 + random.nextInt(5_000);
        long from = random.nextInt(3) * 5_000L;
        int different = 1 + random.nextInt(3) * random.nextInt(2_000);
        String v = "((i * 7919) % " + different + " + " + from + ")";
        List<String> columns = new ArrayList<>(List.of(
                v + (random.nextBoolean() ? "::SMALLINT" : "::BIGINT") + " AS n",
                "(" + v + " / 4)" + (random.nextBoolean() ? "::FLOAT" : "::DOUBLE") + " AS real",
                "CASE WHEN i % 50 = " + random.nextInt(60) + " THEN 'NaN'::DOUBLE ELSE " + v + " / 3 END AS nan",
                "repeat('long', " + random.nextInt(40) + ") || " + v + " AS text",
                v + " % 2 = 0 AS flag",
                "(DATE '2024-01-01' + " + v + "::INTEGER) AS day",
                "(TIMESTAMP '2024-01-01' + to_seconds(" + v + ")) AS ts",
                "(" + v + " / 100)::DECIMAL(9, 2) AS money",
                v + "::UBIGINT + 9223372036854775807::UBIGINT AS big",
                "CASE WHEN i % 3 > 0 THEN {'a': " + v + ", 'b': 'x' || " + v + " % 5} END AS s"));
        if (random.nextBoolean()) {
            columns.add("CASE WHEN i % 2 = 0 THEN " + v + " END AS sparse");
        }
        if (random.nextBoolean()) {
            columns.add("NULL::INTEGER AS nothing");
        }
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        raw.copy(
                "SELECT " + String.join(", ", columns) + " FROM range(" + rows + ") r(i)",
                file,
                ", ROW_GROUP_SIZE 2048");
    }

    /** A look-up opens at least the files that hold the value. */
    private static void checkDepth(ParquetDataset dataset, String column, String where, Checked checked) {
        Clustering clustering = dataset.clustering(column);
        TreeMap<Object, Integer> holders = new TreeMap<>(Values.ORDER);
        dataset.files().forEach(file -> {
            ParquetDataset alone = session.open(file.path().toString());
            if (alone.schema().contains(column)) {
                DataType type = dataset.schema().field(column).type();
                Truth.of(alone.select(Exprs.col(column).cast(type).as(column)))
                        .counts()
                        .keySet()
                        .forEach(value -> holders.merge(value, 1, Integer::sum));
            }
        });
        holders.keySet().removeIf(Truth::isNan);
        int most = holders.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        assertTrue(clustering.files().maxDepth() >= most, where + " " + column + ": " + clustering);
        assertTrue(clustering.files().averageDepth() <= clustering.files().maxDepth(), where + " " + column);
        checked.count("depth");
    }

    /** The engine's own view of the same footers. */
    @Test
    void storageIsWhatTheEngineSees() {
        Path tree = directory.resolve("real/userdata");
        DatasetStatistics report = session.open(tree.toString()).report();
        String metadata = "FROM parquet_metadata(" + Raw.literal(tree + "/*.parquet") + ")";
        assertEquals(5, report.files());
        assertEquals(
                raw.number("SELECT count(DISTINCT file_name || '/' || row_group_id) " + metadata), report.rowGroups());
        report.columns().forEach(column -> {
            String chunks = metadata + " WHERE path_in_schema = " + Raw.literal(column.column());
            assertEquals(raw.number("SELECT count(*) " + chunks), column.chunks(), column.column());
            assertEquals(raw.number("SELECT sum(total_compressed_size) " + chunks), column.compressedBytes());
            assertEquals(raw.number("SELECT sum(total_uncompressed_size) " + chunks), column.uncompressedBytes());
            column.codecs()
                    .forEach((codec, count) -> assertEquals(
                            raw.number("SELECT count(*) " + chunks + " AND compression = " + Raw.literal(codec)),
                            count));
            assertEquals(
                    raw.number("SELECT count(*) " + chunks + " AND dictionary_page_offset > 0"), column.dictionaries());
        });
        assertEquals(report.columns().size(), raw.number("SELECT count(DISTINCT path_in_schema) " + metadata));
    }
}
