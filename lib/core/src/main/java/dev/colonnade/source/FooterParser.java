package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.ParquetSchema.Leaf;
import dev.colonnade.source.Storage.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a decoded footer into ours and refuses what contradicts itself. Rows are counted by row group: some writers leave
 * the total at 0. Fields have the numbers that the format gives them.
 */
final class FooterParser {
    /** The most rows that a row group can have: sums over row groups stay within 64 bits. */
    private static final long MOST_ROWS = 1L << 40;

    // of the chunk's metadata
    static final int UNCOMPRESSED = 6;
    static final int COMPRESSED = 7;
    static final int STATISTICS = 12;

    private static final int DATA_OFFSET = 9;
    private static final int DICTIONARY_OFFSET = 11;

    // of the chunk
    private static final int FILE_PATH = 1;
    private static final int META_DATA = 3;
    private static final int CRYPTO = 8;

    // of the file
    private static final int SCHEMA = 2;
    private static final int ROW_GROUPS = 4;
    private static final int CREATED_BY = 6;
    private static final int COLUMN_ORDERS = 7;
    private static final int ENCRYPTION = 8;

    private final Entry file;
    private final ThriftStruct metadata;
    private final @Nullable String createdBy;

    FooterParser(Entry file, ThriftStruct metadata) {
        this.file = file;
        this.metadata = metadata;
        this.createdBy = metadata.has(CREATED_BY) ? metadata.text(CREATED_BY) : null;
    }

    /** The elements of the schema. */
    static ThriftStruct[] schema(ThriftStruct metadata) {
        return metadata.structs(SCHEMA);
    }

    void checkReadable() {
        if (metadata.has(ENCRYPTION)) {
            throw SourceErrors.of(
                    ErrorCode.UNSUPPORTED_FILE, file.path(), "The file is encrypted, which is not supported.");
        }
    }

    /** @param checksum of the footer's bytes */
    Footer parse(ParquetSchema schema, int checksum) {
        ThriftStruct[] groups = metadata.structs(ROW_GROUPS);
        List<RowGroup> rowGroups = new ArrayList<>(groups.length);
        for (ThriftStruct group : groups) {
            rowGroups.add(rowGroup(group, schema.leaves()));
        }
        return new Footer(schema.schema(), checksum, rowGroups);
    }

    private RowGroup rowGroup(ThriftStruct group, List<Leaf> leaves) {
        ThriftStruct[] chunks = group.structs(1);
        long rows = group.number(3);
        if (chunks.length != leaves.size()) {
            throw corrupt("a row group has " + chunks.length + " columns and the schema " + leaves.size());
        }
        if (rows < 0 || rows > MOST_ROWS) {
            throw corrupt("a row group has " + rows + " rows");
        }
        List<ColumnChunk> columns = new ArrayList<>(chunks.length);
        long size = 0;
        for (int i = 0; i < chunks.length; i++) {
            Leaf leaf = leaves.get(i);
            ThriftStruct chunk = metadata(chunks[i], leaf);
            size += chunk.number(COMPRESSED);
            StatsReader reader = new StatsReader(leaf, typeOrdered(i), createdBy);
            ColumnStats stats = reader.read(chunk, rows);
            columns.add(new ColumnChunk(
                    leaf.path(),
                    leaf.repeated(),
                    stats,
                    reader.isUnproven(chunk, stats),
                    LayoutReader.read(leaf, chunks[i], chunk)));
        }
        return new RowGroup(rows, size, columns);
    }

    private ThriftStruct metadata(ThriftStruct chunk, Leaf leaf) {
        if (chunk.has(FILE_PATH) && !chunk.text(FILE_PATH).isEmpty()) {
            throw SourceErrors.of(
                    ErrorCode.UNSUPPORTED_FILE,
                    file.path(),
                    "The file only describes other files: open those, or their directory.");
        }
        if (chunk.has(CRYPTO) || !chunk.has(META_DATA)) {
            throw SourceErrors.of(
                    ErrorCode.UNSUPPORTED_FILE,
                    file.path(),
                    "Column '" + leaf.column() + "' is encrypted, which is not supported.");
        }
        ThriftStruct column = chunk.struct(META_DATA);
        long data = column.number(DATA_OFFSET);
        long dictionary = column.numberOr(DICTIONARY_OFFSET, 0);
        long start = dictionary > 0 ? Math.min(dictionary, data) : data;
        long length = column.number(COMPRESSED);
        if (start < 0 || length < 0 || length > file.sizeBytes() || start > file.sizeBytes() - length) {
            throw corrupt("column '" + leaf.column() + "' lies outside the file");
        }
        return column;
    }

    private boolean typeOrdered(int leaf) {
        if (!metadata.has(COLUMN_ORDERS)) {
            return false;
        }
        ThriftStruct[] orders = metadata.structs(COLUMN_ORDERS);
        return leaf < orders.length && orders[leaf].isSet();
    }

    private DatasetException corrupt(String contradiction) {
        return SourceErrors.of(ErrorCode.CORRUPT_FILE, file.path(), "The file is damaged: " + contradiction + ".");
    }
}
