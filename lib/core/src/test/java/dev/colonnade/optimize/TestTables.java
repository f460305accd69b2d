package dev.colonnade.optimize;

import dev.colonnade.plan.LogicalPlan.Scan;
import dev.colonnade.source.Fixtures;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;

/** Two small tables that the optimizer's tests plan over; the second shares no column name with the first. */
public final class TestTables {
    /** {@code id} is the only column without nulls. */
    public static final Scan T = scan(
            "t",
            Field.required("id", DataType.INT64),
            Field.of("a", DataType.INT32),
            Field.of("b", DataType.INT64),
            Field.of("x", DataType.FLOAT64),
            Field.of("f", DataType.FLOAT32),
            Field.of("s", DataType.STRING),
            Field.of("flag", DataType.BOOL),
            Field.of("price", DataType.decimal(10, 2)),
            Field.of("day", DataType.DATE),
            Field.of("ts", DataType.timestamp(Resolution.MICROS)));

    public static final Scan U = scan(
            "u",
            Field.required("k", DataType.INT64),
            Field.of("v", DataType.INT32),
            Field.of("w", DataType.STRING),
            Field.of("y", DataType.FLOAT64));

    private TestTables() {}

    /** A scan of a table of that name and those columns. */
    public static Scan scan(String name, Field... fields) {
        return Scan.of(Fixtures.fileSet(name, Schema.of(fields)));
    }
}
