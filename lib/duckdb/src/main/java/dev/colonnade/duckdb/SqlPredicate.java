package dev.colonnade.duckdb;

import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a parse tree as an expression of the library: comparisons of columns with constants, BETWEEN, IN, IS
 * NULL, LIKE and what AND, OR and NOT make of them. Null stands for a condition of another shape.
 */
final class SqlPredicate {
    /** A column, or a field of a struct column. */
    record Operand(Expr expr, DataType type) {
        static Operand of(Field column) {
            return new Operand(Exprs.col(column.name()), column.type());
        }

        /** The one field of that name, ignoring case, or null. */
        @Nullable
        Operand field(String name) {
            List<Field> matches = type instanceof DataType.StructType struct
                    ? struct.fields().stream()
                            .filter(field -> field.name().equalsIgnoreCase(name))
                            .toList()
                    : List.of();
            return matches.size() == 1
                    ? new Operand(
                            expr.struct().field(matches.get(0).name()),
                            matches.get(0).type())
                    : null;
        }
    }

    private static final Map<String, String> MIRRORED = Map.of(
            "COMPARE_EQUAL", "COMPARE_EQUAL",
            "COMPARE_NOTEQUAL", "COMPARE_NOTEQUAL",
            "COMPARE_LESSTHAN", "COMPARE_GREATERTHAN",
            "COMPARE_GREATERTHAN", "COMPARE_LESSTHAN",
            "COMPARE_LESSTHANOREQUALTO", "COMPARE_GREATERTHANOREQUALTO",
            "COMPARE_GREATERTHANOREQUALTO", "COMPARE_LESSTHANOREQUALTO");

    private final Function<List<?>, @Nullable Operand> columns;
    private final List<LiteralValue> parameters;

    /** @param columns the column that a reference surely means, or null */
    SqlPredicate(Function<List<?>, @Nullable Operand> columns, List<LiteralValue> parameters) {
        this.columns = columns;
        this.parameters = parameters;
    }

    /** A condition that is true wherever {@code node} is, or null. */
    @Nullable
    Expr weakened(Object node) {
        if (!(node instanceof Map<?, ?> object)) {
            return null;
        }
        String type = SqlPruning.text(object, "type");
        boolean and = type.equals("CONJUNCTION_AND");
        if (!and && !type.equals("CONJUNCTION_OR")) {
            return exact(object);
        }
        Expr all = null;
        for (Object child : children(object)) {
            Expr part = weakened(child);
            if (part == null && !and) {
                return null;
            }
            if (part != null) {
                all = all == null ? part : and ? all.and(part) : all.or(part);
            }
        }
        return all;
    }

    /** A condition that is true, false or null wherever {@code object} is, or null. */
    @Nullable
    Expr exact(Map<?, ?> object) {
        String type = SqlPruning.text(object, "type");
        if (MIRRORED.containsKey(type)) {
            return comparison(type, object.get("left"), object.get("right"));
        }
        return switch (type) {
            case "CONJUNCTION_AND", "CONJUNCTION_OR" -> junction(object, type.equals("CONJUNCTION_AND"));
            case "OPERATOR_NOT" -> negated(children(object));
            case "OPERATOR_IS_NULL" -> nullCheck(children(object), true);
            case "OPERATOR_IS_NOT_NULL" -> nullCheck(children(object), false);
            case "COMPARE_IN" -> in(children(object));
            case "COMPARE_BETWEEN" -> between(object);
            case "FUNCTION" -> like(object);
            default -> null;
        };
    }

    private @Nullable Expr junction(Map<?, ?> object, boolean and) {
        Expr all = null;
        for (Object child : children(object)) {
            Expr part = child instanceof Map<?, ?> map ? exact(map) : null;
            if (part == null) {
                return null;
            }
            all = all == null ? part : and ? all.and(part) : all.or(part);
        }
        return all;
    }

    private @Nullable Expr negated(List<?> children) {
        Expr operand = children.size() == 1 && children.get(0) instanceof Map<?, ?> map ? exact(map) : null;
        return operand == null ? null : operand.not();
    }

    private @Nullable Expr nullCheck(List<?> children, boolean isNull) {
        Operand column = children.size() == 1 ? column(children.get(0)) : null;
        if (column == null) {
            return null;
        }
        return isNull ? column.expr().isNull() : column.expr().isNotNull();
    }

    private @Nullable Expr comparison(String type, @Nullable Object left, @Nullable Object right) {
        Operand column = column(left);
        if (column == null) {
            column = column(right);
            Expr constant = constant(left, column);
            return column == null || constant == null
                    ? null
                    : compared(String.valueOf(MIRRORED.get(type)), column.expr(), constant);
        }
        Expr constant = constant(right, column);
        return constant == null ? null : compared(type, column.expr(), constant);
    }

    private static @Nullable Expr compared(String type, Expr column, Expr constant) {
        return switch (type) {
            case "COMPARE_EQUAL" -> column.eq(constant);
            case "COMPARE_NOTEQUAL" -> column.ne(constant);
            case "COMPARE_LESSTHAN" -> column.lt(constant);
            case "COMPARE_GREATERTHAN" -> column.gt(constant);
            case "COMPARE_LESSTHANOREQUALTO" -> column.le(constant);
            case "COMPARE_GREATERTHANOREQUALTO" -> column.ge(constant);
            default -> null;
        };
    }

    private @Nullable Expr in(List<?> children) {
        Operand column = children.isEmpty() ? null : column(children.get(0));
        List<Expr> options = new ArrayList<>();
        for (Object child : children.subList(Math.min(1, children.size()), children.size())) {
            Expr option = constant(child, column);
            if (option == null) {
                return null;
            }
            options.add(option);
        }
        return column == null ? null : column.expr().isIn(options);
    }

    private @Nullable Expr between(Map<?, ?> object) {
        Operand column = column(object.get("input"));
        Expr lower = constant(object.get("lower"), column);
        Expr upper = constant(object.get("upper"), column);
        return column == null || lower == null || upper == null
                ? null
                : column.expr().between(lower, upper);
    }

    private @Nullable Expr like(Map<?, ?> object) {
        if (!SqlPruning.text(object, "function_name").equals("~~")
                || !(object.get("arguments") instanceof List<?> arguments)
                || arguments.size() != 2) {
            return null;
        }
        Operand column = column(argument(arguments.get(0)));
        Object pattern = argument(arguments.get(1));
        String text = pattern instanceof Map<?, ?> map ? literalText(map, "STRING") : null;
        return column == null || text == null ? null : column.expr().like(text);
    }

    private static @Nullable Object argument(@Nullable Object node) {
        return node instanceof Map<?, ?> map ? map.get("expression") : null;
    }

    // --- operands

    private @Nullable Operand column(@Nullable Object node) {
        boolean reference = node instanceof Map<?, ?> map
                && SqlPruning.text(map, "type").equals("COLUMN_REF")
                && map.get("column_names") instanceof List<?> names
                && !names.isEmpty();
        return reference && node instanceof Map<?, ?> map && map.get("column_names") instanceof List<?> names
                ? columns.apply(names)
                : null;
    }

    /** A constant that the engine compares with {@code column} as the library does, or null. */
    private @Nullable Expr constant(@Nullable Object node, @Nullable Operand column) {
        if (column == null || !(node instanceof Map<?, ?> object)) {
            return null;
        }
        LiteralValue value =
                switch (SqlPruning.text(object, "type")) {
                    case "VALUE_PARAMETER" -> parameter(SqlPruning.text(object, "identifier"), column.type());
                    case "VALUE_CONSTANT" -> literal(object);
                    case "OPERATOR_CAST" -> date(object);
                    default -> null;
                };
        return value == null || !comparesAlike(column.type(), value) ? null : new Expr.Literal(value);
    }

    /**
     * The engine compares a number with a float as floats, of 32 bits if the column has them; where that rounds, its
     * answer can differ from the library's.
     */
    private static boolean comparesAlike(DataType column, LiteralValue value) {
        if (column instanceof DataType.FloatType real) {
            boolean exact = !(value.type() instanceof DataType.DecimalType decimal) || decimal.precision() <= 15;
            return real.bits() == 64 && exact;
        }
        return !(value.type() instanceof DataType.FloatType);
    }

    /** A text stands for itself only: as a parameter the engine does not read it as a date. */
    private @Nullable LiteralValue parameter(String identifier, DataType column) {
        int index = Integer.parseInt(identifier) - 1;
        LiteralValue value = index < parameters.size() ? parameters.get(index) : LiteralValue.NULL;
        boolean text = value.type() instanceof DataType.StringType;
        return value.isNull() || text && !(column instanceof DataType.StringType) ? null : value;
    }

    private static @Nullable LiteralValue literal(Map<?, ?> object) {
        String integer = literalText(object, "INTEGER");
        String number = integer == null ? literalText(object, "NUMERIC") : integer;
        if (number != null) {
            boolean plain = number.matches("-?\\d{1,18}(\\.\\d{1,18})?");
            return plain ? LiteralValue.ofJava(new BigDecimal(number)) : null;
        }
        String text = literalText(object, "STRING");
        return text == null ? null : LiteralValue.ofJava(text);
    }

    private static @Nullable String literalText(Map<?, ?> object, String kind) {
        return object.get("literal") instanceof Map<?, ?> literal
                        && SqlPruning.text(literal, "kind").equals(kind)
                ? SqlPruning.text(literal, "text")
                : null;
    }

    /** {@code DATE '2024-01-31'}. */
    private static @Nullable LiteralValue date(Map<?, ?> object) {
        boolean toDate = object.get("type_expr") instanceof Map<?, ?> type
                && SqlPruning.text(type, "type_name").equalsIgnoreCase("date");
        String text = object.get("child") instanceof Map<?, ?> child ? literalText(child, "STRING") : null;
        if (!toDate || text == null) {
            return null;
        }
        try {
            return LiteralValue.ofJava(LocalDate.parse(text));
        } catch (DateTimeParseException otherThanIso) {
            return null;
        }
    }

    private static List<?> children(Map<?, ?> object) {
        return object.get("children") instanceof List<?> children ? children : List.of();
    }
}
