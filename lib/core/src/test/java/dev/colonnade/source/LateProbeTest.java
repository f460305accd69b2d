package dev.colonnade.source;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.source.ParquetFixture.columns;
import static dev.colonnade.source.ParquetFixture.leaf;
import static dev.colonnade.source.ParquetFixture.littleEndian;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.Expr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Bloom filters and page indexes rule out, and that damaged ones rule out nothing. */
class LateProbeTest {
    @TempDir
    Path directory;

    @Test
    void bloomFiltersOfOtherWritersKnowWhatIsNotThere() {
        FileSet files = Datasets.open(Resources.path("parquet-testing/data_index_bloom_encoding_stats.parquet")
                .toString());
        assertNull(refuting(files, col("String").eq("Hello")));
        assertNull(refuting(files, col("String").eq("the quick")));
        assertEquals("bloom String", refuting(files, col("String").eq("iz")));
        assertEquals("bloom String", refuting(files, col("String").isIn("iz", "helo", null)));
        assertNull(refuting(files, col("String").isIn("iz", "Hello")));
        assertNull(refuting(files, col("String").eq("iz").not()));
    }

    @Test
    void aRowGroupWithoutAMatchingPageIsRuledOut() {
        FileSet files = file(pages(10L, 20L, 40L, 50L));
        assertNull(refuting(files, col("x").eq(20)));
        assertNull(refuting(files, col("x").between(15, 45)));
        assertEquals("page index x", refuting(files, col("x").between(21, 39)));
        assertEquals("page index x", refuting(files, col("x").eq(30)));
        assertEquals("page index x", refuting(files, col("x").plus(1).eq(31)));
        assertNull(refuting(files, col("x").isNull()));
        assertNull(refuting(files, col("x").eq(30).or(col("x").isNull())));
    }

    @Test
    void pagesOfNullsHoldNothingElse() {
        ColumnIndex index = pages(10L, 20L, 40L, 50L);
        index.setNull_counts(List.of(0L, 0L, 5L));
        index.setNull_pages(List.of(false, false, true));
        index.setMin_values(List.of(value(10L), value(40L), ByteBuffer.allocate(0)));
        index.setMax_values(List.of(value(20L), value(50L), ByteBuffer.allocate(0)));
        assertEquals("page index x", refuting(file(index), col("x").eq(30)));
        assertNull(refuting(file(index), col("x").isNull()));
        index.setNull_counts(List.of(0L, 0L));
        index.setNull_pages(List.of(false, false));
        index.setMin_values(List.of(value(10L), value(40L)));
        index.setMax_values(List.of(value(20L), value(50L)));
        assertEquals("page index x", refuting(file(index), col("x").isNull()));
    }

    @Test
    void anIndexThatContradictsItselfOrTheFooterRulesOutNothing() {
        assertNull(refuting(file(pages(20L, 10L, 40L, 50L)), col("x").eq(30)));
        assertNull(refuting(file(pages(11L, 20L, 40L, 50L)), col("x").eq(30)));
        assertNull(refuting(file(pages(10L, 20L, 40L, 49L)), col("x").eq(30)));
        ColumnIndex uneven = pages(10L, 20L, 40L, 50L);
        uneven.setMin_values(List.of(value(10L)));
        assertNull(refuting(file(uneven), col("x").eq(30)));
    }

    @Test
    void damageFailsNoQuery() {
        byte[] index = bytes(pages(10L, 20L, 40L, 50L));
        for (int i = 0; i < index.length; i++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] damaged = index.clone();
                damaged[i] ^= (byte) (1 << bit);
                refuting(file(damaged, 4, damaged.length), col("x").eq(30));
            }
        }
        for (int length = 1; length < index.length; length++) {
            assertNull(refuting(file(index, 4, length), col("x").eq(30)));
        }
        for (long offset : new long[] {-5, 0, 5, 1L << 40, Long.MAX_VALUE}) {
            assertNull(refuting(file(index, offset, index.length), col("x").eq(30)));
        }
        assertNull(refuting(file(index, 4, Integer.MAX_VALUE), col("x").eq(30)));
        assertNull(refuting(file(index, 4, -1), col("x").eq(30)));
    }

    @Test
    void aDamagedBloomFilterRulesOutNothing() throws IOException {
        Path source = Resources.path("parquet-testing/data_index_bloom_encoding_stats.parquet");
        byte[] whole = Files.readAllBytes(source);
        int header = (int) Datasets.open(source.toString())
                .files()
                .get(0)
                .rowGroups()
                .get(0)
                .chunks()
                .get(0)
                .layout()
                .bloomOffset();
        int kept = 0;
        for (int i = 0; i < 16; i++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] damaged = whole.clone();
                damaged[header + i] ^= (byte) (1 << bit);
                Path file = Files.write(directory.resolve("bloom.parquet"), damaged);
                assertNull(
                        refuting(Datasets.open(file.toString()), col("String").eq("Hello")));
                kept++;
            }
        }
        assertEquals(128, kept);
    }

    @Test
    void aFileThatHasChangedIsNotProbed() throws IOException {
        FileSet files = file(pages(10L, 20L, 40L, 50L));
        assertEquals("page index x", refuting(files, col("x").eq(30)));
        Files.setLastModifiedTime(directory.resolve("late.parquet"), FileTime.fromMillis(12_345));
        assertNull(refuting(files, col("x").eq(30)));
        Files.delete(directory.resolve("late.parquet"));
        assertNull(refuting(files, col("x").eq(30)));
    }

    @Test
    void probingEnds() {
        FileSet files = file(pages(10L, 20L, 40L, 50L));
        LateProbe probe = probe(files, col("x").eq(30));
        long refuted = 0;
        while (probe.refuting(0, 0) != null) {
            refuted++;
        }
        assertEquals(1_000, refuted);
    }

    @Test
    void constantsAreEncodedAsTheFileStoresThem() {
        assertTrue(Encodings.all().size() > 15);
        for (Encodings.Case encoding : Encodings.all()) {
            List<byte[]> actual =
                    StoredValues.of(encoding.value(), encoding.column(), encoding.stored(), encoding.physical());
            List<String> hex = actual == null
                    ? List.of("unknown")
                    : actual.stream().map(java.util.HexFormat.of()::formatHex).toList();
            assertEquals(encoding.hex(), String.join(" ", hex), encoding::toString);
        }
    }

    private static @Nullable String refuting(FileSet files, Expr condition) {
        return probe(files, condition).refuting(0, 0);
    }

    private static LateProbe probe(FileSet files, Expr condition) {
        return new LateProbe(
                files, BoundExprs.conjuncts(Binder.of(files.schema()).bindCondition(condition, "filter")));
    }

    /** Two pages with these bounds. */
    private static ColumnIndex pages(long... bounds) {
        return new ColumnIndex(
                        List.of(false, false),
                        List.of(value(bounds[0]), value(bounds[2])),
                        List.of(value(bounds[1]), value(bounds[3])),
                        BoundaryOrder.UNORDERED)
                .setNull_counts(List.of(0L, 3L));
    }

    private static ByteBuffer value(long value) {
        return ByteBuffer.wrap(littleEndian(value));
    }

    private FileSet file(ColumnIndex index) {
        byte[] bytes = bytes(index);
        return file(bytes, 4, bytes.length);
    }

    /** An int64 column from 10 to 50. */
    private FileSet file(byte[] body, long offset, int length) {
        Statistics statistics = ParquetFixture.bounds(10L, 50L).setNull_count(3);
        Path file = columns(leaf("x", Type.INT64))
                .rows(20, statistics)
                .withBody(Arrays.copyOf(body, Math.max(body.length, ParquetFixture.CHUNK_BYTES)))
                .changed(footer -> {
                    ColumnChunk chunk =
                            footer.getRow_groups().get(0).getColumns().get(0);
                    chunk.setColumn_index_offset(offset).setColumn_index_length(length);
                })
                .write(directory.resolve("late.parquet"));
        return Datasets.open(file.toString());
    }

    private static byte[] bytes(ColumnIndex index) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Util.writeColumnIndex(index, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
