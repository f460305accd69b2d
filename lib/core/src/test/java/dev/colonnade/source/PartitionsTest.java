package dev.colonnade.source;

import static dev.colonnade.source.ParquetFixture.columns;
import static dev.colonnade.source.ParquetFixture.leaf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directory names as columns. */
class PartitionsTest {
    @TempDir
    Path directory;

    @Test
    void typesAreInferredFromAllValues() {
        assertInferred("int64 not null", List.of(1L, -20L), "1", "-20");
        assertInferred("string not null", List.of("007", "8"), "007", "8");
        assertInferred("string not null", List.of("+1"), "+1");
        assertInferred("string not null", List.of("-0"), "-0");
        assertInferred("string not null", List.of("9223372036854775808"), "9223372036854775808");
        assertInferred("string not null", List.of("1", "x"), "1", "x");
        assertInferred("string not null", List.of("1.5"), "1.5");
        assertInferred(
                "date not null", List.of(LocalDate.of(2024, 2, 29), LocalDate.of(1, 1, 1)), "2024-02-29", "0001-01-01");
        assertInferred("string not null", List.of("2023-02-29"), "2023-02-29");
        assertInferred("string not null", List.of("2023-2-1"), "2023-2-1");
        assertInferred("bool not null", List.of(true, false), "true", "false");
        assertInferred("string not null", List.of("True"), "True");
        assertInferred("string not null", List.of(""), "");
        assertInferred("string not null", List.of("null"), "null");
    }

    @Test
    void nullsHaveNoSayInTheType() {
        assertInferred("int64", Arrays.asList(1L, null), "1", "__HIVE_DEFAULT_PARTITION__");
        assertInferred("string", Arrays.asList((Object) null), "__HIVE_DEFAULT_PARTITION__");
    }

    @Test
    void namesAreDecoded() {
        assertInferred("string not null", List.of("a b+c=%/\u00E9"), "a b+c%3D%25%2F%C3%A9");
        assertInferred("string not null", List.of("100%", "%zz", "%4"), "100%", "%zz", "%4");
        write("special/my%20key=1/f.parquet");
        assertEquals(
                "(x: int32, my key: int64 not null)", open("special").schema().toString());
    }

    @Test
    void severalLevelsKeepTheirOrder() {
        write("t/year=2024/plain/month=1/f.parquet");
        write("t/year=2023/plain/month=12/f.parquet");
        FileSet set = open("t");
        assertEquals(
                "(x: int32, year: int64 not null, month: int64 not null)",
                set.schema().toString());
        assertEquals(List.of(2023L, 12L), set.files().get(0).partitionValues());
        assertEquals(List.of(2024L, 1L), set.files().get(1).partitionValues());
        assertEquals(List.of(directory.resolve("t")), set.roots());
    }

    @Test
    void partOfATreeKeepsItsColumns() {
        write("t/year=2024/month=1/f.parquet");
        String expected = "(x: int32, year: int64 not null, month: int64 not null)";
        for (String location : List.of(
                "t",
                "t/year=2024",
                "t/year=2024/month=1",
                "t/year=2024/month=1/f.parquet",
                "t/year=2024/*",
                "t/*/*/*")) {
            FileSet set = open(location);
            assertEquals(expected, set.schema().toString(), location);
            assertEquals(List.of(directory.resolve("t")), set.roots(), location);
        }
    }

    @Test
    void onlyUnbrokenKeysAboveTheLocationCount() {
        write("a=1/data/b=2/f.parquet");
        assertEquals("(x: int32, b: int64 not null)", open("a=1/data").schema().toString());
    }

    @Test
    void underscoreDirectoriesAreDataOnlyAsPartitions() {
        write("t/_day=1/f.parquet");
        write("t/_temporary/f.parquet");
        assertEquals("(x: int32, _day: int64 not null)", open("t").schema().toString());
    }

    @Test
    void declaredTypesOverride() {
        assertDeclared(DataType.STRING, "7", "7");
        assertDeclared(DataType.INT32, 7, "007");
        assertDeclared(DataType.INT8, (byte) -128, "-128");
        assertDeclared(DataType.UINT8, (short) 255, "255");
        assertDeclared(DataType.UINT64, new BigInteger("18446744073709551615"), "18446744073709551615");
        assertDeclared(DataType.FLOAT64, 1.5, "1.5");
        assertDeclared(DataType.FLOAT32, 1.5f, "1.5");
        assertDeclared(DataType.decimal(5, 2), new BigDecimal("1.50"), "1.5");
        assertDeclared(DataType.DATE, LocalDate.of(2024, 1, 2), "2024-01-02");
        assertDeclared(DataType.time(Resolution.MILLIS), LocalTime.of(1, 2, 3), "01%3A02%3A03");
        assertDeclared(
                DataType.timestamp(Resolution.MICROS),
                LocalDateTime.of(2021, 9, 8, 11, 11, 11),
                "2021-09-08 11%3A11%3A11");
        assertDeclared(
                DataType.timestampUtc(Resolution.MICROS),
                Instant.parse("2021-09-08T11:11:11Z"),
                "2021-09-08 11%3A11%3A11");
        UUID uuid = UUID.fromString("5a0d0c7e-3b8c-4f0e-9a5e-8c1f6a1e2d3b");
        assertDeclared(DataType.UUID, uuid, uuid.toString());
        assertDeclared(DataType.BOOL, true, "true");
    }

    @Test
    void valuesThatDoNotFitTheDeclaredType() {
        assertMisfit(DataType.DATE, "yesterday", "a date");
        assertMisfit(DataType.INT64, "x", "an int64");
        assertMisfit(DataType.UINT8, "-1", "a uint8");
        assertMisfit(DataType.UINT8, "256", "a uint8");
        assertMisfit(DataType.INT8, "128", "an int8");
        assertMisfit(DataType.BOOL, "1", "a bool");
        assertMisfit(DataType.decimal(3, 2), "1.234", "a decimal(3,2)");
        assertMisfit(DataType.decimal(3, 2), "12.34", "a decimal(3,2)");
        assertMisfit(DataType.time(Resolution.MILLIS), "01%3A02%3A03.0001", "a time[ms]");
        assertMisfit(DataType.BINARY, "x", "a binary");
    }

    @Test
    void declaredKeysMustExist() {
        write("t/day=1/f.parquet");
        DatasetException e = assertThrows(
                DatasetException.class,
                () -> Datasets.open(
                        List.of(at("t")), DatasetOptions.defaults().withPartitionType("dya", DataType.STRING)));
        assertEquals(
                "A type is declared for the partition key 'dya', but the partition keys are (day). Did you mean 'day'?",
                e.getMessage());
    }

    @Test
    void pathWinsOverStoredColumnAndTakesItsTypeIfItFits() {
        columns(leaf("id", Type.INT32), leaf("v", Type.INT64)).rows(1).write(directory.resolve("t/id=5/f.parquet"));
        FileSet set = open("t");
        assertEquals("(id: int32 not null, v: int64)", set.schema().toString());
        assertEquals(List.of(5), set.files().get(0).partitionValues());
        assertTrue(set.files().get(0).schema().contains("id"));

        columns(leaf("id", Type.INT32)).rows(1).write(directory.resolve("u/id=five/f.parquet"));
        assertEquals("(id: string not null)", open("u").schema().toString());

        columns(leaf("id", Type.BYTE_ARRAY).setConverted_type(ConvertedType.UTF8))
                .rows(1)
                .write(directory.resolve("v/id=5/f.parquet"));
        assertEquals("(id: string not null)", open("v").schema().toString());
        assertEquals(List.of("5"), open("v").files().get(0).partitionValues());
    }

    @Test
    void filesMustHaveTheSameKeys() {
        write("t/day=1/f.parquet");
        write("t/f.parquet");
        assertRefused(
                "t",
                "[" + at("t/f.parquet") + "] Partition keys are none here and (day) in [" + at("t/day=1/f.parquet")
                        + "]: open one of the trees, or open without hive partitions.");
        write("u/a=1/b=2/f.parquet");
        write("u/b=2/c=1/f.parquet");
        assertRefused(
                "u",
                "[" + at("u/b=2/c=1/f.parquet") + "] Partition keys are (b, c) here and (a, b) in ["
                        + at("u/a=1/b=2/f.parquet")
                        + "]: open one of the trees, or open without hive partitions.");
        write("v/a=1/a=2/f.parquet");
        assertRefused("v", "[" + at("v/a=1/a=2/f.parquet") + "] The partition key 'a' is twice in the path.");
    }

    @Test
    void styleNoneIgnoresDirectoryNames() {
        write("t/day=1/f.parquet");
        write("t/f.parquet");
        FileSet set =
                Datasets.open(List.of(at("t")), DatasetOptions.defaults().withPartitionStyle(PartitionStyle.NONE));
        assertEquals("(x: int32)", set.schema().toString());
        assertEquals(List.of(), set.files().get(0).partitionValues());
    }

    @Test
    void treesOfOtherSystems() {
        FileSet dates = Datasets.open(Resources.path("hive/date-partitions").toString());
        assertEquals("(id: int32 not null, date: date not null)", dates.schema().toString());
        assertEquals(List.of(LocalDate.of(2025, 3, 1)), dates.files().get(0).partitionValues());

        FileSet nulls =
                Datasets.open(Resources.path("hive/delta-0.8.0-null-partition").toString());
        assertEquals("(v: int64, k: string)", nulls.schema().toString());
        assertEquals(Arrays.asList((Object) null), nulls.files().get(1).partitionValues());

        FileSet special = Datasets.open(Resources.path("hive/deltatbl-special-chars-in-partition-column")
                .toString());
        assertEquals("(c1: int32, c2: string not null)", special.schema().toString());
        assertEquals(
                List.of("+ =%0", "+ =%0", "+ =%1", "+ =%1"),
                special.files().stream()
                        .map(file -> file.partitionValues().get(0))
                        .collect(Collectors.toList()));
        assertEquals(10, special.rowCount());
    }

    private void assertInferred(String type, List<?> values, String... names) {
        Path tree = directory.resolve("inferred" + System.nanoTime());
        for (String name : names) {
            columns(leaf("x", Type.INT32)).rows(1).write(tree.resolve("k=" + name + "/f.parquet"));
        }
        FileSet set = Datasets.open(tree.toString());
        assertEquals("(x: int32, k: " + type + ")", set.schema().toString());
        List<Object> found =
                set.files().stream().map(file -> file.partitionValues().get(0)).collect(Collectors.toList());
        assertEquals(values.size(), found.size());
        assertTrue(found.containsAll(values), () -> found + " instead of " + values);
    }

    private void assertDeclared(DataType type, Object value, String name) {
        FileSet set = declared(type, name);
        assertEquals("(x: int32, k: " + type + " not null)", set.schema().toString());
        assertEquals(List.of(value), set.files().get(0).partitionValues());
    }

    private void assertMisfit(DataType type, String name, String what) {
        DatasetException e = assertThrows(DatasetException.class, () -> declared(type, name));
        String sentence = "Partition value '" + Partitions.decode(name) + "' of 'k' is not " + what
                + ": declare another type for it.";
        assertTrue(e.getMessage().endsWith("k=" + name + "/f.parquet] " + sentence), e.getMessage());
        assertEquals(ErrorCode.PARTITION_VALUE, e.code());
    }

    private FileSet declared(DataType type, String name) {
        Path tree = directory.resolve("declared" + System.nanoTime());
        columns(leaf("x", Type.INT32)).rows(1).write(tree.resolve("k=" + name + "/f.parquet"));
        return Datasets.open(List.of(tree.toString()), DatasetOptions.defaults().withPartitionType("k", type));
    }

    private void assertRefused(String name, String message) {
        DatasetException e = assertThrows(DatasetException.class, () -> open(name));
        assertEquals(message, e.getMessage());
        assertEquals(ErrorCode.PARTITION_VALUE, e.code());
    }

    private void write(String name) {
        columns(leaf("x", Type.INT32)).rows(1).write(directory.resolve(name));
    }

    private String at(String name) {
        return directory + "/" + name;
    }

    private FileSet open(String name) {
        return Datasets.open(at(name));
    }
}
