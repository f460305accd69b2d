package dev.colonnade.oracle;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.util.List;

/** The columns of the tables that random plans read; tables share names so that joins and unions find each other. */
public final class TestSchemas {
    /** Every scalar type. */
    public static final Schema WIDE = Schema.of(
            Field.of("b", DataType.BOOL),
            Field.of("i8", DataType.INT8),
            Field.of("i16", DataType.INT16),
            Field.of("i32", DataType.INT32),
            Field.of("i64", DataType.INT64),
            Field.of("u8", DataType.UINT8),
            Field.of("u16", DataType.UINT16),
            Field.of("u32", DataType.UINT32),
            Field.of("u64", DataType.UINT64),
            Field.of("f32", DataType.FLOAT32),
            Field.of("f64", DataType.FLOAT64),
            Field.of("d4", DataType.decimal(4, 2)),
            Field.of("d9", DataType.decimal(9, 0)),
            Field.of("d18", DataType.decimal(18, 3)),
            Field.of("d38", DataType.decimal(38, 10)),
            Field.of("s", DataType.STRING),
            Field.of("bin", DataType.BINARY),
            Field.of("uuid", DataType.UUID),
            Field.of("day", DataType.DATE),
            Field.of("time", DataType.time(Resolution.MICROS)),
            Field.of("ts_ms", DataType.timestamp(Resolution.MILLIS)),
            Field.of("ts", DataType.timestamp(Resolution.MICROS)),
            Field.of("ts_ns", DataType.timestamp(Resolution.NANOS)),
            Field.of("time_ns", DataType.time(Resolution.NANOS)),
            Field.of("utc", DataType.timestampUtc(Resolution.MICROS)),
            Field.of("utc_ns", DataType.timestampUtc(Resolution.NANOS)));

    /** Small numbers and a key. */
    public static final Schema TAME = Schema.of(
            Field.of("t_i8", DataType.INT8),
            Field.of("t_i32", DataType.INT32),
            Field.of("t_f64", DataType.FLOAT64),
            Field.of("t_f32", DataType.FLOAT32),
            Field.of("t_d", DataType.decimal(9, 2)),
            Field.of("s", DataType.STRING),
            Field.of("i32", DataType.INT32),
            Field.of("f64", DataType.FLOAT64),
            Field.of("day", DataType.DATE));

    /** Few columns, for many rows. */
    public static final Schema NARROW = Schema.of(
            Field.of("i32", DataType.INT32), Field.of("t_i32", DataType.INT32), Field.of("s", DataType.STRING));

    /** Lists, a struct and a map beside a key. */
    public static final Schema NESTED = Schema.of(
            Field.of("t_i8", DataType.INT8),
            Field.of("list", DataType.list(Field.of("element", DataType.INT32))),
            Field.of("lists", DataType.list(Field.of("element", DataType.list(Field.of("element", DataType.STRING))))),
            Field.of(
                    "struct", DataType.struct(List.of(Field.of("a", DataType.INT64), Field.of("b", DataType.STRING)))));

    private TestSchemas() {}
}
