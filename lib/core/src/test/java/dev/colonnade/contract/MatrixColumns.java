package dev.colonnade.contract;

import static dev.colonnade.expr.Exprs.col;

import dev.colonnade.expr.Expr;
import dev.colonnade.oracle.TestSchemas;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The columns of a type that the matrix computes with: {@code a} and {@code b} of extreme values and, for numbers,
 * {@code t_a} and {@code t_b} of small ones, on which arithmetic rarely fails and sums are exact in any order.
 */
record MatrixColumns(DataType type) {
    /** Every type that the interpreter computes with. */
    static final List<DataType> TYPES = Stream.concat(
                    TestSchemas.WIDE.fields().stream(),
                    TestSchemas.NESTED.fields().stream().skip(1))
            .map(Field::type)
            .distinct()
            .toList();

    static final Expr ID = col("id");
    static final Expr FLAG = col("flag");

    /** The columns, behind a number per row and a boolean. */
    Schema schema() {
        List<Field> fields = new ArrayList<>(List.of(
                Field.of("id", DataType.INT32),
                Field.of("flag", DataType.BOOL),
                Field.of("a", type),
                Field.of("b", type)));
        if (hasTame()) {
            fields.add(Field.of("t_a", type));
            fields.add(Field.of("t_b", type));
        }
        return Schema.of(fields);
    }

    /** Decimals of two places alone, since the small decimals have as many. */
    boolean hasTame() {
        return type.isNumeric() && !(type instanceof DataType.DecimalType decimal && decimal.scale() != 2);
    }

    Expr a() {
        return col("a");
    }

    Expr b() {
        return col("b");
    }

    /** Small numbers where there are any, else {@link #a}. */
    Expr tameA() {
        return col(hasTame() ? "t_a" : "a");
    }

    /** Small numbers where there are any, else {@link #b}. */
    Expr tameB() {
        return col(hasTame() ? "t_b" : "b");
    }
}
