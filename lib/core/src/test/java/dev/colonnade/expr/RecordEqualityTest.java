package dev.colonnade.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.type.DataType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records that state their equality themselves, which starts faster than the derived one, are equal by all components. */
class RecordEqualityTest {
    /** How many components the equality of each knows. */
    private static final Map<Class<? extends Record>, Integer> COMPONENTS = Map.of(
            DataType.NullType.class, 0,
            DataType.BoolType.class, 0,
            DataType.StringType.class, 0,
            DataType.IntType.class, 2,
            DataType.FloatType.class, 1,
            BoundExpr.Column.class, 3,
            BoundExpr.Literal.class, 1,
            BoundExpr.Call.class, 4);

    /** Values that differ from each other, in one component where there are several. */
    private static List<Object> values() {
        BoundExpr column = new BoundExpr.Column("a", DataType.INT64, true);
        return List.of(
                new DataType.NullType(),
                new DataType.BoolType(),
                new DataType.StringType(),
                new DataType.IntType(32, true),
                new DataType.IntType(32, false),
                new DataType.IntType(64, true),
                new DataType.FloatType(32),
                new DataType.FloatType(64),
                column,
                new BoundExpr.Column("b", DataType.INT64, true),
                new BoundExpr.Column("a", DataType.INT32, true),
                new BoundExpr.Column("a", DataType.INT64, false),
                BoundExpr.Literal.of(1L, DataType.INT64),
                BoundExpr.Literal.of(2L, DataType.INT64),
                BoundExpr.Literal.of(1, DataType.INT32),
                new BoundExpr.Call(Function.IS_NULL, List.of(column), DataType.BOOL, false),
                new BoundExpr.Call(Function.IS_NOT_NULL, List.of(column), DataType.BOOL, false),
                new BoundExpr.Call(
                        Function.IS_NULL,
                        List.of(new BoundExpr.Column("b", DataType.INT64, true)),
                        DataType.BOOL,
                        false),
                new BoundExpr.Call(Function.IS_NULL, List.of(column), DataType.INT8, false),
                new BoundExpr.Call(Function.IS_NULL, List.of(column), DataType.BOOL, true));
    }

    @Test
    void equalIsWhatHasEqualComponents() {
        List<Object> first = values();
        List<Object> second = values();
        for (int i = 0; i < first.size(); i++) {
            for (int j = 0; j < second.size(); j++) {
                assertEquals(i == j, first.get(i).equals(second.get(j)), first.get(i) + " and " + second.get(j));
            }
            assertEquals(first.get(i).hashCode(), second.get(i).hashCode());
        }
    }

    @Test
    void noComponentIsForgotten() {
        COMPONENTS.forEach((type, count) -> assertEquals(count, type.getRecordComponents().length, type.getName()));
    }
}
