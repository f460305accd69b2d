package dev.colonnade.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/** Footers of files, read and changed as plain thrift. */
final class Footers {
    private static final int TRAILER = 8;

    private Footers() {}

    static int start(byte[] file) {
        return file.length
                - TRAILER
                - ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - TRAILER);
    }

    static FileMetaData read(Path path) throws IOException {
        byte[] file = Files.readAllBytes(path);
        return Util.readFileMetaData(
                new ByteArrayInputStream(Arrays.copyOfRange(file, start(file), file.length - TRAILER)));
    }

    /** Writes a copy with a changed footer. */
    static Path change(Path path, Path copy, Consumer<FileMetaData> change) throws IOException {
        byte[] file = Files.readAllBytes(path);
        FileMetaData footer = read(path);
        change.accept(footer);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, start(file));
        Util.writeFileMetaData(footer, out);
        int length = out.size() - start(file);
        out.write(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array());
        out.write("PAR1".getBytes(StandardCharsets.US_ASCII));
        return Files.write(copy, out.toByteArray());
    }
}
