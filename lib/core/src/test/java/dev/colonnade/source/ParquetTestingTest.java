package dev.colonnade.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files on which Parquet implementations are measured. */
class ParquetTestingTest {
    private static final String FILES =
            """
            alltypes_dictionary | 2 | (id: int32, bool_col: bool, tinyint_col: int32, smallint_col: int32, int_col: int32, bigint_col: int64, float_col: float32, double_col: float64, date_string_col: binary, string_col: binary, timestamp_col: timestamp[us])
            alltypes_plain | 8 | (id: int32, bool_col: bool, tinyint_col: int32, smallint_col: int32, int_col: int32, bigint_col: int64, float_col: float32, double_col: float64, date_string_col: binary, string_col: binary, timestamp_col: timestamp[us])
            alltypes_tiny_pages | 7300 | (id: int32, bool_col: bool, tinyint_col: int8, smallint_col: int16, int_col: int32, bigint_col: int64, float_col: float32, double_col: float64, date_string_col: string, string_col: string, timestamp_col: timestamp[us], year: int32, month: int32)
            binary | 12 | (foo: binary)
            byte_array_decimal | 24 | (value: decimal(4,2))
            byte_stream_split.zstd | 300 | (f32: float32, f64: float64)
            concatenated_gzip_members | 513 | (long_col: uint64)
            data_index_bloom_encoding_stats | 14 | (String: string)
            datapage_v2.snappy | 5 | (a: string, b: int32 not null, c: float64 not null, d: bool not null, e: list<int32>)
            fixed_length_decimal | 24 | (value: decimal(25,2))
            float16_nonzeros_and_nans | 8 | (x: float16)
            int32_decimal | 24 | (value: decimal(4,2))
            int64_decimal | 24 | (value: decimal(10,2))
            int96_from_spark | 6 | (a: timestamp[us])
            list_columns | 3 | (int64_list: list<int64>, utf8_list: list<string>)
            lz4_raw_compressed | 4 | (c0: int64 not null, c1: binary not null, v11: float64)
            nan_in_stats | 2 | (x: float64)
            nested_lists.snappy | 3 | (a: list<list<list<string>>>, b: int32 not null)
            nested_maps.snappy | 6 | (a: map<string, map<int32, bool>>, b: int32 not null, c: float64 not null)
            null_list | 1 | (emptylist: list<null>)
            repeated_no_annotation | 6 | (id: int32 not null, phoneNumbers: struct<phone: list<struct<number: int64, kind: string>>>)
            rle_boolean_encoding | 68 | (datatype_boolean: bool)
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = FILES)
    void opens(String name, long rows, String schema) {
        FileSet set = open(name);
        assertEquals(schema, set.schema().toString());
        assertEquals(rows, set.rowCount());
    }

    @Test
    void opensWideFiles() {
        FileSet deltas = open("delta_binary_packed");
        assertEquals(200, deltas.rowCount());
        assertEquals(66, deltas.schema().size());
        assertTrue(deltas.schema().toString().endsWith("bitwidth64: int64, int_value: int32)"));
        FileSet structs = open("nested_structs.rust");
        assertEquals(1, structs.rowCount());
        assertEquals(36, structs.schema().size());
        assertEquals(
                "roll_num: struct<min: int64, max: int64, mean: int64, count: uint64, sum: int64, variance: int64> not null",
                structs.schema().field(0).toString());
    }

    @Test
    void everyFileIsInATestHere() throws IOException {
        try (Stream<Path> files = Files.list(Resources.path("parquet-testing"))) {
            TreeSet<String> found = files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".parquet"))
                    .map(name -> name.replace(".parquet", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            TreeSet<String> tested =
                    FILES.lines().map(line -> line.split(" \\| ")[0]).collect(Collectors.toCollection(TreeSet::new));
            tested.addAll(List.of("delta_binary_packed", "nested_structs.rust"));
            assertEquals(tested, found);
        }
    }

    @Test
    void damagedFilesAreRefused() {
        assertRefused("ARROW-RS-GH-6229-DICTHEADER", "The file is damaged: column 'region_key' lies outside the file.");
        assertRefused("PARQUET-1481", "The footer does not decode: the file is damaged.");
    }

    /** Its footer is sound; only its data pages are damaged, so that is for a scan to say. */
    @Test
    void damagedPagesDoNotShowInTheFooter() {
        FileSet set = open("bad/ARROW-GH-41321");
        assertEquals(5, set.rowCount());
        assertEquals("boolean: bool", set.schema().field(0).toString());
    }

    @Test
    void nanInStatisticsIsNoBound() {
        ColumnStats stats = ParquetFixture.only(open("nan_in_stats").files().get(0));
        assertEquals(null, stats.max());
        assertEquals(null, stats.min());
    }

    private static FileSet open(String name) {
        return Datasets.open(
                Resources.path("parquet-testing/" + name + ".parquet").toString());
    }

    private static void assertRefused(String name, String sentence) {
        Path path = Resources.path("parquet-testing/bad/" + name + ".parquet");
        DatasetException e = assertThrows(DatasetException.class, () -> Datasets.open(path.toString()));
        assertEquals("[" + path + "] " + sentence, e.getMessage());
    }
}
