package dev.colonnade.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.backend.FileVerification;
import dev.colonnade.backend.PageEncoding;
import dev.colonnade.backend.PageVersion;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.Vectors;
import dev.colonnade.parquet.Samples.NullPattern;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sound files, and files with one thing wrong. */
class VerifierTest {
    private static @TempDir Path directory;
    private static Path sound;

    /** Two row groups of 500 and 300 rows, five pages of 100 rows each in the first. */
    @BeforeAll
    static void write() {
        List<Long> ids = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (long i = 0; i < 800; i++) {
            ids.add(i);
            names.add(i % 10 == 3 ? null : "name " + i);
        }
        Schema schema = Schema.of(Field.of("id", DataType.INT64), Field.of("name", DataType.STRING));
        Batch batch =
                new Batch(schema, 800, List.of(Vectors.of(DataType.INT64, ids), Vectors.of(DataType.STRING, names)));
        sound = directory.resolve("sound.parquet");
        RoundTripTest.write(
                sound,
                batch,
                SinkOptions.defaults()
                        .withEncoding(PageEncoding.PLAIN)
                        .withColumn("id", ColumnOptions.defaults().withBloomFilter(0.01, 500))
                        .withLimits(SinkOptions.SizeLimits.defaults()
                                .withRowGroupRows(500)
                                .withPageRows(100)));
    }

    private static List<String> problems(Path file) {
        return ParquetVerifier.verify(file).problems().stream()
                .map(Object::toString)
                .toList();
    }

    private static void assertProblems(List<String> sentences, Consumer<FileMetaData> change) throws IOException {
        Path copy = Footers.change(sound, directory.resolve("changed.parquet"), change);
        assertEquals(sentences.stream().map(s -> "[" + copy + "] " + s).toList(), problems(copy));
    }

    private static ColumnMetaData chunk(FileMetaData footer, int group, int column) {
        return footer.getRow_groups().get(group).getColumns().get(column).getMeta_data();
    }

    @Test
    void aSoundFileHasNoProblems() {
        FileVerification verification = ParquetVerifier.verify(sound);
        assertEquals(List.of(), verification.problems());
        assertEquals(800, verification.rows());
        assertEquals(2, verification.rowGroups());
        assertEquals(16, verification.pages());
        assertEquals(1_600, verification.values());
        assertEquals(16, verification.checksums());
    }

    @Test
    void everyTypeAndOptionIsSound() {
        int number = 0;
        for (PageVersion pages : PageVersion.values()) {
            for (PageEncoding encoding : PageEncoding.values()) {
                Path file = directory.resolve("type" + number++ + ".parquet");
                Batch batch = new Samples(number).batch(Samples.everyType(), 150, NullPattern.SOME);
                SinkOptions options = SinkOptions.defaults()
                        .withPages(pages)
                        .withEncoding(encoding)
                        .withLimits(SinkOptions.SizeLimits.defaults().withPageRows(20));
                for (Field field : batch.schema().fields()) {
                    if (!field.type().equals(DataType.BOOL) && !field.type().isNested()) {
                        options = options.withColumn(
                                field.name(), ColumnOptions.defaults().withBloomFilter(0.01, 150));
                    }
                }
                RoundTripTest.write(file, batch, options);
                assertEquals(List.of(), problems(file));
            }
        }
    }

    /** Files of other writers: what is found there is there. */
    @Test
    void filesOfTheProject() {
        Map<String, List<String>> found = new TreeMap<>();
        for (Path file : TestFiles.good()) {
            List<String> problems = problems(file);
            if (!problems.isEmpty()) {
                found.put(file.getFileName().toString(), problems);
            }
        }
        assertEquals(Map.of(), found);
    }

    @Test
    void countsThatAreWrong() throws IOException {
        assertProblems(
                List.of("Row group 0, column 'name': it has 50 nulls where the footer says 49."),
                footer -> chunk(footer, 0, 1).getStatistics().setNull_count(49));
        assertProblems(
                List.of(
                        "Row group 1, column 'id': it has 300 rows where the footer says 301.",
                        "Row group 1, column 'name': it has 300 rows where the footer says 301."),
                footer -> footer.getRow_groups().get(1).setNum_rows(301));
    }

    @Test
    void boundsThatAreWrong() throws IOException {
        byte[] ten = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(10)
                .array();
        assertProblems(
                List.of("Row group 0, column 'id': it holds a value below the minimum of the footer."),
                footer -> chunk(footer, 0, 0).getStatistics().setMin_value(ten));
        assertProblems(
                List.of("Row group 0, column 'id': it holds a value above the maximum of the footer."),
                footer -> chunk(footer, 0, 0).getStatistics().setMax_value(ten));
    }

    @Test
    void pageIndexesOfAnotherColumn() throws IOException {
        Path copy = Footers.change(sound, directory.resolve("swapped.parquet"), footer -> {
            var first = footer.getRow_groups().get(0).getColumns().get(0);
            var second = footer.getRow_groups().get(1).getColumns().get(0);
            first.setColumn_index_offset(second.getColumn_index_offset());
            first.setColumn_index_length(second.getColumn_index_length());
            first.setOffset_index_offset(second.getOffset_index_offset());
            first.setOffset_index_length(second.getOffset_index_length());
        });
        assertEquals(
                List.of("[" + copy + "] Row group 0, column 'id': its page index lists 3 pages where it has 5."),
                problems(copy));
    }

    @Test
    void bloomFiltersOfAnotherRowGroup() throws IOException {
        Path copy = Footers.change(sound, directory.resolve("bloom.parquet"), footer -> chunk(footer, 0, 0)
                .setBloom_filter_offset(chunk(footer, 1, 0).getBloom_filter_offset()));
        List<String> problems = problems(copy);
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(
                problems.get(0)
                        .matches(
                                ".* Row group 0, column 'id': its Bloom filter lacks (4[0-9][0-9]|500) of its values\\."),
                problems.get(0));
    }

    @Test
    void aChangedByteOfAPage() throws IOException {
        FileMetaData footer = Footers.read(sound);
        long start = chunk(footer, 0, 1).getData_page_offset();
        long end = start + chunk(footer, 0, 1).getTotal_compressed_size();
        byte[] bytes = Files.readAllBytes(sound);
        bytes[(int) end - 5] ^= 0x10;
        Path copy = Files.write(directory.resolve("byte.parquet"), bytes);
        assertEquals(
                List.of("[" + copy + "] Row group 0, column 'name', page 4: its checksum is wrong."), problems(copy));
    }

    @Test
    void aPageThatDoesNotDecode() throws IOException {
        Path plain = directory.resolve("nocrc.parquet");
        Schema schema = Schema.of(Field.of("name", DataType.STRING));
        Batch batch = new Samples(5).batch(schema, 300, NullPattern.NONE);
        RoundTripTest.write(
                plain,
                batch,
                SinkOptions.defaults()
                        .withCompression(Compression.of(PageCodec.UNCOMPRESSED))
                        .withEncoding(PageEncoding.PLAIN)
                        .withChecksums(SinkOptions.Checksums.LEFT_OUT)
                        .withLimits(SinkOptions.SizeLimits.defaults().withPageRows(100)));
        byte[] bytes = Files.readAllBytes(plain);
        PageWalk.Page second = PageWalk.of(
                        plain,
                        OpenFile.open(plain, KeySource.NONE)
                                .footer()
                                .getBlocks()
                                .get(0)
                                .getColumns()
                                .get(0))
                .get(1);
        int length = (int) second.offset() + second.size() - 1;
        for (int at = (int) second.offset() + 40; at < length; at++) {
            bytes[at] = (byte) 0xFF;
        }
        Path copy = Files.write(directory.resolve("undecoded.parquet"), bytes);
        List<String> problems = problems(copy);
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(
                problems.get(0).startsWith("[" + copy + "] Row group 0, column 'name', page 1: it does not decode ("),
                problems.get(0));
    }

    @Test
    void whatIsNoParquetFile() throws IOException {
        Path file = Files.writeString(directory.resolve("x.parquet"), "this is no Parquet file at all");
        assertEquals(
                List.of("[" + file + "] Not a Parquet file, or cut off: it does not end with 'PAR1'."), problems(file));
    }
}
