package dev.colonnade.parquet;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.batch.Vectors;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of a file in the type that its dataset gives the column: wider, finer, or with more fields. */
final class Widener {
    private Widener() {}

    /**
     * The same values as {@code type}.
     *
     * @throws dev.colonnade.error.ColonnadeException CAST_FAILED if one has no equal there, such as a time beyond the range of nanoseconds
     */
    static ColumnVector widen(ColumnVector values, DataType type) {
        if (sameLayout(values.type(), type)) {
            return values;
        }
        List<@Nullable Object> boxed = new ArrayList<>(values.length());
        for (int i = 0; i < values.length(); i++) {
            boxed.add(values.valueAt(i));
        }
        return Vectors.of(type, boxed);
    }

    /** Whether batches of both have the same columns by position and type; names do not matter. */
    static boolean sameLayouts(Schema a, Schema b) {
        boolean same = a.size() == b.size();
        for (int i = 0; same && i < a.size(); i++) {
            same = sameLayout(a.field(i).type(), b.field(i).type());
        }
        return same;
    }

    /** Whether values lie in memory alike: types that differ in nothing or in what may be null. */
    static boolean sameLayout(DataType a, DataType b) {
        if (a instanceof DataType.ListType x && b instanceof DataType.ListType y) {
            return sameField(x.element(), y.element());
        }
        if (a instanceof DataType.MapType x && b instanceof DataType.MapType y) {
            return sameField(x.key(), y.key()) && sameField(x.value(), y.value());
        }
        if (a instanceof DataType.StructType x && b instanceof DataType.StructType y) {
            boolean same = x.fields().size() == y.fields().size();
            for (int i = 0; same && i < x.fields().size(); i++) {
                same = sameField(x.fields().get(i), y.fields().get(i));
            }
            return same;
        }
        return a.equals(b);
    }

    private static boolean sameField(Field a, Field b) {
        return a.name().equals(b.name()) && sameLayout(a.type(), b.type());
    }
}
