package dev.colonnade.expr;

import java.util.List;

/** The scalar functions. {@link Signatures} knows what each takes and gives; three-valued logic is the default. */
public enum Function {
    ADD("+", Form.INFIX),
    SUBTRACT("-", Form.INFIX),
    MULTIPLY("*", Form.INFIX),
    /** Floating division: by zero gives infinity or NaN. */
    DIVIDE("/", Form.INFIX),
    /** Integer division, truncated towards zero; by zero is an error. */
    INT_DIV("intDiv", Form.PREFIX),
    /** Remainder with the sign of the dividend; by zero is an error. */
    MOD("%", Form.INFIX),
    NEGATE("negate", Form.PREFIX),
    ABS("abs", Form.PREFIX),
    /** To a number n of digits behind the point, halves away from zero; of a float x it is the whole of x * 10^n, / 10^n. */
    ROUND("round", Form.PREFIX),
    FLOOR("floor", Form.PREFIX),
    CEIL("ceil", Form.PREFIX),
    /** NaN of a negative number. */
    SQRT("sqrt", Form.PREFIX),
    POWER("power", Form.PREFIX),
    EXP("exp", Form.PREFIX),
    /** Minus infinity of zero, NaN of a negative number. */
    LN("ln", Form.PREFIX),

    EQ("=", Form.INFIX),
    NE("<>", Form.INFIX),
    LT("<", Form.INFIX),
    LE("<=", Form.INFIX),
    GT(">", Form.INFIX),
    GE(">=", Form.INFIX),
    /** Equality where null equals null; never null itself. */
    EQ_NULL_SAFE("<=>", Form.INFIX),

    /** Any number of operands. */
    AND("AND", Form.INFIX),
    /** Any number of operands. */
    OR("OR", Form.INFIX),
    NOT("not", Form.PREFIX),

    IS_NULL("IS NULL", Form.POSTFIX),
    IS_NOT_NULL("IS NOT NULL", Form.POSTFIX),
    IS_NAN("isNan", Form.PREFIX),
    COALESCE("coalesce", Form.PREFIX),
    /** The first operand, or null where it equals the second. */
    NULL_IF("nullIf", Form.PREFIX),
    /** The greatest non-null operand; null if all are. */
    GREATEST("greatest", Form.PREFIX),
    /** The least non-null operand; null if all are. */
    LEAST("least", Form.PREFIX),

    /** {@code %} stands for any characters, {@code _} for one; no escape. */
    LIKE("LIKE", Form.INFIX),
    LOWER("lower", Form.PREFIX),
    UPPER("upper", Form.PREFIX),
    /** In code points. */
    LENGTH("length", Form.PREFIX),
    /** Spaces at both ends. */
    TRIM("trim", Form.PREFIX),
    TRIM_START("trimStart", Form.PREFIX),
    TRIM_END("trimEnd", Form.PREFIX),
    /** String, first code point from 1, number of code points. */
    SUBSTRING("substring", Form.PREFIX),
    /** Null if any operand is. */
    CONCAT("concat", Form.PREFIX),
    CONTAINS("contains", Form.PREFIX),
    STARTS_WITH("startsWith", Form.PREFIX),
    ENDS_WITH("endsWith", Form.PREFIX),
    REPLACE("replace", Form.PREFIX),

    YEAR("year", Form.PREFIX),
    QUARTER("quarter", Form.PREFIX),
    MONTH("month", Form.PREFIX),
    DAY("day", Form.PREFIX),
    /** ISO: Monday is 1, Sunday 7. */
    DAY_OF_WEEK("dayOfWeek", Form.PREFIX),
    DAY_OF_YEAR("dayOfYear", Form.PREFIX),
    HOUR("hour", Form.PREFIX),
    MINUTE("minute", Form.PREFIX),
    /** Whole seconds. */
    SECOND("second", Form.PREFIX),
    /** The unit ({@link DateUnit} as a string literal), then a date or timestamp; the type stays. */
    DATE_TRUNC("dateTrunc", Form.PREFIX),

    /** The number of buckets as a literal, then what is put into one: Iceberg's bucket transform; buckets count from 0. */
    BUCKET("bucket", Form.PREFIX),

    /** A struct, then the name of one of its fields as a string literal; null of a null struct. */
    STRUCT_FIELD(".", Form.FIELD);

    /** How a call is written in explain output and default column names. */
    public enum Form {
        INFIX,
        PREFIX,
        POSTFIX,
        /** {@code a.name}. */
        FIELD
    }

    private final String symbol;
    private final Form form;

    Function(String symbol, Form form) {
        this.symbol = symbol;
        this.form = form;
    }

    /** The operator or name that people read. */
    public String symbol() {
        return symbol;
    }

    /** Whether the result is a comparison of two operands. */
    public boolean isComparison() {
        return ordinal() >= EQ.ordinal() && ordinal() <= EQ_NULL_SAFE.ordinal();
    }

    /** The comparison with its operands swapped, or this function if it is none that changes. */
    public Function mirrored() {
        return switch (this) {
            case LT -> GT;
            case LE -> GE;
            case GT -> LT;
            case GE -> LE;
            default -> this;
        };
    }

    /**
     * The comparison that is true where this one is false and null where it is null, or this function if there is none.
     */
    public Function negated() {
        return switch (this) {
            case EQ -> NE;
            case NE -> EQ;
            case LT -> GE;
            case LE -> GT;
            case GT -> LE;
            case GE -> LT;
            case IS_NULL -> IS_NOT_NULL;
            case IS_NOT_NULL -> IS_NULL;
            default -> this;
        };
    }

    private static String unquoted(String literal) {
        return literal.startsWith("'")
                ? literal.substring(1, literal.length() - 1).replace("''", "'")
                : literal;
    }

    String render(List<String> args) {
        return switch (form) {
            case INFIX -> "(" + String.join(" " + symbol + " ", args) + ")";
            case PREFIX -> symbol + "(" + String.join(", ", args) + ")";
            case POSTFIX -> "(" + args.get(0) + " " + symbol + ")";
            case FIELD -> args.get(0) + symbol + unquoted(args.get(1));
        };
    }
}
