package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.ParquetSchema.Leaf;
import dev.colonnade.source.Storage.Entry;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;

/**
 * Turns a decoded footer into ours and refuses what contradicts itself. Rows are counted by row group: some writers leave
 * the total at 0.
 */
final class FooterParser {
    /** The most rows that a row group can have: sums over row groups stay within 64 bits. */
    private static final long MOST_ROWS = 1L << 40;

    private final Entry file;
    private final FileMetaData metadata;

    FooterParser(Entry file, FileMetaData metadata) {
        this.file = file;
        this.metadata = metadata;
    }

    /** @param checksum of the footer's bytes */
    Footer parse(int checksum) {
        if (metadata.isSetEncryption_algorithm()) {
            throw SourceErrors.of(
                    ErrorCode.UNSUPPORTED_FILE, file.path(), "The file is encrypted, which is not supported.");
        }
        ParquetSchema schema = ParquetSchema.read(file.path(), metadata.getSchema());
        List<RowGroup> rowGroups = new ArrayList<>();
        for (org.apache.parquet.format.RowGroup group : metadata.getRow_groups()) {
            rowGroups.add(rowGroup(group, schema.leaves()));
        }
        return new Footer(schema.schema(), checksum, List.copyOf(rowGroups));
    }

    private RowGroup rowGroup(org.apache.parquet.format.RowGroup group, List<Leaf> leaves) {
        List<ColumnChunk> chunks = group.getColumns();
        if (chunks.size() != leaves.size()) {
            throw corrupt("a row group has " + chunks.size() + " columns and the schema " + leaves.size());
        }
        if (group.getNum_rows() < 0 || group.getNum_rows() > MOST_ROWS) {
            throw corrupt("a row group has " + group.getNum_rows() + " rows");
        }
        List<dev.colonnade.source.ColumnChunk> columns = new ArrayList<>(chunks.size());
        long size = 0;
        for (int i = 0; i < chunks.size(); i++) {
            Leaf leaf = leaves.get(i);
            ColumnMetaData chunk = metadata(chunks.get(i), leaf);
            size += chunk.getTotal_compressed_size();
            StatsReader reader = new StatsReader(leaf, typeOrdered(i), metadata.getCreated_by());
            ColumnStats stats = reader.read(chunk, group.getNum_rows());
            columns.add(new dev.colonnade.source.ColumnChunk(
                    leaf.path(),
                    leaf.repeated(),
                    stats,
                    reader.isUnproven(chunk, stats),
                    LayoutReader.read(leaf, chunks.get(i), chunk)));
        }
        return new RowGroup(group.getNum_rows(), size, columns);
    }

    private ColumnMetaData metadata(ColumnChunk chunk, Leaf leaf) {
        if (chunk.isSetFile_path() && !chunk.getFile_path().isEmpty()) {
            throw SourceErrors.of(
                    ErrorCode.UNSUPPORTED_FILE,
                    file.path(),
                    "The file only describes other files: open those, or their directory.");
        }
        if (chunk.isSetCrypto_metadata() || !chunk.isSetMeta_data()) {
            throw SourceErrors.of(
                    ErrorCode.UNSUPPORTED_FILE,
                    file.path(),
                    "Column '" + leaf.column() + "' is encrypted, which is not supported.");
        }
        ColumnMetaData column = chunk.getMeta_data();
        long start = column.isSetDictionary_page_offset() && column.getDictionary_page_offset() > 0
                ? Math.min(column.getDictionary_page_offset(), column.getData_page_offset())
                : column.getData_page_offset();
        long length = column.getTotal_compressed_size();
        if (start < 0 || length < 0 || length > file.sizeBytes() || start > file.sizeBytes() - length) {
            throw corrupt("column '" + leaf.column() + "' lies outside the file");
        }
        return column;
    }

    private boolean typeOrdered(int leaf) {
        return metadata.isSetColumn_orders()
                && leaf < metadata.getColumn_ordersSize()
                && metadata.getColumn_orders().get(leaf).isSet();
    }

    private DatasetException corrupt(String contradiction) {
        return SourceErrors.of(ErrorCode.CORRUPT_FILE, file.path(), "The file is damaged: " + contradiction + ".");
    }
}
