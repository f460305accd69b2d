package dev.colonnade.parquet;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.DataTypeVisitor;
import dev.colonnade.type.Resolution;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The builder of each type, by how its values are stored. */
final class LeafBuilders implements DataTypeVisitor<LeafBuilder> {
    private final String column;
    private final PrimitiveType stored;
    private final int expected;

    LeafBuilders(ColumnDescriptor column, int expected) {
        this.column = String.join(".", column.getPath());
        this.stored = column.getPrimitiveType();
        this.expected = expected;
    }

    @Override
    public LeafBuilder visitNull(DataType.NullType type) {
        return new Nulls(type, expected);
    }

    @Override
    public LeafBuilder visitBool(DataType.BoolType type) {
        return new Bools(expected);
    }

    @Override
    public LeafBuilder visitInt(DataType.IntType type) {
        return type.bits() == 64 ? new Longs(type, expected) : new Ints(type, type.bits(), type.signed(), expected);
    }

    @Override
    public LeafBuilder visitFloat(DataType.FloatType type) {
        return switch (type.bits()) {
            case 64 -> new Doubles(type, expected);
            case 32 -> new Floats(type, expected);
            default -> new FixedBytes(type, 2, expected);
        };
    }

    @Override
    public LeafBuilder visitDecimal(DataType.DecimalType type) {
        return new Decimals(type, stored.getPrimitiveTypeName(), expected);
    }

    @Override
    public LeafBuilder visitString(DataType.StringType type) {
        return new VarBytes(type, expected);
    }

    @Override
    public LeafBuilder visitBinary(DataType.BinaryType type) {
        return new VarBytes(type, expected);
    }

    @Override
    public LeafBuilder visitFixedBinary(DataType.FixedBinaryType type) {
        return new FixedBytes(type, type.width(), expected);
    }

    @Override
    public LeafBuilder visitUuid(DataType.UuidType type) {
        return new FixedBytes(type, 16, expected);
    }

    @Override
    public LeafBuilder visitDate(DataType.DateType type) {
        return new Ints(type, 32, true, expected);
    }

    @Override
    public LeafBuilder visitTime(DataType.TimeType type) {
        return new Times(type, column, expected);
    }

    @Override
    public LeafBuilder visitTimestamp(DataType.TimestampType type) {
        return stored.getPrimitiveTypeName() == PrimitiveTypeName.INT96
                ? new Int96(type, expected)
                : new Longs(type, expected);
    }

    @Override
    public LeafBuilder visitInterval(DataType.IntervalType type) {
        return new Intervals(type, expected);
    }

    @Override
    public LeafBuilder visitList(DataType.ListType type) {
        throw noLeaf(type);
    }

    @Override
    public LeafBuilder visitStruct(DataType.StructType type) {
        throw noLeaf(type);
    }

    @Override
    public LeafBuilder visitMap(DataType.MapType type) {
        throw noLeaf(type);
    }

    private static IllegalStateException noLeaf(DataType type) {
        return new IllegalStateException("A " + type + " is not stored as one column.");
    }

    private static final class Nulls extends LeafBuilder {
        private final DataType type;

        Nulls(DataType type, int expected) {
            super(expected);
            this.type = type;
        }

        @Override
        void put(ColumnReader stored) {
            throw new Misfit("a value", type);
        }

        @Override
        void putNull() {
            // nothing but nulls needs no bytes
        }

        @Override
        ColumnVector vector(Buffers.Bits validity) {
            return ColumnVector.ofNulls(type, validity.count());
        }
    }

    private static final class Bools extends LeafBuilder {
        private final Buffers.Bits bits;

        Bools(int expected) {
            super(expected);
            bits = new Buffers.Bits(expected);
        }

        @Override
        void put(ColumnReader stored) {
            bits.add(stored.getBoolean());
        }

        @Override
        void putNull() {
            bits.add(false);
        }

        @Override
        ColumnVector vector(Buffers.Bits validity) {
            return ColumnVector.ofBits(validity.count(), validity.validity(), bits.done());
        }
    }

    /** Values of one width. */
    private abstract static class Fixed extends LeafBuilder {
        final DataType type;
        private final int width;
        private final Buffers.Bytes bytes;

        Fixed(DataType type, int width, int expected) {
            super(expected);
            this.type = type;
            this.width = width;
            this.bytes = new Buffers.Bytes((int) Math.min((long) expected * width, 1 << 26));
        }

        /** Where the next value goes. */
        final ByteBuffer next() {
            return bytes.room(width);
        }

        @Override
        final void putNull() {
            ByteBuffer out = next();
            out.position(out.position() + width);
        }

        @Override
        final ColumnVector vector(Buffers.Bits validity) {
            return ColumnVector.ofFixed(type, validity.count(), validity.validity(), bytes.done());
        }
    }

    /** Integers, dates and times in 32 stored bits, of which the type may use fewer. */
    private static final class Ints extends Fixed {
        private final int bits;
        private final boolean signed;

        Ints(DataType type, int bits, boolean signed, int expected) {
            super(type, bits / 8, expected);
            this.bits = bits;
            this.signed = signed;
        }

        @Override
        void put(ColumnReader stored) {
            int value = stored.getInteger();
            if (bits == 32) {
                next().putInt(value);
                return;
            }
            boolean fits = signed ? value == value << 32 - bits >> 32 - bits : value >>> bits == 0;
            if (!fits) {
                throw new Misfit(Integer.toString(value), type);
            }
            if (bits == 16) {
                next().putShort((short) value);
            } else {
                next().put((byte) value);
            }
        }
    }

    private static final class Longs extends Fixed {
        Longs(DataType type, int expected) {
            super(type, Long.BYTES, expected);
        }

        @Override
        void put(ColumnReader stored) {
            next().putLong(stored.getLong());
        }
    }

    /** Units since midnight, less than a day of them. */
    private static final class Times extends Fixed {
        private static final int SECONDS_PER_DAY = 86_400;
        private final String column;
        private final long perSecond;

        Times(DataType.TimeType type, String column, int expected) {
            super(type, type.unit() == Resolution.MILLIS ? Integer.BYTES : Long.BYTES, expected);
            this.column = column;
            this.perSecond = type.unit().perSecond();
        }

        @Override
        void put(ColumnReader stored) {
            boolean millis = perSecond == Resolution.MILLIS.perSecond();
            long value = millis ? stored.getInteger() : stored.getLong();
            if (value < 0 || value >= SECONDS_PER_DAY * perSecond) {
                throw new ColonnadeException(
                        ErrorCode.CAST_FAILED,
                        "Column '" + column + "' has a value that is no time of day, " + value + " / " + perSecond
                                + " s: cast it to string, or leave it out.");
            }
            if (millis) {
                next().putInt((int) value);
            } else {
                next().putLong(value);
            }
        }
    }

    private static final class Floats extends Fixed {
        Floats(DataType type, int expected) {
            super(type, Float.BYTES, expected);
        }

        @Override
        void put(ColumnReader stored) {
            next().putFloat(stored.getFloat());
        }
    }

    private static final class Doubles extends Fixed {
        Doubles(DataType type, int expected) {
            super(type, Double.BYTES, expected);
        }

        @Override
        void put(ColumnReader stored) {
            next().putDouble(stored.getDouble());
        }
    }

    /** Bytes of one length, as they are: float16 is little-endian in both places, uuid big-endian. */
    private static final class FixedBytes extends Fixed {
        private final int width;

        FixedBytes(DataType type, int width, int expected) {
            super(type, width, expected);
            this.width = width;
        }

        @Override
        void put(ColumnReader stored) {
            ByteBuffer value = stored.getBinary().toByteBuffer();
            if (value.remaining() != width) {
                throw new Misfit("a value of " + value.remaining() + " bytes", type);
            }
            next().put(value);
        }
    }

    /** Unscaled values: in 32 or 64 bits, or in big-endian bytes of any number. */
    private static final class Decimals extends Fixed {
        private static final int WIDTH = 16;
        private final PrimitiveTypeName stored;

        Decimals(DataType type, PrimitiveTypeName stored, int expected) {
            super(type, WIDTH, expected);
            this.stored = stored;
        }

        @Override
        void put(ColumnReader reader) {
            switch (stored) {
                case INT32 -> put((long) reader.getInteger());
                case INT64 -> put(reader.getLong());
                default -> put(reader.getBinary().toByteBuffer());
            }
        }

        private void put(long unscaled) {
            ByteBuffer out = next();
            out.putLong(unscaled);
            out.putLong(unscaled >> 63);
        }

        private void put(ByteBuffer bigEndian) {
            int length = bigEndian.remaining();
            int start = bigEndian.position();
            byte sign = length == 0 ? 0 : (byte) (bigEndian.get(start) >> 7);
            for (int i = 0; i < length - WIDTH; i++) {
                boolean spare = bigEndian.get(start + i) == sign && bigEndian.get(start + length - WIDTH) >> 7 == sign;
                if (!spare) {
                    throw new Misfit("a number of " + length + " bytes", type);
                }
            }
            ByteBuffer out = next();
            for (int i = 0; i < WIDTH; i++) {
                out.put(i < length ? bigEndian.get(start + length - 1 - i) : sign);
            }
        }
    }

    /** Nanoseconds of the day and unsigned Julian day, as microseconds since 1970; sums wrap, as in DuckDB. */
    private static final class Int96 extends Fixed {
        private static final long JULIAN_DAY_OF_1970 = 2_440_588;
        private static final long MICROS_PER_DAY = 86_400_000_000L;

        Int96(DataType type, int expected) {
            super(type, Long.BYTES, expected);
        }

        @Override
        void put(ColumnReader stored) {
            ByteBuffer bytes = stored.getBinary().toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            long nanos = bytes.getLong(bytes.position());
            long day = Integer.toUnsignedLong(bytes.getInt(bytes.position() + Long.BYTES));
            next().putLong((day - JULIAN_DAY_OF_1970) * MICROS_PER_DAY + Math.floorDiv(nanos, 1_000L));
        }
    }

    /** Months, days and unsigned milliseconds of 32 bits each. */
    private static final class Intervals extends Fixed {
        private static final long NANOS_PER_MILLI = 1_000_000L;

        Intervals(DataType type, int expected) {
            super(type, 16, expected);
        }

        @Override
        void put(ColumnReader stored) {
            ByteBuffer bytes = stored.getBinary().toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            int at = bytes.position();
            ByteBuffer out = next();
            out.putInt(bytes.getInt(at));
            out.putInt(bytes.getInt(at + 4));
            out.putLong(Integer.toUnsignedLong(bytes.getInt(at + 8)) * NANOS_PER_MILLI);
        }
    }

    /** Strings and binaries. */
    private static final class VarBytes extends LeafBuilder {
        private final DataType type;
        private final Buffers.Bytes offsets;
        private final Buffers.Bytes bytes;

        VarBytes(DataType type, int expected) {
            super(expected);
            this.type = type;
            this.offsets = new Buffers.Bytes((expected + 1) * Integer.BYTES);
            this.bytes = new Buffers.Bytes(8 * Math.min(expected, 1 << 20));
            offsets.room(Integer.BYTES).putInt(0);
        }

        @Override
        void put(ColumnReader stored) {
            ByteBuffer value = stored.getBinary().toByteBuffer();
            if (type instanceof DataType.StringType && !Utf8.isValid(value)) {
                throw new Misfit("bytes that are not UTF-8", type);
            }
            bytes.room(value.remaining()).put(value);
            putNull();
        }

        /** A value ends where the bytes end so far. */
        @Override
        void putNull() {
            offsets.room(Integer.BYTES).putInt(bytes.size());
        }

        @Override
        ColumnVector vector(Buffers.Bits validity) {
            return ColumnVector.ofVar(type, validity.count(), validity.validity(), offsets.done(), bytes.done());
        }
    }
}
