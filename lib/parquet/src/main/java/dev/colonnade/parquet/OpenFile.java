package dev.colonnade.parquet;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.FileSchema;
import dev.colonnade.type.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.LocalInputFile;

/**
 * A file and its footer.
 *
 * @param keys of this opening
 * @param schema the columns, as core sees them
 * @param shapes of the columns
 */
record OpenFile(Path path, long sizeBytes, KeyRing keys, ParquetMetadata footer, Schema schema, List<Shape> shapes) {
    private static final int TRAILER = 8;
    private static final String PLAIN = "PAR1";
    private static final String ENCRYPTED = "PARE";

    /** @throws dev.colonnade.error.DatasetException naming the file, if its footer cannot be read */
    static OpenFile open(Path path, KeySource source) {
        KeyRing keys = new KeyRing(source);
        try {
            long size;
            ParquetMetadata footer;
            byte[] thrift;
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                size = channel.size();
                Trailer trailer = trailer(path, channel);
                footer = footer(path, keys);
                thrift = trailer.encrypted() ? schemaOf(footer) : footerBytes(channel, size, trailer.length());
            }
            Schema schema = FileSchema.of(path, thrift);
            return new OpenFile(
                    path,
                    size,
                    keys,
                    footer,
                    schema,
                    Shape.of(footer.getFileMetaData().getSchema(), schema));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw FileErrors.footer(path, e, keys);
        }
    }

    /** A reader of its own, with the footer that is known. */
    ParquetFileReader reader() throws IOException {
        LocalInputFile input = new LocalInputFile(path);
        return new ParquetFileReader(input, footer, options(keys), input.newStream());
    }

    private static ParquetMetadata footer(Path path, KeyRing keys) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(path), options(keys))) {
            return reader.getFooter();
        }
    }

    private static ParquetReadOptions options(KeyRing keys) {
        ParquetReadOptions.Builder builder = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new PageCodecs())
                .withUseHadoopVectoredIo(false)
                .usePageChecksumVerification();
        FileDecryptionProperties decryption = keys.decryption();
        return (decryption == null ? builder : builder.withDecryption(decryption)).build();
    }

    private record Trailer(boolean encrypted, int length) {}

    private static Trailer trailer(Path path, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < PLAIN.length() + TRAILER) {
            throw FileErrors.of(
                    size == 0 ? ErrorCode.TRUNCATED_FILE : ErrorCode.NOT_PARQUET,
                    path,
                    size == 0
                            ? "The file is empty: it was probably never finished."
                            : "Not a Parquet file: " + size + " bytes are too few.",
                    null);
        }
        ByteBuffer bytes = Buffers.littleEndian(new byte[TRAILER]);
        while (bytes.hasRemaining() && channel.read(bytes, size - TRAILER + bytes.position()) >= 0) {
            // until the trailer is read
        }
        String magic = new String(bytes.array(), Integer.BYTES, PLAIN.length(), StandardCharsets.ISO_8859_1);
        if (!magic.equals(PLAIN) && !magic.equals(ENCRYPTED)) {
            throw FileErrors.of(
                    ErrorCode.NOT_PARQUET, path, "Not a Parquet file, or cut off: it does not end with 'PAR1'.", null);
        }
        int length = bytes.getInt(0);
        if (length <= 0 || length > size - PLAIN.length() - TRAILER) {
            throw FileErrors.of(
                    ErrorCode.CORRUPT_FILE,
                    path,
                    "The footer claims " + Integer.toUnsignedString(length) + " bytes in a file of " + size + ".",
                    null);
        }
        return new Trailer(magic.equals(ENCRYPTED), length);
    }

    /** As it is stored: parquet-java's own schema no longer tells older annotations from newer ones. */
    private static byte[] footerBytes(FileChannel channel, long size, int length) throws IOException {
        channel.position(size - TRAILER - length);
        return Channels.newInputStream(channel).readNBytes(length);
    }

    /** A footer with the schema alone: row groups would ask for keys. */
    private static byte[] schemaOf(ParquetMetadata footer) throws IOException {
        ParquetMetadata alone = new ParquetMetadata(footer.getFileMetaData(), List.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Util.writeFileMetaData(new ParquetMetadataConverter().toParquetMetadata(1, alone), out);
        return out.toByteArray();
    }
}
