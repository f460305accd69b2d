package dev.colonnade.source;

import dev.colonnade.source.ParquetSchema.Leaf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a footer says about how a column chunk is stored. */
final class LayoutReader {
    private static final String[] CODECS = {"UNCOMPRESSED", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW"
    };

    /** By number; 1 was never given. */
    private static final String[] ENCODINGS = {
        "PLAIN",
        "",
        "PLAIN_DICTIONARY",
        "RLE",
        "BIT_PACKED",
        "DELTA_BINARY_PACKED",
        "DELTA_LENGTH_BYTE_ARRAY",
        "DELTA_BYTE_ARRAY",
        "RLE_DICTIONARY",
        "BYTE_STREAM_SPLIT"
    };

    private static final int PLAIN_DICTIONARY = 2;
    private static final int RLE_DICTIONARY = 8;
    private static final int INDEX_PAGE = 1;
    private static final int DICTIONARY_PAGE = 2;

    // fields of the chunk's metadata, by their numbers in the format
    private static final int ENCODING_LIST = 2;
    private static final int CODEC = 4;
    private static final int DICTIONARY_OFFSET = 11;
    private static final int ENCODING_STATS = 13;
    private static final int BLOOM_OFFSET = 14;
    private static final int BLOOM_LENGTH = 15;

    // fields of the chunk
    private static final int INDEX_OFFSET = 6;
    private static final int INDEX_LENGTH = 7;

    private LayoutReader() {}

    static ChunkLayout read(Leaf leaf, ThriftStruct chunk, ThriftStruct metadata) {
        ThriftStruct[] pages = metadata.has(ENCODING_STATS) ? metadata.structs(ENCODING_STATS) : new ThriftStruct[0];
        boolean dictionary = metadata.numberOr(DICTIONARY_OFFSET, 0) > 0 || hasDictionaryPage(pages);
        return new ChunkLayout(
                physical(leaf),
                CODECS[(int) metadata.number(CODEC)],
                encodings(metadata.numbers(ENCODING_LIST)),
                dictionary,
                dictionary && fallsBack(pages),
                metadata.numberOr(BLOOM_OFFSET, -1),
                (int) metadata.numberOr(BLOOM_LENGTH, -1),
                chunk.numberOr(INDEX_OFFSET, -1),
                (int) chunk.numberOr(INDEX_LENGTH, 0));
    }

    private static String physical(Leaf leaf) {
        String name = leaf.physical().name();
        return leaf.physical() == Physical.FIXED_LEN_BYTE_ARRAY ? name + "(" + leaf.width() + ")" : name;
    }

    /** Sorted, each once. */
    private static List<String> encodings(long[] numbers) {
        List<String> names = new ArrayList<>(numbers.length);
        for (long number : numbers) {
            String name = ENCODINGS[(int) number];
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        Collections.sort(names);
        return names;
    }

    private static boolean hasDictionaryPage(ThriftStruct[] pages) {
        for (ThriftStruct page : pages) {
            if (page.number(1) == DICTIONARY_PAGE) {
                return true;
            }
        }
        return false;
    }

    /** Whether some data page of a chunk with a dictionary does not use it. */
    private static boolean fallsBack(ThriftStruct[] pages) {
        for (ThriftStruct page : pages) {
            long type = page.number(1);
            long encoding = page.number(2);
            if (type != DICTIONARY_PAGE
                    && type != INDEX_PAGE
                    && encoding != RLE_DICTIONARY
                    && encoding != PLAIN_DICTIONARY
                    && page.number(3) > 0) {
                return true;
            }
        }
        return false;
    }
}
