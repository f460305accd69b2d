package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Vectors made from Java values, for in-memory frames and tests. */
public final class Vectors {
    private Vectors() {}

    /**
     * A vector of {@code values}, which may hold nulls. Each value is of the Java class that {@link DataType} documents, or
     * of another class that converts without loss (an {@link Integer} for int64, a {@link Long} for a decimal).
     *
     * @throws dev.colonnade.error.ColonnadeException CAST_FAILED naming the first value that does not fit and its row
     */
    public static ColumnVector of(DataType type, List<? extends @Nullable Object> values) {
        return type.accept(new VectorBuilder(values));
    }
}
