package dev.colonnade.parquet;

import dev.colonnade.error.ColonnadeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** One column of one row group, held against what footer and indexes say of it. */
final class ChunkVerifier {
    private final OpenFile file;
    private final ParquetFileReader reader;
    private final int group;
    private final ColumnDescriptor column;
    private final PrimitiveType type;
    private final String name;
    private final Findings findings;
    private final List<PageTally> tallies = new ArrayList<>();
    private final List<PageWalk.Page> pages = new ArrayList<>();

    ChunkVerifier(OpenFile file, ParquetFileReader reader, int group, Shape.Leaf leaf, Findings findings) {
        this.file = file;
        this.reader = reader;
        this.group = group;
        this.column = leaf.column();
        this.type = leaf.column().getPrimitiveType();
        this.name = String.join(".", leaf.column().getPath());
        this.findings = findings;
    }

    void verify() {
        BlockMetaData block = file.footer().getBlocks().get(group);
        PageCounter counter = new PageCounter();
        try {
            ColumnChunkMetaData chunk = chunk(block);
            RowGroupCursor.requireInside(chunk, file);
            boolean sound = walk(chunk);
            if (block.getRowCount() > 0 && sound) {
                reader.setRequestedSchema(List.of(column));
                counter.pages = new CheckedPages(reader.readRowGroup(group).getPageReader(column), type);
                decode(chunk, counter, reader.readBloomFilter(chunk));
                compare(block, chunk);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            ColonnadeException told = FileErrors.column(file.path(), name, group, e, file.keys());
            findings.page(group, name, counter.current, reason(e, told));
        }
    }

    /** What went wrong, where file, column and row group are told apart from it. */
    private String reason(Throwable failure, ColonnadeException told) {
        String sentence = ParquetVerifier.sentence(file.path(), told);
        return sentence.contains("does not decode")
                ? "it does not decode (" + FileErrors.reason(failure) + ")"
                : sentence.replace("Column '" + name + "' ", "it ");
    }

    private ColumnChunkMetaData chunk(BlockMetaData block) {
        ColumnPath path = ColumnPath.get(column.getPath());
        return block.getColumns().stream()
                .filter(c -> c.getPath().equals(path))
                .findFirst()
                .orElseThrow(() -> new ParquetDecodingException("the row group does not have it"));
    }

    /** Looks at headers and checksums; of an encrypted file, decryption does that. */
    private boolean walk(ColumnChunkMetaData chunk) throws IOException {
        if (file.footer().getFileMetaData().getEncryptionType()
                != org.apache.parquet.hadoop.metadata.FileMetaData.EncryptionType.UNENCRYPTED) {
            return true;
        }
        boolean sound = true;
        int data = 0;
        for (PageWalk.Page page : PageWalk.of(file.path(), chunk)) {
            if (page.checksum() == PageWalk.Checksum.WRONG) {
                sound = false;
                findings.page(
                        group,
                        name,
                        page.isData() ? data : -1,
                        page.isData() ? "its checksum is wrong" : "the checksum of its dictionary is wrong");
            } else if (page.checksum() == PageWalk.Checksum.RIGHT) {
                findings.checksumIsRight();
            }
            if (page.isData()) {
                pages.add(page);
                data++;
            }
        }
        return sound;
    }

    private void decode(ColumnChunkMetaData chunk, PageCounter counter, @Nullable BloomFilter bloom) {
        ColumnReader values = new ColumnReaderImpl(column, counter, new PrimitiveConverter() {}, null);
        long rows = 0;
        int missing = 0;
        for (long i = 0; i < chunk.getValueCount(); i++) {
            if (values.getCurrentDefinitionLevel() > column.getMaxDefinitionLevel()
                    || values.getCurrentRepetitionLevel() > column.getMaxRepetitionLevel()) {
                throw new ParquetDecodingException("its levels make no sense");
            }
            while (tallies.size() <= counter.current) {
                tallies.add(new PageTally(type, rows));
            }
            rows += values.getCurrentRepetitionLevel() == 0 ? 1 : 0;
            PageTally tally = tallies.get(counter.current);
            if (values.getCurrentDefinitionLevel() < column.getMaxDefinitionLevel()) {
                tally.addNull();
            } else {
                Object value = PageTally.value(values, type);
                tally.add(value);
                missing += bloom == null || bloom.findHash(bloom.hash(value)) ? 0 : 1;
            }
            values.consume();
        }
        tallies.forEach(tally -> findings.pageDecoded(tally.triplets()));
        tallies.add(new PageTally(type, rows)); // where a further page would begin
        if (missing > 0) {
            findings.column(group, name, "its Bloom filter lacks " + missing + " of its values");
        }
    }

    private void compare(BlockMetaData block, ColumnChunkMetaData chunk) throws IOException {
        PageTally all = new PageTally(type, 0);
        tallies.forEach(all::add);
        long rows = tallies.get(tallies.size() - 1).firstRow();
        if (rows != block.getRowCount()) {
            findings.column(group, name, "it has " + rows + " rows where the footer says " + block.getRowCount());
        }
        Statistics<?> stated = chunk.getStatistics();
        if (stated != null && countsNulls() && stated.isNumNullsSet() && stated.getNumNulls() != all.nulls()) {
            findings.column(
                    group, name, "it has " + all.nulls() + " nulls where the footer says " + stated.getNumNulls());
        }
        if (stated != null && stated.hasNonNullValue()) {
            compareBounds(-1, all, stated, "footer");
        }
        compareIndexes(reader.readOffsetIndex(chunk), reader.readColumnIndex(chunk));
    }

    /** Below lists and structs, each writer counts nulls in its own way. */
    private boolean countsNulls() {
        return column.getPath().length == 1 && column.getMaxRepetitionLevel() == 0;
    }

    private void compareBounds(int page, PageTally found, Statistics<?> stated, String where) {
        if (found.reachesBelow(stated.genericGetMin())) {
            findings.page(group, name, page, "it holds a value below the minimum of the " + where);
        }
        if (found.reachesAbove(stated.genericGetMax())) {
            findings.page(group, name, page, "it holds a value above the maximum of the " + where);
        }
    }

    private void compareIndexes(@Nullable OffsetIndex offsets, @Nullable ColumnIndex bounds) {
        int found = tallies.size() - 1;
        if (offsets != null && offsets.getPageCount() != found) {
            findings.column(
                    group, name, "its page index lists " + offsets.getPageCount() + " pages where it has " + found);
            return;
        }
        for (int page = 0; page < found; page++) {
            if (offsets != null) {
                comparePlace(page, offsets);
            }
            if (bounds != null) {
                comparePage(page, bounds);
            }
        }
    }

    private void comparePlace(int page, OffsetIndex offsets) {
        boolean placed = page >= pages.size()
                || pages.get(page).offset() == offsets.getOffset(page)
                        && pages.get(page).size() == offsets.getCompressedPageSize(page);
        if (!placed) {
            findings.page(group, name, page, "it lies elsewhere than the page index says");
        }
        if (offsets.getFirstRowIndex(page) != tallies.get(page).firstRow()) {
            findings.page(
                    group,
                    name,
                    page,
                    "it begins with row " + tallies.get(page).firstRow() + " where the page index says "
                            + offsets.getFirstRowIndex(page));
        }
    }

    private void comparePage(int page, ColumnIndex bounds) {
        PageTally found = tallies.get(page);
        boolean onlyNulls = found.nulls() == found.triplets();
        if (bounds.getNullPages().get(page)) {
            if (!onlyNulls) {
                findings.page(group, name, page, "it holds values where the page index says nulls alone");
            }
            return;
        }
        List<Long> nulls = bounds.getNullCounts();
        if (nulls != null && countsNulls() && nulls.get(page) != found.nulls()) {
            findings.page(
                    group,
                    name,
                    page,
                    "it has " + found.nulls() + " nulls where the page index says " + nulls.get(page));
        }
        Statistics<?> stated = Statistics.getBuilderForReading(type)
                .withMin(bytes(bounds.getMinValues().get(page)))
                .withMax(bytes(bounds.getMaxValues().get(page)))
                .withNumNulls(0)
                .build();
        if (stated.hasNonNullValue()) {
            compareBounds(page, found, stated, "page index");
        }
    }

    private static byte[] bytes(java.nio.ByteBuffer bound) {
        byte[] bytes = new byte[bound.remaining()];
        bound.duplicate().get(bytes);
        return bytes;
    }

    /** Knows which data page is being decoded. */
    private static final class PageCounter implements PageReader {
        private @Nullable PageReader pages;
        private int current = -1;

        private PageReader pages() {
            return java.util.Objects.requireNonNull(pages);
        }

        @Override
        public @Nullable DictionaryPage readDictionaryPage() {
            return pages().readDictionaryPage();
        }

        @Override
        public long getTotalValueCount() {
            return pages().getTotalValueCount();
        }

        @Override
        public DataPage readPage() {
            current++;
            return pages().readPage();
        }
    }
}
