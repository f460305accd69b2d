package dev.colonnade.parquet;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.DataTypeVisitor;
import dev.colonnade.type.Interval;
import dev.colonnade.type.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/** How one value of a vector is put into a column, by its type. */
final class LeafWriters implements DataTypeVisitor<LeafWriters.LeafWriter> {
    static final int INT32_DIGITS = 9;
    static final int INT64_DIGITS = 18;
    static final int INTERVAL_BYTES = 12;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** Puts the non-null value at {@code index}. */
    @FunctionalInterface
    interface LeafWriter {
        void put(ColumnWriter column, ColumnVector values, int index, int repetition, int definition);
    }

    /** The bytes that hold every unscaled value of that many digits. */
    static int decimalBytes(int precision) {
        return BigInteger.TEN.pow(precision).bitLength() / Byte.SIZE + 1;
    }

    private static LeafWriter ints() {
        return (column, values, i, r, d) -> column.write((int) values.longAt(i), r, d);
    }

    private static LeafWriter longs() {
        return (column, values, i, r, d) -> column.write(values.longAt(i), r, d);
    }

    private static LeafWriter bytes() {
        return (column, values, i, r, d) -> column.write(Binary.fromConstantByteArray(values.bytesAt(i)), r, d);
    }

    private static Object value(ColumnVector values, int index) {
        return Objects.requireNonNull(values.valueAt(index));
    }

    @Override
    public LeafWriter visitNull(DataType.NullType type) {
        return (column, values, i, r, d) -> {
            throw new IllegalStateException("A null has no value.");
        };
    }

    @Override
    public LeafWriter visitBool(DataType.BoolType type) {
        return (column, values, i, r, d) -> column.write(values.boolAt(i), r, d);
    }

    @Override
    public LeafWriter visitInt(DataType.IntType type) {
        return type.bits() == 64 ? longs() : ints();
    }

    @Override
    public LeafWriter visitFloat(DataType.FloatType type) {
        return switch (type.bits()) {
            case 64 -> (column, values, i, r, d) -> column.write(values.doubleAt(i), r, d);
            case 32 -> (column, values, i, r, d) -> column.write((float) values.doubleAt(i), r, d);
            default -> (column, values, i, r, d) -> column.write(float16((float) values.doubleAt(i)), r, d);
        };
    }

    /** The two bytes of a value that binary16 has, least significant first. */
    private static Binary float16(float value) {
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        int bits;
        if (Float.isNaN(value)) {
            bits = 0x7e00;
        } else if (Float.isInfinite(value)) {
            bits = 0x7c00;
        } else if (magnitude < 0x1p-14f) {
            bits = (int) (magnitude * 0x1p24f);
        } else {
            int exponent = Math.getExponent(magnitude);
            bits = exponent + 15 << 10 | (int) ((Math.scalb(magnitude, -exponent) - 1) * 0x400);
        }
        int half = sign | bits;
        return Binary.fromConstantByteArray(new byte[] {(byte) half, (byte) (half >> 8)});
    }

    @Override
    public LeafWriter visitDecimal(DataType.DecimalType type) {
        if (type.precision() <= INT32_DIGITS) {
            return (column, values, i, r, d) -> column.write(unscaled(values, i).intValueExact(), r, d);
        }
        if (type.precision() <= INT64_DIGITS) {
            return (column, values, i, r, d) -> column.write(unscaled(values, i).longValueExact(), r, d);
        }
        int width = decimalBytes(type.precision());
        return (column, values, i, r, d) -> column.write(bigEndian(unscaled(values, i), width), r, d);
    }

    private static BigInteger unscaled(ColumnVector values, int index) {
        return ((BigDecimal) value(values, index)).unscaledValue();
    }

    private static Binary bigEndian(BigInteger value, int width) {
        byte[] shortest = value.toByteArray();
        byte[] bytes = new byte[width];
        Arrays.fill(bytes, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, bytes, width - shortest.length, shortest.length);
        return Binary.fromConstantByteArray(bytes);
    }

    @Override
    public LeafWriter visitString(DataType.StringType type) {
        return bytes();
    }

    @Override
    public LeafWriter visitBinary(DataType.BinaryType type) {
        return bytes();
    }

    @Override
    public LeafWriter visitFixedBinary(DataType.FixedBinaryType type) {
        return bytes();
    }

    @Override
    public LeafWriter visitUuid(DataType.UuidType type) {
        return (column, values, i, r, d) -> {
            UUID uuid = (UUID) value(values, i);
            ByteBuffer bytes = ByteBuffer.allocate(16)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits());
            column.write(Binary.fromConstantByteArray(bytes.array()), r, d);
        };
    }

    @Override
    public LeafWriter visitDate(DataType.DateType type) {
        return ints();
    }

    @Override
    public LeafWriter visitTime(DataType.TimeType type) {
        return type.unit() == Resolution.MILLIS ? ints() : longs();
    }

    @Override
    public LeafWriter visitTimestamp(DataType.TimestampType type) {
        return longs();
    }

    /** Months and days as they are, and unsigned milliseconds. */
    @Override
    public LeafWriter visitInterval(DataType.IntervalType type) {
        return (column, values, i, r, d) -> {
            Interval interval = (Interval) value(values, i);
            long millis = interval.nanos() / NANOS_PER_MILLI;
            if (interval.nanos() % NANOS_PER_MILLI != 0 || millis < 0 || millis > 0xFFFF_FFFFL) {
                throw new ColonnadeException(
                        ErrorCode.CAST_FAILED,
                        "the time of " + interval + " is no whole number of milliseconds from 0 to 4,294,967,295");
            }
            ByteBuffer bytes = Buffers.littleEndian(new byte[INTERVAL_BYTES]);
            bytes.putInt(interval.months()).putInt(interval.days()).putInt((int) millis);
            column.write(Binary.fromConstantByteArray(bytes.array()), r, d);
        };
    }

    @Override
    public LeafWriter visitList(DataType.ListType type) {
        throw noLeaf(type);
    }

    @Override
    public LeafWriter visitStruct(DataType.StructType type) {
        throw noLeaf(type);
    }

    @Override
    public LeafWriter visitMap(DataType.MapType type) {
        throw noLeaf(type);
    }

    private static IllegalStateException noLeaf(DataType type) {
        return new IllegalStateException("A " + type + " is not stored as one column.");
    }
}
