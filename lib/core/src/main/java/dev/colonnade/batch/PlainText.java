package dev.colonnade.batch;

import dev.colonnade.type.DataType;
import dev.colonnade.type.DataTypeVisitor;
import dev.colonnade.type.Interval;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Base64;

/** Values as people and CSV readers see them; docs/design/batch.md has the table. */
final class PlainText implements DataTypeVisitor<CellText> {
    static final PlainText CELLS = new PlainText();

    private PlainText() {}

    @Override
    public CellText visitNull(DataType.NullType type) {
        return (out, vector, row) -> out.append("null");
    }

    @Override
    public CellText visitBool(DataType.BoolType type) {
        return (out, vector, row) -> out.append(vector.boolAt(row));
    }

    @Override
    public CellText visitInt(DataType.IntType type) {
        return type.equals(DataType.UINT64)
                ? (out, vector, row) -> out.append(Long.toUnsignedString(vector.longAt(row)))
                : (out, vector, row) -> out.append(vector.longAt(row));
    }

    @Override
    public CellText visitFloat(DataType.FloatType type) {
        return type.bits() == 64
                ? (out, vector, row) -> out.append(vector.doubleAt(row))
                : (out, vector, row) -> out.append((float) vector.doubleAt(row));
    }

    @Override
    public CellText visitDecimal(DataType.DecimalType type) {
        return (out, vector, row) -> out.append(((BigDecimal) vector.nonNullAt(row)).toPlainString());
    }

    @Override
    public CellText visitString(DataType.StringType type) {
        return (out, vector, row) -> out.append(vector.stringAt(row));
    }

    @Override
    public CellText visitBinary(DataType.BinaryType type) {
        return base64();
    }

    @Override
    public CellText visitFixedBinary(DataType.FixedBinaryType type) {
        return base64();
    }

    private static CellText base64() {
        return (out, vector, row) -> out.append(Base64.getEncoder().encodeToString(vector.bytesAt(row)));
    }

    @Override
    public CellText visitUuid(DataType.UuidType type) {
        return (out, vector, row) -> out.append(vector.nonNullAt(row));
    }

    @Override
    public CellText visitDate(DataType.DateType type) {
        return (out, vector, row) -> out.append(vector.nonNullAt(row));
    }

    @Override
    public CellText visitTime(DataType.TimeType type) {
        return iso(DateTimeFormatter.ISO_LOCAL_TIME);
    }

    @Override
    public CellText visitTimestamp(DataType.TimestampType type) {
        return type.utc()
                ? (out, vector, row) -> out.append((Instant) vector.nonNullAt(row))
                : iso(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    private static CellText iso(DateTimeFormatter format) {
        return (out, vector, row) -> format.formatTo((TemporalAccessor) vector.nonNullAt(row), out);
    }

    @Override
    public CellText visitInterval(DataType.IntervalType type) {
        return (out, vector, row) -> appendInterval(out, (Interval) vector.nonNullAt(row));
    }

    private static void appendInterval(StringBuilder out, Interval interval) {
        int start = out.length();
        out.append('P');
        if (interval.months() != 0) {
            out.append(interval.months()).append('M');
        }
        if (interval.days() != 0) {
            out.append(interval.days()).append('D');
        }
        if (interval.nanos() != 0 || out.length() == start + 1) {
            BigDecimal seconds = BigDecimal.valueOf(interval.nanos(), 9).stripTrailingZeros();
            out.append('T').append(seconds.toPlainString()).append('S');
        }
    }

    @Override
    public CellText visitList(DataType.ListType type) {
        return type.accept(JsonText.CELLS);
    }

    @Override
    public CellText visitStruct(DataType.StructType type) {
        return type.accept(JsonText.CELLS);
    }

    @Override
    public CellText visitMap(DataType.MapType type) {
        return type.accept(JsonText.CELLS);
    }
}
