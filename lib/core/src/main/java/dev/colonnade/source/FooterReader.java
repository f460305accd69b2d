package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.Storage.Entry;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads the footers of files: {@code .. metadata (Thrift compact), int32 length, "PAR1"}. One read fetches
 * it unless it is larger than {@link #FIRST_READ}. Safe for use by several threads.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/">Parquet file format</a>
 */
final class FooterReader {
    static final int FIRST_READ = 64 * 1024;
    private static final int MAGIC_LENGTH = 4;
    /** The length and the magic behind the metadata. */
    private static final int TRAILER = 8;

    private static final int SMALLEST_FILE = MAGIC_LENGTH + TRAILER;

    private final Storage storage;

    private final AtomicReference<@Nullable KnownSchema> known;

    FooterReader(Storage storage) {
        this.storage = storage;
        this.known = new AtomicReference<>();
    }

    /** The schema of a file that was read before, which most files share, and what it was decoded from. */
    private record KnownSchema(ThriftReader.@Nullable Decoded elements, ParquetSchema schema) {}

    /** @throws DatasetException naming the file, if it is no Parquet file that can be read */
    Footer read(Entry file) {
        try {
            return parse(file, metadataBytes(file));
        } catch (EOFException e) {
            throw refusal(
                    ErrorCode.STALE_SNAPSHOT, file, "The file became shorter while it was opened: open it again.", e);
        } catch (ClosedByInterruptException e) {
            throw SourceErrors.interrupted(e);
        } catch (IOException e) {
            throw refusal(ErrorCode.NOT_READABLE, file, "The file cannot be read: " + SourceErrors.reason(e) + ".", e);
        }
    }

    private byte[] metadataBytes(Entry file) throws IOException {
        long size = file.sizeBytes();
        if (size == 0) {
            throw refusal(ErrorCode.TRUNCATED_FILE, file, "The file is empty: it was probably never finished.", null);
        }
        if (size < SMALLEST_FILE) {
            throw refusal(ErrorCode.NOT_PARQUET, file, "Not a Parquet file: " + size + " bytes are too few.", null);
        }
        int tailLength = (int) Math.min(size, FIRST_READ);
        byte[] tail = storage.read(file.path(), size - tailLength, tailLength);
        checkMagic(file, tail);
        int length = littleEndian(tail, tailLength - TRAILER);
        if (length <= 0 || length > size - SMALLEST_FILE) {
            throw refusal(
                    ErrorCode.CORRUPT_FILE,
                    file,
                    "The footer claims " + Integer.toUnsignedString(length) + " bytes in a file of " + size + ".",
                    null);
        }
        return length <= tailLength - TRAILER
                ? Arrays.copyOfRange(tail, tailLength - TRAILER - length, tailLength - TRAILER)
                : storage.read(file.path(), size - TRAILER - length, length);
    }

    private void checkMagic(Entry file, byte[] tail) throws IOException {
        String last = magic(tail, tail.length - MAGIC_LENGTH);
        if (last.equals("PAR1")) {
            return;
        }
        if (last.equals("PARE")) {
            throw refusal(ErrorCode.UNSUPPORTED_FILE, file, "The file is encrypted, which is not supported.", null);
        }
        String first = magic(storage.read(file.path(), 0, MAGIC_LENGTH), 0);
        if (first.equals("PAR1")) {
            throw refusal(
                    ErrorCode.TRUNCATED_FILE,
                    file,
                    "The file is cut off: it begins as Parquet but has no footer.",
                    null);
        }
        throw refusal(ErrorCode.NOT_PARQUET, file, "Not a Parquet file: it does not end with 'PAR1'.", null);
    }

    private Footer parse(Entry file, byte[] metadata) {
        KnownSchema before = known.get();
        ThriftReader reader =
                new ThriftReader(metadata, ParquetShapes.SCHEMA_ELEMENT, before == null ? null : before.elements);
        ThriftStruct decoded;
        try {
            decoded = reader.struct(ParquetShapes.FILE_META_DATA);
        } catch (ThriftReader.Damaged e) {
            throw refusal(ErrorCode.CORRUPT_FILE, file, "The footer does not decode: the file is damaged.", e);
        }
        FooterParser parser = new FooterParser(file, decoded);
        parser.checkReadable();
        CRC32C checksum = new CRC32C();
        checksum.update(metadata);
        return parser.parse(schema(file, before, reader.repeated(), decoded), (int) checksum.getValue());
    }

    private ParquetSchema schema(
            Entry file, @Nullable KnownSchema before, ThriftReader.@Nullable Decoded elements, ThriftStruct decoded) {
        if (before != null && before.elements == elements) {
            return before.schema;
        }
        ParquetSchema read = ParquetSchema.read(file.path(), SchemaElement.all(FooterParser.schema(decoded)));
        known.set(new KnownSchema(elements, read));
        return read;
    }

    private static String magic(byte[] bytes, int offset) {
        return new String(bytes, offset, MAGIC_LENGTH, StandardCharsets.ISO_8859_1);
    }

    private static int littleEndian(byte[] bytes, int offset) {
        return bytes[offset] & 0xFF
                | (bytes[offset + 1] & 0xFF) << 8
                | (bytes[offset + 2] & 0xFF) << 16
                | (bytes[offset + 3] & 0xFF) << 24;
    }

    private static DatasetException refusal(ErrorCode code, Entry file, String sentence, @Nullable Throwable cause) {
        return SourceErrors.of(code, file.path(), sentence, cause);
    }
}
