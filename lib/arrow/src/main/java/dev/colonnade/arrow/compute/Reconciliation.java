package dev.colonnade.arrow.compute;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.batch.Vectors;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From the columns that a file stores to the columns of the dataset: each wanted column takes the constant of its name if there is
 * one (a partition value), else the stored column of its name, converted, else nulls. Safe to share between threads.
 *
 * <p>Conversions are the lossless widenings of room {@code source}, and 64-bit integers to floats: equal types pass through as they
 * are; integers, floats, decimals and units of time are converted; structs go field by field by name, lists and maps element by
 * element. A column that is null throughout has any type.
 */
public final class Reconciliation {
    private final Schema wanted;
    private final List<Column> columns;

    private Reconciliation(Schema wanted, List<Column> columns) {
        this.wanted = wanted;
        this.columns = columns;
    }

    /** Where one wanted column comes from. */
    private interface Column {
        ColumnVector of(Batch stored);
    }

    /** Why values of type {@code stored} cannot become values of type {@code wanted}, or empty if they can. */
    public static Optional<Refusal> refusal(DataType stored, DataType wanted) {
        return Program.refusal(() -> Conversion.of(stored, wanted, "value"));
    }

    /**
     * @param stored the columns of the batches to come
     * @param constants values of the wanted columns' types, by name
     * @throws dev.colonnade.error.PlanException NOT_SUPPORTED where {@link #refusal} has one
     */
    public static Reconciliation of(Schema stored, Schema wanted, Map<String, LiteralValue> constants) {
        List<Column> columns = new ArrayList<>();
        for (Field field : wanted.fields()) {
            LiteralValue constant = constants.get(field.name());
            if (constant != null) {
                ColumnVector value = Vectors.of(field.type(), Collections.singletonList(constant.value()));
                columns.add(batch -> repeated(value, batch.rowCount()));
            } else if (stored.contains(field.name())) {
                int index = stored.indexOf(field.name());
                Conversion conversion =
                        Program.require(() -> Conversion.of(stored.field(index).type(), field.type(), field.name()));
                columns.add(batch -> conversion.apply(batch.column(index)));
            } else {
                columns.add(batch -> ColumnVector.ofNulls(field.type(), batch.rowCount()));
            }
        }
        return new Reconciliation(wanted, List.copyOf(columns));
    }

    /** The wanted columns. @throws dev.colonnade.error.QueryException CAST_FAILED for a value beyond the range of a finer unit */
    public Batch apply(Batch stored) {
        return new Batch(
                wanted,
                stored.rowCount(),
                columns.stream().map(column -> column.of(stored)).toList());
    }

    /** The values of {@code stored} as {@code wanted}. @throws dev.colonnade.error.PlanException NOT_SUPPORTED */
    public static ColumnVector convert(ColumnVector stored, DataType wanted, String column) {
        return Program.require(() -> Conversion.of(stored.type(), wanted, column))
                .apply(stored);
    }

    /** One value {@code count} times, as a dictionary of one entry. */
    public static ColumnVector constant(LiteralValue value, int count) {
        return repeated(Vectors.of(value.type(), Collections.singletonList(value.value())), count);
    }

    private static ColumnVector repeated(ColumnVector value, int count) {
        return value.isNull(0)
                ? ColumnVector.ofNulls(value.type(), count)
                : ColumnVector.ofDictionary(
                        count, null, ByteBuffer.allocate(Math.multiplyExact(count, Integer.BYTES)), value);
    }
}
