package dev.colonnade.duckdb.sql;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import dev.colonnade.type.DataTypeVisitor;
import dev.colonnade.type.Field;
import dev.colonnade.type.Interval;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Constants as typed, quoted SQL text. */
final class LiteralSql implements DataTypeVisitor<String> {
    private final Object value;

    private LiteralSql(Object value) {
        this.value = value;
    }

    /** @throws PlanException NOT_SUPPORTED if the engine has no such value */
    static String of(LiteralValue literal) {
        return of(literal.value(), literal.type());
    }

    static String of(@Nullable Object value, DataType type) {
        if (type instanceof DataType.NullType) {
            return "NULL";
        }
        return value == null ? "NULL::" + TypeSql.of(type) : type.accept(new LiteralSql(value));
    }

    private static String typed(String text, DataType type) {
        return Quoting.string(text) + "::" + TypeSql.of(type);
    }

    @Override
    public String visitNull(DataType.NullType type) {
        return "NULL";
    }

    @Override
    public String visitBool(DataType.BoolType type) {
        return value.equals(true) ? "TRUE" : "FALSE";
    }

    @Override
    public String visitInt(DataType.IntType type) {
        String digits = value.toString();
        return digits.startsWith("-") ? typed(digits, type) : digits + "::" + TypeSql.of(type);
    }

    @Override
    public String visitFloat(DataType.FloatType type) {
        return typed(value.toString(), type);
    }

    @Override
    public String visitDecimal(DataType.DecimalType type) {
        return typed(((BigDecimal) value).toPlainString(), type);
    }

    @Override
    public String visitString(DataType.StringType type) {
        return typed((String) value, type);
    }

    @Override
    public String visitBinary(DataType.BinaryType type) {
        return blob();
    }

    @Override
    public String visitFixedBinary(DataType.FixedBinaryType type) {
        return blob();
    }

    private String blob() {
        byte[] bytes = (byte[]) value;
        String hex = HexFormat.of().withUpperCase().withPrefix("\\x").formatHex(bytes);
        return "'" + hex + "'::BLOB";
    }

    @Override
    public String visitUuid(DataType.UuidType type) {
        return typed(value.toString(), type);
    }

    @Override
    public String visitDate(DataType.DateType type) {
        return typed(text((LocalDate) value), type);
    }

    /** ISO, but years above 9999 have no sign, as the engine wants it. */
    private static String text(LocalDate date) {
        String iso = date.toString();
        return iso.startsWith("+") ? iso.substring(1) : iso;
    }

    @Override
    public String visitTime(DataType.TimeType type) {
        return typed(text((LocalTime) value), type);
    }

    /** ISO, but always with seconds. */
    private static String text(LocalTime time) {
        return time.getSecond() == 0 && time.getNano() == 0 ? time + ":00" : time.toString();
    }

    @Override
    public String visitTimestamp(DataType.TimestampType type) {
        LocalDateTime local =
                value instanceof Instant i ? LocalDateTime.ofInstant(i, ZoneOffset.UTC) : (LocalDateTime) value;
        String text = text(local.toLocalDate()) + " " + text(local.toLocalTime());
        return typed(text + (type.utc() ? "+00" : ""), type);
    }

    @Override
    public String visitInterval(DataType.IntervalType type) {
        Interval interval = (Interval) value;
        if (interval.nanos() % 1_000 != 0) {
            throw new PlanException(
                    ErrorCode.NOT_SUPPORTED,
                    "The interval " + interval + " has nanoseconds, and the engine's intervals count microseconds: "
                            + "round it to microseconds.");
        }
        return typed(
                interval.months() + " months " + interval.days() + " days " + interval.nanos() / 1_000
                        + " microseconds",
                type);
    }

    @Override
    public String visitList(DataType.ListType type) {
        List<String> elements = new ArrayList<>();
        for (Object element : (List<?>) value) {
            elements.add(of(element, type.element().type()));
        }
        return "[" + String.join(", ", elements) + "]::" + TypeSql.of(type);
    }

    @Override
    public String visitStruct(DataType.StructType type) {
        List<String> members = new ArrayList<>();
        Iterator<?> values = ((Map<?, ?>) value).values().iterator();
        for (Field field : type.fields()) {
            members.add(Quoting.string(field.name()) + ": " + of(values.next(), field.type()));
        }
        return "{" + String.join(", ", members) + "}::" + TypeSql.of(type);
    }

    @Override
    public String visitMap(DataType.MapType type) {
        List<String> entries = new ArrayList<>();
        ((Map<?, ?>) value)
                .forEach((key, mapped) -> entries.add(of(key, type.key().type()) + ": "
                        + of(mapped, type.value().type())));
        return "MAP {" + String.join(", ", entries) + "}::" + TypeSql.of(type);
    }
}
