package dev.colonnade.duckdb.conformance;

import static dev.colonnade.contract.Answers.assertShows;
import static dev.colonnade.contract.Answers.refused;
import static dev.colonnade.contract.Answers.rows;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.countDistinct;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.contract.Footers;
import dev.colonnade.contract.Raw;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.PartitionStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any name of a column, field, file, directory or partition works, or is refused in one sentence. */
class NamesTest {
    private @TempDir Path directory;
    private static Session session;
    private static Raw raw;

    @BeforeAll
    static void open() {
        session = Colonnade.builder().threads(2).open();
        raw = Raw.open();
    }

    @AfterAll
    static void close() {
        session.close();
        raw.close();
    }

    static List<String> columnNames() {
        return List.of(
                "",
                "a\"b",
                "it's",
                "a.b",
                "a b",
                "select",
                "FROM",
                "x".repeat(300),
                "😀 smile",
                "é",
                "e\u0301",
                "İ",
                "\t",
                "a\nb",
                "%",
                "*",
                "a[0]",
                "file_index",
                "filename",
                "file_row_number",
                "rowid",
                "c0",
                "t1",
                "a_1",
                "null",
                "1",
                "$1",
                "?",
                ":x",
                "\\",
                "a\0b",
                "columns",
                "key",
                "__index_level_0__",
                "{\"a\":1}",
                "\u200b");
    }

    @ParameterizedTest
    @MethodSource("columnNames")
    void columns(String name) {
        Path file = raw.copy(
                "SELECT unnest([3, 1, 2]) AS zz, unnest(['p', 'q', 'r']) AS other", directory.resolve("f.parquet"));
        Footers.change(file, footer -> rename(footer, Map.of("zz", name)));
        ParquetDataset dataset = session.open(file.toString());
        assertEquals(List.of(name, "other"), dataset.schema().names());
        assertRows("[[3, p], [1, q], [2, r]]", dataset.head(3));
        assertShows(dataset.lazy().collect());
        assertRows("[[p, 3]]", dataset.select("other", name).filter(col(name).gt(2)));
        assertRows(
                "[[3, 1, p], [2, 1, r], [1, 1, q]]",
                dataset.groupBy(name)
                        .agg(count().as("n"), max("other").as("m"))
                        .sort(col(name).desc()));
        assertRows(
                "[[1, q, q], [2, r, r], [3, p, p]]",
                dataset.join(dataset.lazy(), name).sort(name));
        assertRows(
                "[[4, p]]",
                dataset.withColumns(col(name).plus(1).as(name)).sort(name).tail(1));
        assertRows(
                "[[3]]",
                dataset.lazy().union(dataset.lazy().rename(name, "renamed")).agg(countDistinct(name)));
        if (!name.isEmpty() && name.indexOf('\0') < 0) {
            assertRows("[[3]]", dataset.sql("SELECT max(" + Raw.name(name) + ") AS m FROM self"));
        }
    }

    @Test
    void columnsThatDifferInCaseOnly() {
        Path file = raw.copy(
                "SELECT unnest([3, 1, 2]) AS x1, unnest(['p', 'q', 'r']) AS x2, 7 AS b",
                directory.resolve("f.parquet"));
        Footers.change(file, footer -> rename(footer, Map.of("x1", "a", "x2", "A")));
        ParquetDataset dataset = session.dataset("cases", file.toString());
        assertEquals(
                "(a: int32, A: string, b: int32 not null)", dataset.schema().toString());
        assertRows("[[3, p, 7], [1, q, 7], [2, r, 7]]", dataset.head(3));
        assertRows("[[7, q, 1]]", dataset.select("b", "A", "a").filter(col("A").gt("p"), col("a").lt(2)));
        assertRows(
                "[[p, 3, 7], [q, 1, 7], [r, 2, 7]]",
                dataset.groupBy("A", "a").agg(sum("b").as("B")).sort("A"));
        assertRows("[[2, r, 7]]", dataset.tail(1));
        assertRows("[[21]]", session.sql("SELECT sum(b) AS s FROM cases"));
    }

    @Test
    void filesWhoseColumnsDifferInCaseOnly() throws IOException {
        Path files = Files.createDirectories(directory.resolve("files"));
        for (int i = 10; i < 40; i++) {
            raw.copy("SELECT " + i + (i % 3 == 0 ? " AS a" : " AS \"A\""), files.resolve(i + ".parquet"));
        }
        ParquetDataset dataset = session.open(files.toString());
        assertEquals("(A: int32, a: int32)", dataset.schema().toString());
        assertRows("[[480, 255, 30]]", dataset.agg(sum("A"), sum("a"), count()));
        assertRows("[[10, null], [11, null], [null, 12]]", dataset.head(3));
        assertRows("[[38, null], [null, 39]]", dataset.tail(2));
        assertRows("[[null, 12]]", dataset.filter(col("a").eq(12)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b|a\"b", "😀|select", "it's|x y", "element|key", "a|a "})
    void structFields(String names) {
        String[] fields = names.split("\\|");
        ParquetDataset dataset = structs(fields[0], fields[1]);
        String struct = "{" + fields[0] + "=1, " + fields[1] + "=x}";
        assertRows("[[" + struct + ", [" + struct + "], {k=" + struct + "}]]", dataset.lazy());
        assertShows(dataset.lazy().collect());
    }

    @Test
    void structFieldsThatAreRefused() {
        ParquetDataset cases = structs("a", "A");
        refused(
                ErrorCode.NOT_SUPPORTED,
                "[" + directory.resolve("structs.parquet")
                        + "] Column 's' has a struct with the fields 'a' and 'A', which DuckDB does not tell apart: leave the"
                        + " column out.",
                () -> cases.lazy().collect());
        assertRows("[[5]]", cases.select("plain"));
        ParquetDataset nameless = structs("", "b");
        refused(
                ErrorCode.NOT_SUPPORTED,
                "[" + directory.resolve("structs.parquet")
                        + "] Column 'l' has a struct with a field without a name, which DuckDB does not read: leave the column"
                        + " out.",
                () -> nameless.select("plain", "l").collect());
        assertRows("[[5]]", nameless.select("plain"));
    }

    private ParquetDataset structs(String first, String second) {
        Path file = raw.copy(
                "SELECT {'p1': 1, 'p2': 'x'} AS s, [{'p1': 1, 'p2': 'x'}] AS l, map{'k': {'p1': 1, 'p2': 'x'}} AS m"
                        + (first.isEmpty() || first.equalsIgnoreCase(second) ? ", 5 AS plain" : ""),
                directory.resolve("structs.parquet"));
        Footers.change(file, footer -> rename(footer, Map.of("p1", first, "p2", second)));
        return session.open(file.toString());
    }

    static List<String> pathNames() {
        return List.of(
                "it's",
                "a b",
                "a[0]",
                "a*b",
                "a?b",
                "100%",
                "%41",
                "é ü",
                "日本",
                "😀",
                "new\nline",
                "~tilde",
                "-dash",
                "back\\slash",
                "$HOME",
                "{a,b}",
                "a\"b",
                "a;b",
                "x=y",
                "#hash",
                "tab\t",
                "a:b",
                "s3:x",
                "[",
                "]",
                "[!a]",
                "**",
                "trail ",
                " lead",
                "a|b",
                "http:");
    }

    @ParameterizedTest
    @MethodSource("pathNames")
    void paths(String name) throws IOException {
        Path file = Files.createDirectories(directory.resolve(name)).resolve(name + ".parquet");
        Path plain = raw.copy("SELECT 'here' AS p, range AS i FROM range(3)", directory.resolve("plain.parquet"));
        Files.copy(plain, file);
        Files.copy(plain, file.resolveSibling("other.parquet"));
        DatasetOptions noKeys = DatasetOptions.defaults().withPartitionStyle(PartitionStyle.NONE);
        for (String location : List.of(file.toString(), directory.resolve("*") + "/" + "other.parquet")) {
            ParquetDataset one = session.open(List.of(location), noKeys);
            assertEquals(1, one.files().size());
            assertRows("[[here, 1]]", one.filter(col("i").eq(1)));
        }
        ParquetDataset both = session.open(List.of(file.getParent().toString()), noKeys);
        assertEquals(6, both.lazy().collect().rowCount());
        Files.delete(file);
        refused(
                ErrorCode.STALE_SNAPSHOT,
                "[" + file + "] This file is gone since the dataset was opened: refresh() the dataset.",
                () -> both.lazy().collect());
        assertEquals(3, both.refresh().lazy().collect().rowCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "it's", "sel\"ect", "é", "file_index", "i"})
    void partitionKeysAndValues(String key) throws IOException {
        Path plain = raw.copy("SELECT 1 AS i, 2 AS j", directory.resolve("plain.parquet"));
        Path tree = directory.resolve("tree");
        List<String> values = List.of(
                "x",
                "it's",
                "a%3Db",
                "null",
                "",
                "__HIVE_DEFAULT_PARTITION__",
                "é",
                "a\nb",
                "[1]",
                "*",
                "a b",
                "%",
                "2024-01-01");
        for (String value : values) {
            Path to = Files.createDirectories(tree.resolve(key + "=" + value));
            Files.copy(plain, to.resolve("f.parquet"));
        }
        ParquetDataset dataset = session.open(tree.toString());
        assertEquals(key, dataset.partitions().get(0).name());
        List<String> expected = new ArrayList<>(
                List.of("", "%", "*", "2024-01-01", "[1]", "a\nb", "a b", "a=b", "it's", "null", "x", "é"));
        expected.add(null);
        assertEquals(
                expected,
                rows(dataset.groupBy(key).agg(count()).sort(key).collect()).stream()
                        .map(row -> row.get(0))
                        .toList());
        for (String value : expected.subList(0, 12)) {
            assertEquals(1, dataset.filter(col(key).eq(value)).count(), value);
            assertEquals(
                    1,
                    dataset.filter(col(key).eq(value)).explain().scans().get(0).filesRead(),
                    value);
        }
        assertEquals(1, dataset.filter(col(key).isNull()).count());
    }

    /** Gives schema elements other names, in the schema and in the paths of the column chunks. */
    private static void rename(FileMetaData footer, Map<String, String> names) {
        footer.getSchema().forEach(e -> e.setName(names.getOrDefault(e.getName(), e.getName())));
        footer.getRow_groups().forEach(group -> group.getColumns().forEach(chunk -> {
            ColumnMetaData column = chunk.getMeta_data();
            column.setPath_in_schema(column.getPath_in_schema().stream()
                    .map(part -> names.getOrDefault(part, part))
                    .toList());
        }));
    }

    private static void assertRows(String expected, dev.colonnade.LazyFrame frame) {
        assertEquals(expected, rows(frame.collect()).toString());
    }
}
