package dev.colonnade.source;

import dev.colonnade.source.ParquetSchema.Leaf;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;

/** What a footer says about how a column chunk is stored. */
final class LayoutReader {
    private LayoutReader() {}

    static ChunkLayout read(Leaf leaf, ColumnChunk chunk, ColumnMetaData metadata) {
        List<String> encodings = metadata.getEncodings().stream()
                .map(LayoutReader::name)
                .sorted()
                .distinct()
                .toList();
        boolean dictionary = metadata.isSetDictionary_page_offset() && metadata.getDictionary_page_offset() > 0
                || metadata.isSetEncoding_stats()
                        && metadata.getEncoding_stats().stream()
                                .anyMatch(stats -> stats.getPage_type() == PageType.DICTIONARY_PAGE);
        return new ChunkLayout(
                physical(leaf),
                metadata.getCodec() == null ? "" : metadata.getCodec().name().toUpperCase(Locale.ROOT),
                encodings,
                dictionary,
                dictionary && metadata.isSetEncoding_stats() && fallsBack(metadata.getEncoding_stats()),
                metadata.isSetBloom_filter_offset() ? metadata.getBloom_filter_offset() : -1,
                metadata.isSetBloom_filter_length() ? metadata.getBloom_filter_length() : -1,
                chunk.isSetColumn_index_offset() ? chunk.getColumn_index_offset() : -1,
                chunk.isSetColumn_index_length() ? chunk.getColumn_index_length() : 0);
    }

    private static String physical(Leaf leaf) {
        boolean fixed = leaf.physical() == Type.FIXED_LEN_BYTE_ARRAY;
        return leaf.physical().name() + (fixed ? "(" + leaf.width() + ")" : "");
    }

    private static String name(Encoding encoding) {
        return encoding == null ? "UNKNOWN" : encoding.name();
    }

    private static boolean fallsBack(List<PageEncodingStats> pages) {
        return pages.stream()
                .anyMatch(page -> page.getPage_type() != PageType.DICTIONARY_PAGE
                        && page.getPage_type() != PageType.INDEX_PAGE
                        && page.getEncoding() != Encoding.RLE_DICTIONARY
                        && page.getEncoding() != Encoding.PLAIN_DICTIONARY
                        && page.getCount() > 0);
    }
}
