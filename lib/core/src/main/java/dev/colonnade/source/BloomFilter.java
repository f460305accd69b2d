package dev.colonnade.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * A split-block Bloom filter in a file: it knows for certain of some values that they are not in a column chunk.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/BloomFilter.md">Parquet Bloom filters</a>
 */
final class BloomFilter {
    private static final int BLOCK_BYTES = 32;
    /** Larger filters are read by the block. */
    private static final int READ_WHOLE = 64 * 1024;
    /** What the header may take. */
    private static final int HEADER_BYTES = 64;

    private static final int[] SALT = {
        0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
    };

    private final FileBytes file;
    private final long blocksOffset;
    private final long blocks;
    /** The filter's file from {@code startOffset}, as far as it is read. */
    private final byte[] start;

    private final long startOffset;

    private BloomFilter(FileBytes file, long blocksOffset, long blocks, byte[] start, long startOffset) {
        this.file = file;
        this.blocksOffset = blocksOffset;
        this.blocks = blocks;
        this.start = start;
        this.startOffset = startOffset;
    }

    /** The filter that a chunk states; null if it cannot be one. */
    static @Nullable BloomFilter open(FileBytes file, ChunkLayout layout) throws IOException {
        long offset = layout.bloomOffset();
        int stated = layout.bloomBytes();
        int first = stated > 0 && stated <= READ_WHOLE ? stated : HEADER_BYTES;
        byte[] start = file.readUpTo(offset, first);
        if (start == null) {
            return null;
        }
        ByteArrayInputStream in = new ByteArrayInputStream(start);
        BloomFilterHeader header = Util.readBloomFilterHeader(in);
        int headerBytes = start.length - in.available();
        long bytes = header.getNumBytes();
        boolean known = header.getAlgorithm().isSetBLOCK()
                && header.getHash().isSetXXHASH()
                && header.getCompression().isSetUNCOMPRESSED();
        boolean sane = bytes >= BLOCK_BYTES
                && Long.bitCount(bytes) == 1 // as all writers choose it; one bit of damage shows
                && isPlain(header, start, headerBytes)
                && (stated < 0 || stated == headerBytes + bytes)
                && file.contains(offset, headerBytes + bytes);
        return known && sane ? new BloomFilter(file, offset + headerBytes, bytes / BLOCK_BYTES, start, offset) : null;
    }

    /** Whether the header holds what is known of headers and nothing else, which damage could read as one. */
    private static boolean isPlain(BloomFilterHeader header, byte[] bytes, int length) throws IOException {
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        Util.writeBloomFilterHeader(header, again);
        return Arrays.equals(again.toByteArray(), Arrays.copyOf(bytes, length));
    }

    /** Whether the plain encoding of a value, without a length, may be in the chunk; false is certain. */
    boolean mayContain(byte[] encoded) throws IOException {
        long hash = XxHash64.hash(encoded);
        long block = (hash >>> 32) * blocks >>> 32;
        ByteBuffer words = block(blocksOffset + block * BLOCK_BYTES);
        int key = (int) hash;
        for (int i = 0; i < SALT.length; i++) {
            int bit = key * SALT[i] >>> 27;
            if ((words.getInt(i * Integer.BYTES) & 1 << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private ByteBuffer block(long offset) throws IOException {
        long inStart = offset - startOffset;
        ByteBuffer block = inStart + BLOCK_BYTES <= start.length
                ? ByteBuffer.wrap(start, (int) inStart, BLOCK_BYTES).slice()
                : ByteBuffer.wrap(file.read(offset, BLOCK_BYTES));
        return block.order(ByteOrder.LITTLE_ENDIAN);
    }
}
