package dev.colonnade.contract;

import static dev.colonnade.contract.Answers.assertSameRows;
import static dev.colonnade.contract.Answers.assertSameRowsInAnyOrder;
import static dev.colonnade.contract.Answers.assertShows;
import static dev.colonnade.contract.Answers.refused;
import static dev.colonnade.contract.Answers.rows;
import static dev.colonnade.expr.Exprs.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.ParquetDataset;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.session.QueryOptions;
import dev.colonnade.type.Field;
import dev.colonnade.type.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The files on which Parquet implementations are measured, read to the last value. */
abstract class CorpusContract extends Suite {
    private Path corpus;

    @BeforeAll
    void copy() {
        corpus = Corpus.copy("parquet-testing", directory);
    }

    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(corpus)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void allFilesAreHere() throws IOException {
        assertEquals(24, files().size());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyValueIsTheOneThatTheDriverReads(String name) {
        ParquetDataset dataset = open(name);
        List<List<@Nullable Object>> expected = expected(name, dataset);
        assertEquals(dataset.rowCount(), expected.size());
        assertSameRows(expected, rows(dataset.head(expected.size()).collect()));
        assertSameRowsInAnyOrder(expected, rows(dataset.lazy().collect()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void filtersFindTheRowsThatHaveTheValue(String name) {
        ParquetDataset dataset = open(name);
        List<List<@Nullable Object>> expected = expected(name, dataset);
        for (Field field : dataset.schema().fields()) {
            int column = dataset.schema().indexOf(field.name());
            List<@Nullable Object> values = new ArrayList<>();
            expected.forEach(row -> values.add(row.get(column)));
            long nulls = values.stream().filter(Objects::isNull).count();
            assertEquals(nulls, dataset.filter(col(field.name()).isNull()).count(), field.name());
            assertEquals(
                    values.size() - nulls,
                    dataset.filter(col(field.name()).isNotNull()).count(),
                    field.name());
            if (!field.type().isNested()) {
                for (Object value : someOf(values)) {
                    assertEquals(
                            values.stream()
                                    .filter(v -> v != null && Values.same(v, value))
                                    .count(),
                            dataset.filter(col(field.name()).eq(value)).count(),
                            () -> field + " = " + value);
                }
            }
        }
    }

    /** The smallest, the greatest, the first and the last value. */
    private static List<Object> someOf(List<@Nullable Object> values) {
        List<Object> present = new ArrayList<>();
        values.stream().filter(Objects::nonNull).forEach(present::add);
        if (present.isEmpty()) {
            return present;
        }
        return List.of(
                present.stream().min(Values.ORDER).orElseThrow(),
                present.stream().max(Values.ORDER).orElseThrow(),
                present.get(0),
                present.get(present.size() - 1));
    }

    @ParameterizedTest
    @MethodSource("files")
    void batchesOfAnySizeHoldTheSameRows(String name) {
        ParquetDataset dataset = open(name);
        List<List<@Nullable Object>> expected = expected(name, dataset);
        for (int size : new int[] {1, 65_536}) {
            List<List<@Nullable Object>> found = new ArrayList<>();
            try (BatchStream stream = dataset.head(Math.min(expected.size(), 2_000))
                    .batches(QueryOptions.defaults().withBatchRows(size))) {
                for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                    assertTrue(batch.rowCount() <= size);
                    found.addAll(rows(batch));
                }
            }
            assertSameRows(expected.subList(0, Math.min(expected.size(), 2_000)), found);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFormShowsEveryFile(String name) {
        assertShows(open(name).lazy().collect());
    }

    /** Values as the documents of these files and other readers give them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            alltypes_plain | 0 | [4, true, 0, 0, 0, 0, 0.0, 0.0, 03/01/09, 0, 2009-03-01T00:00]
            alltypes_plain | 7 | [1, false, 1, 1, 1, 10, 1.1, 10.1, 01/01/09, 1, 2009-01-01T00:01]
            alltypes_dictionary | 1 | [1, false, 1, 1, 1, 10, 1.1, 10.1, 01/01/09, 1, 2009-01-01T00:01]
            alltypes_tiny_pages | 0 | [122, true, 2, 2, 2, 20, 2.2, 20.2, 01/13/09, 2, 2009-01-13T01:02:05.410, 2009, 1]
            byte_array_decimal | 23 | [24.00]
            fixed_length_decimal | 23 | [24.00]
            int32_decimal | 0 | [1.00]
            int64_decimal | 11 | [12.00]
            concatenated_gzip_members | 512 | [513]
            byte_stream_split.zstd | 0 | [1.7640524, -1.3065268517353166]
            datapage_v2.snappy | 3 | [null, 4, 5.0, false, [1, 2, 3]]
            float16_nonzeros_and_nans | 0 | [null]
            float16_nonzeros_and_nans | 3 | [NaN]
            float16_nonzeros_and_nans | 7 | [2.0]
            int96_from_spark | 0 | [2024-01-01T20:34:56.123456]
            int96_from_spark | 2 | [9999-12-31T03:00]
            lz4_raw_compressed | 2 | [1593604801, abc, 42.125]
            nan_in_stats | 1 | [NaN]
            nested_lists.snappy | 2 | [[[[a, b], [c, d], [e]], [null, [f]]], 1]
            nested_maps.snappy | 5 | [{f={3=true, 4=false, 5=true}}, 1, 1.0]
            null_list | 0 | [[]]
            repeated_no_annotation | 4 | [5, {phone=[{number=1111111111, kind=home}]}]
            list_columns | 2 | [[4], [efg, null, hij, xyz]]
            rle_boolean_encoding | 2 | [null]
            data_index_bloom_encoding_stats | 13 | [dog]
            """)
    void knownValues(String name, int row, String expected) {
        ParquetDataset dataset = open(name + ".parquet");
        List<@Nullable Object> values = new ArrayList<>();
        for (Object value : rows(dataset.head(row + 1).collect()).get(row)) {
            values.add(value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value);
        }
        assertEquals(expected, values.toString());
    }

    @Test
    void damagedFooters() {
        refused(
                ErrorCode.CORRUPT_FILE,
                "[" + bad("ARROW-RS-GH-6229-DICTHEADER")
                        + "] The file is damaged: column 'region_key' lies outside the file.",
                () -> session.open(bad("ARROW-RS-GH-6229-DICTHEADER")));
        refused(
                ErrorCode.CORRUPT_FILE,
                "[" + bad("PARQUET-1481") + "] The footer does not decode: the file is damaged.",
                () -> session.open(bad("PARQUET-1481")));
    }

    /** The footer of this file is sound and so are most of its 80 columns: each is right, or refused with the file's name. */
    @Test
    void damagedPages() {
        String path = bad("ARROW-GH-41321");
        ParquetDataset dataset = session.open(path);
        int right = 0;
        for (Field field : dataset.schema().fields()) {
            try {
                assertEquals(5, dataset.select(field.name()).collect().rowCount());
                right++;
            } catch (ColonnadeException e) {
                assertTrue(
                        e.getMessage().startsWith("[" + path + "] ")
                                || e.getMessage().startsWith("Column '"),
                        e.getMessage());
                assertTrue(
                        Set.of(ErrorCode.CORRUPT_FILE, ErrorCode.UNSUPPORTED_FILE, ErrorCode.NOT_SUPPORTED)
                                .contains(e.code()),
                        e::toString);
            }
        }
        assertTrue(right >= 70, right + " columns are right");
        assertSameRowsInAnyOrder(
                List.of(List.of(1.5), List.of(2.5), Arrays.asList((Object) null), List.of(4.5), List.of(5.5)),
                rows(dataset.select("float64").collect()));
    }

    /** One damaged file among sound ones, of which the engine does not say which it is. */
    @Test
    void damagedPagesOfOneOfManyFiles() throws IOException {
        Path mixed = fresh("mixed");
        Path sound = corpus.resolve("alltypes_tiny_pages.parquet");
        for (int i = 0; i < 4; i++) {
            Files.copy(sound, mixed.resolve("f" + i + ".parquet"));
        }
        Path hurt = mixed.resolve("f2.parquet");
        byte[] bytes = Files.readAllBytes(hurt);
        Arrays.fill(bytes, 4, 40_000, (byte) 0xFF);
        Files.write(hurt, bytes);
        ParquetDataset dataset = session.open(mixed.toString());
        ColonnadeException failure = assertThrows(
                ColonnadeException.class, () -> dataset.select("id").collect());
        assertTrue(
                failure.getMessage().startsWith("[" + hurt + "] The data of this file does not decode: "),
                failure.getMessage());
        assertEquals(4 * 7_300, dataset.rowCount());
        assertEquals(7_300, session.open(sound.toString()).lazy().collect().rowCount());
    }

    private ParquetDataset open(String name) {
        return session.open(corpus.resolve(name).toString());
    }

    private String bad(String name) {
        return corpus.resolve("bad").resolve(name + ".parquet").toString();
    }

    private List<List<@Nullable Object>> expected(String name, ParquetDataset dataset) {
        return raw.rows("SELECT * FROM " + Raw.reader(corpus.resolve(name)), dataset.schema());
    }
}
