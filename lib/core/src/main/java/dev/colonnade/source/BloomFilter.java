package dev.colonnade.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
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

    /** The head of the field that holds the size, an int32, in the Thrift compact protocol; its value takes up to 5 bytes. */
    private static final byte SIZE_FIELD = 0x15;

    private static final int MAX_SIZE_BYTES = 5;

    /** Three unions of which the first field is set, an empty struct: algorithm, hash and compression; and the end mark. */
    private static final byte[] KNOWN = {0x1C, 0x1C, 0, 0, 0x1C, 0x1C, 0, 0, 0x1C, 0x1C, 0, 0, 0};

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
        int headerBytes = headerLength(start);
        long bytes = headerBytes < 0 ? -1 : size(start);
        boolean sane = bytes >= BLOCK_BYTES
                && Long.bitCount(bytes) == 1 // as all writers choose it; one bit of damage shows
                && (stated < 0 || stated == headerBytes + bytes)
                && file.contains(offset, headerBytes + bytes);
        return sane ? new BloomFilter(file, offset + headerBytes, bytes / BLOCK_BYTES, start, offset) : null;
    }

    /** How long the header is; -1 if it is none, or says anything but the only known algorithm, hash and compression. */
    private static int headerLength(byte[] start) {
        int end = 1;
        while (end < start.length && end <= MAX_SIZE_BYTES && start[end] < 0) {
            end++;
        }
        int length = end + 1 + KNOWN.length;
        boolean known = length <= start.length
                && start[0] == SIZE_FIELD
                && start[end] > 0 // a last part of 0 is not the shortest form, which all writers choose
                && Arrays.equals(start, end + 1, length, KNOWN, 0, KNOWN.length);
        return known ? length : -1;
    }

    /** The zigzag varint behind the head of the first field. */
    private static int size(byte[] start) {
        int encoded = 0;
        int at = 1;
        for (int shift = 0; ; shift += 7) {
            byte part = start[at++];
            encoded |= (part & 0x7F) << shift;
            if (part >= 0) {
                return encoded >>> 1 ^ -(encoded & 1);
            }
        }
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
