package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.provider.Arguments;

/** Batches of every type, and the bytes of files. */
public final class IpcFixture {
    private IpcFixture() {}

    /** One column of each type, {@code rows} long, every third value null. */
    public static Batch everyType(int rows) {
        List<Field> fields = new ArrayList<>();
        List<ColumnVector> columns = new ArrayList<>();
        List<Arguments> cases = VectorsTest.everyType().toList();
        for (int i = 0; i < cases.size(); i++) {
            DataType type = (DataType) cases.get(i).get()[0];
            fields.add(Field.of("c" + i, type));
            columns.add(Vectors.of(type, withNulls((List<?>) cases.get(i).get()[1], rows)));
        }
        return new Batch(Schema.of(fields), rows, columns);
    }

    static List<Object> withNulls(List<?> values, int rows) {
        List<Object> spread = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            spread.add(values.isEmpty() || i % 3 == 1 ? null : values.get(i % values.size()));
        }
        return spread;
    }

    public static byte[] file(Schema schema, Map<String, String> metadata, List<Batch> batches) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BatchWriter.arrow(schema, metadata, Channels.newChannel(out)).writeAll(batches);
        return out.toByteArray();
    }

    static IpcFile read(byte[] file) {
        return IpcFile.of(ByteBuffer.wrap(file));
    }
}
