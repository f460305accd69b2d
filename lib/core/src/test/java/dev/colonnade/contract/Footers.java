package dev.colonnade.contract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;

/** Changes to the footers of sound files, so that they say what other writers say. */
public final class Footers {
    private static final int TAIL = 8;

    private Footers() {}

    /** Writes the file anew with another footer over the same data. */
    public static Path change(Path file, Consumer<FileMetaData> change) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int length = ByteBuffer.wrap(bytes, bytes.length - TAIL, 4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            int start = bytes.length - TAIL - length;
            FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(bytes, start, length));
            change.accept(footer);
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            Util.writeFileMetaData(footer, encoded);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, start);
            out.writeBytes(encoded.toByteArray());
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(encoded.size())
                    .array());
            out.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
            return Files.write(file, out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema element of that name, at any depth. */
    public static SchemaElement element(FileMetaData footer, String name) {
        return footer.getSchema().stream()
                .filter(element -> element.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Puts other statistics into every chunk of a leaf. */
    public static void statistics(FileMetaData footer, int leaf, Statistics statistics) {
        footer.getRow_groups()
                .forEach(group -> group.getColumns().get(leaf).getMeta_data().setStatistics(statistics));
    }
}
