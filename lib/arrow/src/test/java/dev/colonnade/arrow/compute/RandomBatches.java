package dev.colonnade.arrow.compute;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchWriter;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.batch.IpcFile;
import dev.colonnade.batch.Vectors;
import dev.colonnade.oracle.Pools;
import dev.colonnade.oracle.RandomPieces;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Batches of values that tests know, in every layout: slices, dictionaries, direct memory, without nulls, of nothing but nulls. */
final class RandomBatches {
    private final Random random;
    private final Schema schema;

    RandomBatches(Random random, Schema schema) {
        this.random = random;
        this.schema = schema;
    }

    /** A batch and its rows. */
    record Known(Batch batch, List<List<@Nullable Object>> rows) {}

    Known next(int rowCount) {
        List<List<@Nullable Object>> rows = new ArrayList<>(Pools.rows(random, schema.fields(), rowCount));
        for (int c = 0; c < schema.size(); c++) {
            int dice = random.nextInt(10);
            for (List<@Nullable Object> row : rows) {
                if (dice == 0) {
                    row.set(c, null);
                } else if (dice < 3 && row.get(c) == null) {
                    row.set(c, RandomPieces.values(schema.field(c).type()).get(0));
                }
            }
        }
        List<ColumnVector> columns = new ArrayList<>();
        for (int c = 0; c < schema.size(); c++) {
            columns.add(column(c, rows));
        }
        Batch batch = new Batch(schema, rowCount, columns);
        return new Known(random.nextInt(3) == 0 ? direct(batch) : batch, rows);
    }

    private ColumnVector column(int index, List<List<@Nullable Object>> rows) {
        DataType type = schema.field(index).type();
        int before = random.nextBoolean() ? 0 : random.nextInt(20);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < before; i++) {
            values.add(random.nextBoolean() ? null : RandomPieces.values(type).get(0));
        }
        rows.forEach(row -> values.add(row.get(index)));
        boolean allNull = rows.stream().allMatch(row -> row.get(index) == null);
        if (allNull && random.nextBoolean()) {
            return ColumnVector.ofNulls(type, rows.size());
        }
        ColumnVector whole = random.nextInt(5) == 0 ? dictionary(type, values) : Vectors.of(type, values);
        return whole.slice(before, rows.size());
    }

    /** The values as positions, some of them in entries that are null. */
    private ColumnVector dictionary(DataType type, List<@Nullable Object> values) {
        List<@Nullable Object> entries = new ArrayList<>();
        List<@Nullable Integer> positions = new ArrayList<>();
        entries.add(null);
        for (Object value : values) {
            if (value == null) {
                positions.add(random.nextBoolean() ? null : 0);
            } else {
                positions.add(entries.size());
                entries.add(value);
            }
        }
        ByteBuffer words = ByteBuffer.allocate(values.size() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer validity = ByteBuffer.allocate(values.size() / 8 + 1);
        for (int i = 0; i < values.size(); i++) {
            Integer position = positions.get(i);
            words.putInt(position == null ? 0 : position);
            if (position != null) {
                validity.put(i >> 3, (byte) (validity.get(i >> 3) | 1 << (i & 7)));
            }
        }
        return ColumnVector.ofDictionary(values.size(), validity, words.flip(), Vectors.of(type, entries));
    }

    /** The same in memory outside of the Java heap. */
    private static Batch direct(Batch batch) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        BatchWriter.arrow(batch.schema(), Channels.newChannel(file)).writeAll(List.of(batch));
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(file.size()).put(file.toByteArray()).flip();
        return IpcFile.of(bytes).batches().get(0);
    }

    static Schema schema(Schema... parts) {
        List<Field> fields = new ArrayList<>();
        for (Schema part : parts) {
            for (Field field : part.fields()) {
                if (fields.stream().noneMatch(f -> f.name().equals(field.name()))) {
                    fields.add(field);
                }
            }
        }
        return Schema.of(fields);
    }
}
