package dev.colonnade.arrow.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.Interval;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The values of Arrow's own vectors, as the Java classes that the library gives for them. */
final class ArrowValues {
    private ArrowValues() {}

    static Object at(FieldVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector instanceof MapVector map) {
            Map<Object, Object> value = new LinkedHashMap<>();
            List<FieldVector> entry = map.getDataVector().getChildrenFromFields();
            for (int i = map.getElementStartIndex(row); i < map.getElementEndIndex(row); i++) {
                value.put(at(entry.get(0), i), at(entry.get(1), i));
            }
            return value;
        }
        if (vector instanceof ListVector list) {
            List<Object> value = new ArrayList<>();
            for (int i = list.getElementStartIndex(row); i < list.getElementEndIndex(row); i++) {
                value.add(at(list.getDataVector(), i));
            }
            return value;
        }
        if (vector instanceof StructVector struct) {
            Map<String, Object> value = new LinkedHashMap<>();
            struct.getChildrenFromFields().forEach(child -> value.put(child.getName(), at(child, row)));
            return value;
        }
        if (vector instanceof TimeStampVector timestamps) {
            return timestamp((ArrowType.Timestamp) vector.getField().getType(), timestamps.get(row));
        }
        return primitive(vector, row);
    }

    private static Object primitive(FieldVector vector, int row) {
        if (vector instanceof UInt1Vector v) {
            return v.getObjectNoOverflow(row);
        } else if (vector instanceof UInt2Vector v) {
            return (int) v.get(row);
        } else if (vector instanceof UInt4Vector v) {
            return v.getObjectNoOverflow(row);
        } else if (vector instanceof UInt8Vector v) {
            return v.getObjectNoOverflow(row);
        } else if (vector instanceof Float2Vector v) {
            return v.getValueAsFloat(row);
        } else if (vector instanceof DecimalVector v) {
            BigDecimal value = v.getObject(row);
            return value;
        } else if (vector instanceof VarCharVector v) {
            return v.getObject(row).toString();
        } else if (vector instanceof DateDayVector v) {
            return LocalDate.ofEpochDay(v.get(row));
        } else if (vector instanceof TimeMilliVector v) {
            return LocalTime.ofNanoOfDay(v.get(row) * 1_000_000L);
        } else if (vector instanceof TimeMicroVector v) {
            return LocalTime.ofNanoOfDay(v.get(row) * 1_000L);
        } else if (vector instanceof TimeNanoVector v) {
            return LocalTime.ofNanoOfDay(v.get(row));
        } else if (vector instanceof IntervalMonthDayNanoVector v) {
            PeriodDuration value = v.getObject(row);
            return new Interval(
                    (int) value.getPeriod().toTotalMonths(),
                    value.getPeriod().getDays(),
                    value.getDuration().toNanos());
        } else if (vector instanceof BitVector
                || vector instanceof TinyIntVector
                || vector instanceof SmallIntVector
                || vector instanceof IntVector
                || vector instanceof BigIntVector
                || vector instanceof Float4Vector
                || vector instanceof Float8Vector
                || vector instanceof VarBinaryVector
                || vector instanceof FixedSizeBinaryVector) {
            return vector.getObject(row);
        }
        throw new AssertionError("No expectation for " + vector.getClass());
    }

    private static Object timestamp(ArrowType.Timestamp type, long value) {
        long perSecond =
                switch (type.getUnit()) {
                    case SECOND -> 1L;
                    case MILLISECOND -> 1_000L;
                    case MICROSECOND -> 1_000_000L;
                    case NANOSECOND -> 1_000_000_000L;
                };
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond));
        return type.getTimezone() == null ? instant.atOffset(ZoneOffset.UTC).toLocalDateTime() : instant;
    }

    /** The same rows, names and nullability. */
    static void assertSame(Batch expected, VectorSchemaRoot actual) {
        assertEquals(expected.rowCount(), actual.getRowCount());
        for (int c = 0; c < expected.columns().size(); c++) {
            FieldVector vector = actual.getVector(c);
            assertEquals(expected.schema().field(c).name(), vector.getName());
            assertEquals(
                    expected.schema().field(c).nullable(), vector.getField().isNullable());
            ColumnVector column = expected.column(c);
            for (int row = 0; row < expected.rowCount(); row++) {
                assertValue(column.valueAt(row), ArrowValues.at(vector, row), vector);
            }
        }
    }

    private static void assertValue(Object expected, Object actual, FieldVector vector) {
        if (expected instanceof UUID uuid) {
            assertEquals("arrow.uuid", vector.getField().getMetadata().get("ARROW:extension:name"));
            byte[] bytes = ByteBuffer.allocate(16)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
            assertArrayEquals(bytes, (byte[]) actual);
        } else if (expected instanceof byte[] bytes) {
            assertArrayEquals(bytes, (byte[]) actual);
        } else {
            assertEquals(expected, actual, vector.getField().toString());
        }
    }
}
