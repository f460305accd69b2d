package dev.colonnade.parquet;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.batch.Vectors;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Interval;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Random values of every type that a file can hold, and rows of them. */
final class Samples {
    private static final int DISTINCT = 40;

    private final Random random;

    Samples(long seed) {
        this.random = new Random(seed);
    }

    /** Which values of a column are null. */
    enum NullPattern {
        NONE,
        ALL,
        FIRST,
        LAST,
        EVERY_OTHER,
        RUNS,
        SOME
    }

    /** A column of each type; their names are the types'. */
    static Schema everyType() {
        List<DataType> types = new ArrayList<>(List.of(
                DataType.BOOL,
                DataType.INT8,
                DataType.INT16,
                DataType.INT32,
                DataType.INT64,
                DataType.UINT8,
                DataType.UINT16,
                DataType.UINT32,
                DataType.UINT64,
                DataType.FLOAT16,
                DataType.FLOAT32,
                DataType.FLOAT64,
                DataType.decimal(9, 2),
                DataType.decimal(18, 18),
                DataType.decimal(19, 0),
                DataType.decimal(38, 10),
                DataType.STRING,
                DataType.BINARY,
                DataType.fixedBinary(5),
                DataType.UUID,
                DataType.DATE,
                DataType.INTERVAL));
        for (Resolution unit : Resolution.values()) {
            types.add(DataType.time(unit));
            types.add(DataType.timestamp(unit));
            types.add(DataType.timestampUtc(unit));
        }
        Field text = Field.of("element", DataType.STRING);
        DataType texts = DataType.list(text);
        DataType pair = DataType.struct(
                List.of(Field.of("a", DataType.INT64), Field.of("b", texts), Field.of("c", DataType.BOOL)));
        types.add(texts);
        types.add(DataType.list(Field.of("element", texts)));
        types.add(DataType.list(Field.of("element", pair)));
        types.add(pair);
        types.add(DataType.struct(List.of(Field.of("s", pair), Field.of("d", DataType.decimal(30, 3)))));
        types.add(DataType.map(Field.required("key", DataType.STRING), Field.of("value", DataType.INT32)));
        types.add(DataType.map(Field.required("key", DataType.INT32), Field.of("value", texts)));
        return Schema.of(types.stream().map(t -> Field.of(t.toString(), t)).toList());
    }

    /** Rows of these columns, whose nulls follow the pattern; lists and structs have nulls inside as well. */
    Batch batch(Schema schema, int rows, NullPattern nulls) {
        List<ColumnVector> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            List<Object> pool = new ArrayList<>();
            for (int i = 0; i < DISTINCT; i++) {
                pool.add(value(field.type()));
            }
            List<@Nullable Object> values = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                boolean fresh = random.nextInt(3) == 0;
                values.add(
                        field.nullable() && isNull(nulls, row, rows)
                                ? null
                                : fresh ? value(field.type()) : pool.get(random.nextInt(DISTINCT)));
            }
            columns.add(Vectors.of(field.type(), values));
        }
        return new Batch(schema, rows, columns);
    }

    private boolean isNull(NullPattern nulls, int row, int rows) {
        return switch (nulls) {
            case NONE -> false;
            case ALL -> true;
            case FIRST -> row < rows / 2;
            case LAST -> row >= rows / 2;
            case EVERY_OTHER -> row % 2 == 0;
            case RUNS -> row / 70 % 2 == 0;
            case SOME -> random.nextInt(3) == 0;
        };
    }

    Object value(DataType type) {
        if (type instanceof DataType.IntType integer) {
            return integer(integer);
        }
        if (type instanceof DataType.FloatType real) {
            return real(real);
        }
        if (type instanceof DataType.DecimalType decimal) {
            BigInteger bound = BigInteger.TEN.pow(decimal.precision());
            BigInteger digits = new BigInteger(bound.bitLength(), random).mod(bound);
            return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), decimal.scale());
        }
        if (type instanceof DataType.ListType list) {
            return list(list.element());
        }
        if (type instanceof DataType.StructType struct) {
            Map<String, @Nullable Object> value = new LinkedHashMap<>();
            for (Field field : struct.fields()) {
                value.put(field.name(), random.nextInt(4) == 0 ? null : value(field.type()));
            }
            return value;
        }
        if (type instanceof DataType.MapType map) {
            Map<Object, @Nullable Object> value = new LinkedHashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                value.put(
                        value(map.key().type()),
                        random.nextInt(4) == 0 ? null : value(map.value().type()));
            }
            return value;
        }
        return time(type);
    }

    private List<@Nullable Object> list(Field element) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(random.nextInt(4) == 0 ? null : value(element.type()));
        }
        return values;
    }

    private Object integer(DataType.IntType type) {
        BigInteger least =
                type.signed() ? BigInteger.ONE.shiftLeft(type.bits() - 1).negate() : BigInteger.ZERO;
        BigInteger any = new BigInteger(type.bits(), random).add(least);
        BigInteger value =
                switch (random.nextInt(8)) {
                    case 0 -> least;
                    case 1 -> least.add(BigInteger.ONE.shiftLeft(type.bits())).subtract(BigInteger.ONE);
                    case 2 -> BigInteger.ZERO;
                    default -> any;
                };
        if (type.bits() == 64) {
            return type.signed() ? (Object) value.longValueExact() : value;
        }
        return value.longValueExact();
    }

    private Object real(DataType.FloatType type) {
        int special = random.nextInt(12);
        double value =
                switch (special) {
                    case 0 -> Double.NaN;
                    case 1 -> Double.POSITIVE_INFINITY;
                    case 2 -> Double.NEGATIVE_INFINITY;
                    case 3 -> -0.0;
                    case 4 -> 0.0;
                    default -> random.nextGaussian() * 100;
                };
        return switch (type.bits()) {
            case 64 -> (Object) value;
            case 32 -> (float) value;
            default -> (float) (special < 5 ? value : Math.rint(value * 4) / 4);
        };
    }

    private Object time(DataType type) {
        if (type instanceof DataType.TimeType time) {
            long units = random.nextLong(86_400 * time.unit().perSecond());
            return LocalTime.ofNanoOfDay(units * (1_000_000_000L / time.unit().perSecond()));
        }
        if (type instanceof DataType.TimestampType timestamp) {
            long second = random.nextInt();
            long nanosPerUnit = 1_000_000_000L / timestamp.unit().perSecond();
            long nano = random.nextInt(1_000_000_000) / nanosPerUnit * nanosPerUnit;
            return timestamp.utc()
                    ? Instant.ofEpochSecond(second, nano)
                    : LocalDateTime.ofEpochSecond(second, (int) nano, ZoneOffset.UTC);
        }
        if (type instanceof DataType.DateType) {
            return LocalDate.ofEpochDay(random.nextInt(200_000) - 100_000);
        }
        if (type instanceof DataType.IntervalType) {
            return new Interval(random.nextInt(), random.nextInt(), (random.nextInt() & 0xFFFF_FFFFL) * 1_000_000L);
        }
        return bytes(type);
    }

    private Object bytes(DataType type) {
        if (type instanceof DataType.BoolType) {
            return random.nextBoolean();
        }
        if (type instanceof DataType.UuidType) {
            return new UUID(random.nextLong(), random.nextLong());
        }
        if (type instanceof DataType.StringType) {
            String alphabet = "abcxyzäß€🙂 ";
            int[] points = alphabet.codePoints().toArray();
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.appendCodePoint(points[random.nextInt(points.length)]);
            }
            return text.toString();
        }
        byte[] bytes = new byte[type instanceof DataType.FixedBinaryType fixed ? fixed.width() : random.nextInt(9)];
        random.nextBytes(bytes);
        return bytes;
    }
}
