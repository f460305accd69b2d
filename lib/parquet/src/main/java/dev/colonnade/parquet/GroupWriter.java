package dev.colonnade.parquet;

import dev.colonnade.batch.Batch;
import dev.colonnade.error.ColonnadeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.column.values.bloomfilter.BloomFilterWriter;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;

/** A row group in memory: encoded and compressed pages of all columns. */
final class GroupWriter {
    private final WritePlan plan;
    private final ParquetFileWriter writer;
    private final ColumnChunkPageWriteStore pages;
    private final ColumnWriteStore columns;
    private final List<Shredder> shredders = new ArrayList<>();
    private final Map<String, BloomFilter> bloomFilters = new HashMap<>();
    private long rows;

    GroupWriter(WritePlan plan, ParquetProperties properties, ParquetFileWriter writer, int number) {
        this.plan = plan;
        this.writer = writer;
        PageCodecs codecs = new PageCodecs();
        this.pages = ColumnChunkPageWriteStore.builder()
                .withCompressorProvider(column -> {
                    Compression compression = plan.compression(column);
                    return codecs.getCompressor(compression.codec().stored(), compression.level());
                })
                .withSchema(plan.stored())
                .withAllocator(Allocation.HEAP)
                .withColumnIndexTruncateLength(properties.getColumnIndexTruncateLength())
                .withPageWriteChecksumEnabled(properties.getPageWriteChecksumEnabled())
                .withFileEncryptor(writer.getEncryptor())
                .withRowGroupOrdinal(number)
                .build();
        this.columns = properties.newColumnWriteStore(plan.stored(), pages, this::bloomFilterWriter);
        plan.shapes().forEach(shape -> shredders.add(Shredder.of(shape, columns)));
    }

    /** Keeps filters here: the page store writes none for a column whose pages all have a dictionary. */
    private BloomFilterWriter bloomFilterWriter(ColumnDescriptor column) {
        return filter -> bloomFilters.put(String.join(".", column.getPath()), filter);
    }

    /** Appends some rows, column by column. */
    void add(Batch batch, int from, int count) {
        for (int i = 0; i < shredders.size(); i++) {
            try {
                shredders.get(i).writeRows(batch.column(i), from, count);
            } catch (ColonnadeException e) {
                throw new ColonnadeException(
                        e.code(),
                        "Column '" + plan.schema().field(i).name() + "' cannot be written: " + e.getMessage() + ".",
                        e);
            }
        }
        for (int i = 0; i < count; i++) {
            columns.endRecord();
        }
        rows += count;
    }

    long rows() {
        return rows;
    }

    long bytes() {
        return columns.getBufferedSize();
    }

    /** Puts the row group into the file. */
    void flush() throws IOException {
        writer.startBlock(rows);
        columns.flush();
        pages.flushToFileWriter(writer);
        bloomFilters.forEach(writer::addBloomFilter);
        writer.endBlock();
        columns.close();
        pages.close();
    }
}
