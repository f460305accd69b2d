package dev.colonnade.type;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column or expression. Each subtype says which Java class its non-null values have; {@code toString()}
 * is the name shown to people and, of partition keys, kept in the log of a dataset.
 */
public sealed interface DataType {
    DataType NULL = new NullType();
    DataType BOOL = new BoolType();
    IntType INT8 = new IntType(8, true);
    IntType INT16 = new IntType(16, true);
    IntType INT32 = new IntType(32, true);
    IntType INT64 = new IntType(64, true);
    IntType UINT8 = new IntType(8, false);
    IntType UINT16 = new IntType(16, false);
    IntType UINT32 = new IntType(32, false);
    IntType UINT64 = new IntType(64, false);
    FloatType FLOAT16 = new FloatType(16);
    FloatType FLOAT32 = new FloatType(32);
    FloatType FLOAT64 = new FloatType(64);
    DataType STRING = new StringType();
    DataType BINARY = new BinaryType();
    DataType UUID = new UuidType();
    DataType DATE = new DateType();
    DataType INTERVAL = new IntervalType();

    static DecimalType decimal(int precision, int scale) {
        return new DecimalType(precision, scale);
    }

    static FixedBinaryType fixedBinary(int width) {
        return new FixedBinaryType(width);
    }

    static TimeType time(Resolution unit) {
        return new TimeType(unit);
    }

    /** A date and time of day without zone. */
    static TimestampType timestamp(Resolution unit) {
        return new TimestampType(unit, false);
    }

    /** A point on the time line, shown in UTC. */
    static TimestampType timestampUtc(Resolution unit) {
        return new TimestampType(unit, true);
    }

    static ListType list(Field element) {
        return new ListType(element);
    }

    static StructType struct(List<Field> fields) {
        return new StructType(fields);
    }

    static MapType map(Field key, Field value) {
        return new MapType(key, value);
    }

    /** Whether values are numbers: integers, floats and decimals. */
    default boolean isNumeric() {
        return this instanceof IntType || this instanceof FloatType || this instanceof DecimalType;
    }

    /** Whether values hold other values: lists, structs and maps. */
    default boolean isNested() {
        return this instanceof ListType || this instanceof StructType || this instanceof MapType;
    }

    /** Calls the one method of {@code visitor} that belongs to this type. */
    <R> R accept(DataTypeVisitor<R> visitor);

    /** Nothing but nulls. */
    record NullType() implements DataType {
        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitNull(this);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NullType;
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        public String toString() {
            return "null";
        }
    }

    /** {@link Boolean}. */
    record BoolType() implements DataType {
        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitBool(this);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof BoolType;
        }

        @Override
        public int hashCode() {
            return 2;
        }

        @Override
        public String toString() {
            return "bool";
        }
    }

    /**
     * Integers. Java values: int8 {@link Byte}, int16 {@link Short}, int32 {@link Integer}, int64 {@link Long}, uint8
     * {@link Short}, uint16 {@link Integer}, uint32 {@link Long}, uint64 {@link java.math.BigInteger}.
     */
    record IntType(int bits, boolean signed) implements DataType {
        public IntType {
            if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
                throw new IllegalArgumentException("An integer has 8, 16, 32 or 64 bits, not " + bits + ".");
            }
        }

        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitInt(this);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof IntType that && bits == that.bits && signed == that.signed;
        }

        @Override
        public int hashCode() {
            return signed ? bits : -bits;
        }

        @Override
        public String toString() {
            return (signed ? "int" : "uint") + bits;
        }
    }

    /** Floating point. Java values: {@link Float} for 16 and 32 bits, {@link Double} for 64. */
    record FloatType(int bits) implements DataType {
        public FloatType {
            if (bits != 16 && bits != 32 && bits != 64) {
                throw new IllegalArgumentException("A float has 16, 32 or 64 bits, not " + bits + ".");
            }
        }

        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitFloat(this);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof FloatType that && bits == that.bits;
        }

        @Override
        public int hashCode() {
            return bits + 1;
        }

        @Override
        public String toString() {
            return "float" + bits;
        }
    }

    /** Exact decimals of at most 38 digits, {@code scale} of them behind the point: {@link java.math.BigDecimal}. */
    record DecimalType(int precision, int scale) implements DataType {
        /** The most digits that a decimal can have. */
        public static final int MAX_PRECISION = 38;

        public DecimalType {
            if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("A decimal has 1 to 38 digits and a scale from 0 to that, not ("
                        + precision + "," + scale + ").");
            }
        }

        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitDecimal(this);
        }

        @Override
        public String toString() {
            return "decimal(" + precision + "," + scale + ")";
        }
    }

    /** {@link String}, UTF-8 in memory; enums and JSON are strings too. */
    record StringType() implements DataType {
        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitString(this);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof StringType;
        }

        @Override
        public int hashCode() {
            return 3;
        }

        @Override
        public String toString() {
            return "string";
        }
    }

    /** Bytes of any length: {@code byte[]}. */
    record BinaryType() implements DataType {
        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitBinary(this);
        }

        @Override
        public String toString() {
            return "binary";
        }
    }

    /** Bytes of one length: {@code byte[]}. */
    record FixedBinaryType(int width) implements DataType {
        public FixedBinaryType {
            if (width < 0) {
                throw new IllegalArgumentException("A width is not negative: " + width + ".");
            }
        }

        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitFixedBinary(this);
        }

        @Override
        public String toString() {
            return "binary(" + width + ")";
        }
    }

    /** {@link java.util.UUID}, 16 bytes in memory, big-endian. */
    record UuidType() implements DataType {
        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitUuid(this);
        }

        @Override
        public String toString() {
            return "uuid";
        }
    }

    /** {@link java.time.LocalDate}, days since 1970-01-01 in memory. */
    record DateType() implements DataType {
        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitDate(this);
        }

        @Override
        public String toString() {
            return "date";
        }
    }

    /** Time of day: {@link java.time.LocalTime}. */
    record TimeType(Resolution unit) implements DataType {
        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitTime(this);
        }

        @Override
        public String toString() {
            return "time[" + unit.symbol() + "]";
        }
    }

    /** {@link java.time.Instant} if {@code utc}, else {@link java.time.LocalDateTime}. */
    record TimestampType(Resolution unit, boolean utc) implements DataType {
        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitTimestamp(this);
        }

        @Override
        public String toString() {
            return "timestamp[" + unit.symbol() + (utc ? ", UTC]" : "]");
        }
    }

    /** {@link Interval}. */
    record IntervalType() implements DataType {
        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitInterval(this);
        }

        @Override
        public String toString() {
            return "interval";
        }
    }

    /** {@link List} of the element's values, with nulls where the element is nullable. */
    record ListType(Field element) implements DataType {
        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitList(this);
        }

        @Override
        public String toString() {
            return "list<" + element.type() + ">";
        }
    }

    /** {@link java.util.Map} from field name to value, in field order. Field names are unique. */
    record StructType(List<Field> fields) implements DataType {
        public StructType {
            fields = List.copyOf(fields);
            Set<String> names = new HashSet<>();
            for (Field field : fields) {
                if (!names.add(field.name())) {
                    throw new IllegalArgumentException("A struct has two fields named '" + field.name() + "'.");
                }
            }
        }

        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitStruct(this);
        }

        @Override
        public String toString() {
            return fields.stream()
                    .map(f -> f.name() + ": " + f.type())
                    .collect(Collectors.joining(", ", "struct<", ">"));
        }
    }

    /** {@link java.util.Map} from key to value, in stored order. */
    record MapType(Field key, Field value) implements DataType {
        @Override
        public <R> R accept(DataTypeVisitor<R> visitor) {
            return visitor.visitMap(this);
        }

        @Override
        public String toString() {
            return "map<" + key.type() + ", " + value.type() + ">";
        }
    }
}
