package dev.colonnade.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * The codecs of pages, on byte arrays. Decompressing allocates no more than a page of that many compressed bytes can hold,
 * whatever its header claims.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/Compression.md">Compression</a>
 */
final class PageCodecs implements CompressionCodecFactory {
    static final int DEFAULT_GZIP_LEVEL = 6;
    static final int DEFAULT_ZSTD_LEVEL = 3;

    /** A copy of 64 bytes takes three bytes in Snappy; a byte of an LZ4 length stands for 255. */
    private static final int SNAPPY_RATIO = 22;

    private static final int LZ4_RATIO = 256;

    /** A page before or after it was compressed. */
    private interface Step {
        byte[] apply(byte[] bytes) throws IOException;
    }

    private interface Decompression {
        /** @param size what the page's header says that it comes to */
        byte[] apply(byte[] bytes, int size) throws IOException;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return switch (codec) {
            case GZIP -> getCompressor(codec, DEFAULT_GZIP_LEVEL);
            case ZSTD -> getCompressor(codec, DEFAULT_ZSTD_LEVEL);
            default -> getCompressor(codec, 0);
        };
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec, int level) {
        return switch (codec) {
            case UNCOMPRESSED -> new PageCompressor(codec, bytes -> bytes);
            case SNAPPY -> new PageCompressor(codec, bytes -> compress(new SnappyCompressor(), bytes));
            case LZ4_RAW -> new PageCompressor(codec, bytes -> compress(new Lz4Compressor(), bytes));
            case GZIP -> new PageCompressor(codec, bytes -> gzip(bytes, level));
            case ZSTD -> new PageCompressor(codec, bytes -> Zstd.compress(bytes, level));
            default -> throw new IllegalArgumentException("Pages are not written as " + codec + ".");
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new PageDecompressor((bytes, size) -> bytes);
            case SNAPPY -> new PageDecompressor(PageCodecs::unsnappy);
            case LZ4_RAW -> new PageDecompressor((bytes, size) -> unlz4(bytes, 0, bytes.length, size));
            case LZ4 -> new PageDecompressor(PageCodecs::unframe);
            case GZIP ->
                new PageDecompressor(
                        (bytes, size) -> drain(new GZIPInputStream(new ByteArrayInputStream(bytes)), size));
            case ZSTD ->
                new PageDecompressor(
                        (bytes, size) -> drain(new ZstdInputStream(new ByteArrayInputStream(bytes)), size));
            default ->
                throw new ParquetDecodingException(
                        "it is compressed as " + codec + ", which only other engines decompress");
        };
    }

    @Override
    public void release() {
        // nothing is pooled
    }

    private static byte[] array(BytesInput bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
        bytes.writeAllTo(out);
        return out.toByteArray();
    }

    private static byte[] compress(Compressor compressor, byte[] bytes) {
        byte[] out = new byte[compressor.maxCompressedLength(bytes.length)];
        return Arrays.copyOf(out, compressor.compress(bytes, 0, bytes.length, out, 0, out.length));
    }

    private static byte[] gzip(byte[] bytes, int level) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (GZIPOutputStream gzip = new LevelledGzip(out, level)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static final class LevelledGzip extends GZIPOutputStream {
        LevelledGzip(ByteArrayOutputStream out, int level) throws IOException {
            super(out);
            this.def.setLevel(level == 0 ? Deflater.DEFAULT_COMPRESSION : level);
        }
    }

    private static byte[] unsnappy(byte[] bytes, int size) {
        reachable(bytes.length, size, SNAPPY_RATIO);
        if (SnappyDecompressor.getUncompressedLength(bytes, 0) != size) {
            throw wrongSize(size);
        }
        byte[] out = new byte[size];
        return whole(out, new SnappyDecompressor().decompress(bytes, 0, bytes.length, out, 0, size));
    }

    private static byte[] unlz4(byte[] bytes, int from, int length, int size) {
        reachable(length, size, LZ4_RATIO);
        byte[] out = new byte[size];
        return whole(out, new Lz4Decompressor().decompress(bytes, from, length, out, 0, size));
    }

    /** The deprecated LZ4: blocks with two big-endian lengths before each, or a bare block from some writers. */
    private static byte[] unframe(byte[] bytes, int size) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (in.remaining() >= 2 * Integer.BYTES) {
            int uncompressed = in.getInt();
            int compressed = in.getInt();
            if (compressed < 0 || compressed > in.remaining() || uncompressed < 0 || uncompressed > size - out.size()) {
                return unlz4(bytes, 0, bytes.length, size);
            }
            out.write(unlz4(bytes, in.position(), compressed, uncompressed));
            in.position(in.position() + compressed);
        }
        return whole(out.toByteArray(), size);
    }

    private static byte[] drain(InputStream in, int size) throws IOException {
        try (in) {
            byte[] out = in.readNBytes(size);
            if (out.length != size || in.read() >= 0) {
                throw wrongSize(size);
            }
            return out;
        }
    }

    private static void reachable(int compressed, int size, int ratio) {
        if (size < 0 || size > (long) compressed * ratio + ratio) {
            throw wrongSize(size);
        }
    }

    private static byte[] whole(byte[] out, int length) {
        if (out.length != length) {
            throw wrongSize(length);
        }
        return out;
    }

    private static ParquetDecodingException wrongSize(int claimed) {
        return new ParquetDecodingException("a page does not decompress to the " + claimed + " bytes that it claims");
    }

    private record PageCompressor(CompressionCodecName codec, Step step) implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            return codec == CompressionCodecName.UNCOMPRESSED ? bytes : BytesInput.from(step.apply(array(bytes)));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return codec;
        }

        @Override
        public void release() {
            // nothing is held
        }
    }

    private record PageDecompressor(Decompression step) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            return BytesInput.from(step.apply(array(bytes), size));
        }

        @Override
        public void decompress(ByteBuffer in, int compressed, ByteBuffer out, int size) throws IOException {
            byte[] bytes = new byte[compressed];
            in.get(bytes);
            out.put(step.apply(bytes, size));
        }

        @Override
        public void release() {
            // nothing is held
        }
    }
}
