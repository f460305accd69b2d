package dev.colonnade.arrow.scan;

import dev.colonnade.cdata.ArrowField;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes weakened conditions as an {@code ExtendedExpression} of <a href="https://substrait.io">Substrait</a> 0.44, over one
 * stored schema. A column is its position among all stored columns; the names in the message mean nothing to its reader, and
 * neither do the types of columns that no condition is about, so these are given as booleans.
 */
final class Substrait {
    private static final String COMPARISONS =
            "https://github.com/substrait-io/substrait/blob/main/extensions/functions_comparison.yaml";
    private static final String BOOLEANS =
            "https://github.com/substrait-io/substrait/blob/main/extensions/functions_boolean.yaml";
    private static final int NULLABLE = 1;
    private static final int REQUIRED = 2;
    private static final int BOOL = 1;

    private final List<ArrowField> stored;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final Map<Integer, DataType> used = new LinkedHashMap<>();
    /** Names of the functions that are called, each in the place of its number. */
    private final List<String> functions = new ArrayList<>();

    Substrait(ArrowField struct) {
        this.stored = struct.children();
        for (int i = 0; i < stored.size(); i++) {
            positions.put(stored.get(i).name(), i);
        }
    }

    /** Whether the file stores the condition's columns in the very types that the condition has for them. */
    boolean takes(BoundExpr condition) {
        if (condition instanceof BoundExpr.Column column) {
            Integer position = positions.get(column.name());
            return position != null && isStoredAs(stored.get(position), column.type());
        }
        return condition.children().stream().allMatch(this::takes);
    }

    private static boolean isStoredAs(ArrowField field, DataType type) {
        return field.dictionary() == null
                && field.extension().isEmpty()
                && ComparableType.of(type)
                        .filter(known -> known.format().equals(field.format()))
                        .isPresent();
    }

    /** The message for the conjunction of these. */
    byte[] filter(List<BoundExpr> conditions) {
        ProtoWriter expression = junction("and", conditions);
        ProtoWriter message = new ProtoWriter();
        message.message(1, new ProtoWriter().number(1, 1).text(2, COMPARISONS));
        message.message(1, new ProtoWriter().number(1, 2).text(2, BOOLEANS));
        for (int i = 0; i < functions.size(); i++) {
            String name = functions.get(i);
            boolean junction = name.equals("and") || name.equals("or");
            ProtoWriter function = new ProtoWriter();
            function.number(1, junction ? 2 : 1).number(2, i + 1L).text(3, name);
            message.message(2, new ProtoWriter().message(3, function));
        }
        message.message(3, new ProtoWriter().message(1, expression).text(3, "filter"));
        return message.message(4, baseSchema()).toBytes();
    }

    private ProtoWriter baseSchema() {
        ProtoWriter names = new ProtoWriter();
        ProtoWriter types = new ProtoWriter();
        for (int i = 0; i < stored.size(); i++) {
            names.text(1, "c" + i);
            types.message(1, type(used.getOrDefault(i, DataType.BOOL)));
        }
        return names.message(2, types.number(3, REQUIRED));
    }

    private static ProtoWriter type(DataType type) {
        if (type instanceof DataType.DecimalType decimal) {
            ProtoWriter digits = new ProtoWriter().number(1, decimal.scale()).number(2, decimal.precision());
            return new ProtoWriter().message(ComparableType.DECIMAL, digits.number(4, NULLABLE));
        }
        int kind = ComparableType.of(type).map(ComparableType::kind).orElse(BOOL);
        return new ProtoWriter().message(kind, new ProtoWriter().number(2, NULLABLE));
    }

    private ProtoWriter expression(BoundExpr condition) {
        BoundExpr.Call call = (BoundExpr.Call) condition;
        return switch (call.function()) {
            case AND -> junction("and", call.args());
            case OR -> junction("or", call.args());
            case EQ -> comparison("equal", call);
            case LT -> comparison("lt", call);
            case LE -> comparison("lte", call);
            case GT -> comparison("gt", call);
            case GE -> comparison("gte", call);
            case IS_NULL -> call("is_null", List.of(column(call.arg(0))));
            case IS_NOT_NULL -> call("is_not_null", List.of(column(call.arg(0))));
            default -> throw new IllegalArgumentException("No condition of a native filter: " + call);
        };
    }

    /** As a balanced tree of calls of two operands. */
    private ProtoWriter junction(String name, List<BoundExpr> operands) {
        if (operands.size() == 1) {
            return expression(operands.get(0));
        }
        int half = operands.size() / 2;
        return call(
                name,
                List.of(
                        junction(name, operands.subList(0, half)),
                        junction(name, operands.subList(half, operands.size()))));
    }

    private ProtoWriter comparison(String name, BoundExpr.Call call) {
        BoundExpr.Literal literal = (BoundExpr.Literal) call.arg(1);
        ProtoWriter constant = literal(literal.type(), Objects.requireNonNull(literal.value()));
        return call(name, List.of(column(call.arg(0)), new ProtoWriter().message(1, constant)));
    }

    private ProtoWriter call(String name, List<ProtoWriter> arguments) {
        if (!functions.contains(name)) {
            functions.add(name);
        }
        ProtoWriter call = new ProtoWriter().number(1, functions.indexOf(name) + 1L);
        for (ProtoWriter argument : arguments) {
            call.message(4, new ProtoWriter().message(3, argument));
        }
        return new ProtoWriter().message(3, call.message(3, type(DataType.BOOL)));
    }

    /** A direct reference to a struct field of the root. */
    private ProtoWriter column(BoundExpr expr) {
        BoundExpr.Column column = (BoundExpr.Column) expr;
        int position = Objects.requireNonNull(positions.get(column.name()));
        used.put(position, column.type());
        ProtoWriter segment = new ProtoWriter().message(2, new ProtoWriter().number(1, position));
        ProtoWriter reference = new ProtoWriter().message(1, segment).message(4, new ProtoWriter());
        return new ProtoWriter().message(2, reference);
    }

    private static ProtoWriter literal(DataType type, Object value) {
        ProtoWriter out = new ProtoWriter();
        if (type instanceof DataType.DecimalType decimal) {
            ProtoWriter digits = new ProtoWriter().bytes(1, littleEndian((BigDecimal) value, decimal.scale()));
            digits.number(2, decimal.precision()).number(3, decimal.scale());
            return out.message(ComparableType.DECIMAL, digits);
        }
        if (value instanceof Float real) {
            return out.real(ComparableType.FLOAT32, real.floatValue());
        }
        if (value instanceof Double real) {
            return out.real(ComparableType.FLOAT64, real.doubleValue());
        }
        if (value instanceof String text) {
            return out.text(ComparableType.STRING, text);
        }
        if (value instanceof byte[] bytes) {
            return out.bytes(ComparableType.BINARY, bytes);
        }
        if (value instanceof LocalDate date) {
            return out.number(ComparableType.DATE, date.toEpochDay());
        }
        if (value instanceof Instant instant) {
            return out.number(ComparableType.TIMESTAMP_LITERAL_UTC, micros(instant));
        }
        if (value instanceof LocalDateTime time) {
            return out.number(ComparableType.TIMESTAMP, micros(time.toInstant(ZoneOffset.UTC)));
        }
        int kind = ComparableType.of(type).orElseThrow().kind();
        return out.number(kind, ((Number) value).longValue());
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** 16 bytes, two's complement. */
    private static byte[] littleEndian(BigDecimal value, int scale) {
        BigInteger unscaled = value.setScale(scale).unscaledValue();
        byte[] big = unscaled.toByteArray();
        byte[] little = new byte[16];
        byte fill = (byte) (unscaled.signum() < 0 ? -1 : 0);
        for (int i = 0; i < little.length; i++) {
            little[i] = i < big.length ? big[big.length - 1 - i] : fill;
        }
        return little;
    }
}
