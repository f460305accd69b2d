package dev.colonnade.arrow.compute;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.batch.Vectors;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprVisitor;
import dev.colonnade.expr.CastMode;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From expressions to nodes: one node and register for equal expressions. For one {@link Program}. */
final class Compiler implements BoundExprVisitor<Node> {
    private final Schema schema;
    private final Map<BoundExpr, Node> nodes = new HashMap<>();
    private final Map<Node, Node> keys = new HashMap<>(); // by identity: nodes have no equality of their own
    private int registers;

    Compiler(Schema schema) {
        this.schema = schema;
    }

    int registers() {
        return registers;
    }

    /** @throws Unsupported */
    Node node(BoundExpr expr) {
        Node known = nodes.get(expr);
        if (known == null) {
            known = expr.accept(this);
            nodes.put(expr, known);
        }
        return known;
    }

    private int register() {
        return registers++;
    }

    @Override
    public Node visitColumn(BoundExpr.Column column) {
        return new Leaves.ColumnNode(register(), column.type(), schema.indexOf(column.name()));
    }

    @Override
    public Node visitLiteral(BoundExpr.Literal literal) {
        return new Leaves.ConstantNode(
                register(), vector(literal, literal.type(), Collections.singletonList(literal.value())));
    }

    /** A constant may lie beyond what its type can hold, such as a date of the first century as timestamp[ns]. */
    private static ColumnVector vector(BoundExpr of, DataType type, List<? extends @Nullable Object> values) {
        try {
            return Vectors.of(type, values);
        } catch (ColonnadeException doesNotFit) {
            throw new Unsupported(of, "a constant is beyond the range of " + type);
        }
    }

    @Override
    public Node visitCall(BoundExpr.Call call) {
        return switch (call.function()) {
            case AND -> Logic.Junction.and(register(), nodes(call));
            case OR -> Logic.Junction.or(register(), nodes(call));
            case NOT -> new Logic.Negation(register(), node(call.arg(0)));
            case IS_NULL -> Logic.NullTest.isNull(register(), node(call.arg(0)));
            case IS_NOT_NULL -> Logic.NullTest.isNotNull(register(), node(call.arg(0)));
            case IS_NAN -> new Logic.NanTest(register(), node(call.arg(0)));
            case EQ, NE, LT, LE, GT, GE, EQ_NULL_SAFE -> comparison(call);
            case LIKE -> like(call);
            case CONTAINS, STARTS_WITH, ENDS_WITH ->
                new TextNodes.PartTest(register(), call.function(), node(call.arg(0)), node(call.arg(1)));
            case LENGTH -> new TextNodes.Length(register(), node(call.arg(0)));
            case YEAR, QUARTER, MONTH, DAY, DAY_OF_WEEK, DAY_OF_YEAR, HOUR, MINUTE, SECOND ->
                new DatePart(register(), call.function(), node(call.arg(0)));
            case STRUCT_FIELD -> structField(call);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, INT_DIV, MOD -> arithmetic(call);
            case NEGATE, ABS -> sign(call);
            case FLOOR, CEIL, SQRT -> doubleFunction(call);
            case ROUND, POWER, EXP, LN -> throw new Unsupported(call, "engines may round it differently");
            case COALESCE, NULL_IF, GREATEST, LEAST -> throw new Unsupported(call, "it chooses between values");
            case LOWER, UPPER, TRIM, TRIM_START, TRIM_END, SUBSTRING, CONCAT, REPLACE ->
                throw new Unsupported(call, "it makes strings");
            case BUCKET -> throw new Unsupported(call, "it hashes");
            case DATE_TRUNC -> throw new Unsupported(call, "it makes dates");
        };
    }

    private List<Node> nodes(BoundExpr.Call call) {
        return call.args().stream().map(this::node).toList();
    }

    private Node comparison(BoundExpr.Call call) {
        Node left = key(call, node(call.arg(0)));
        return Compare.of(register(), call.function(), left, key(call, node(call.arg(1))));
    }

    /** What stands for the node's values where they are compared. */
    private Node key(BoundExpr of, Node node) {
        Node known = keys.get(node);
        if (known == null) {
            known = switch (node.shape()) {
                case LONG -> KeyNodes.isUnsignedLong(node.type()) ? new KeyNodes.UnsignedKey(register(), node) : node;
                case DOUBLE -> new KeyNodes.DoubleKey(register(), node);
                case TRUTH -> new KeyNodes.TruthKey(register(), node, DataType.INT64);
                case WIDE, BYTES -> node;
                case NONE -> throw new Unsupported(of, "values of type " + node.type() + " are not compared");
            };
            keys.put(node, known);
        }
        return known;
    }

    /** The longs or halves or bytes of the operand, in the order of its type. */
    Node key(BoundExpr expr) {
        return key(expr, node(expr));
    }

    private Node like(BoundExpr.Call call) {
        if (!(call.arg(1) instanceof BoundExpr.Literal pattern)) {
            throw new Unsupported(call, "its pattern is no constant");
        }
        Object text = pattern.value();
        return text == null
                ? node(BoundExpr.Literal.nullOf(DataType.BOOL))
                : new TextNodes.Like(register(), node(call.arg(0)), new LikePattern((String) text));
    }

    private Node structField(BoundExpr.Call call) {
        Node struct = node(call.arg(0));
        String name = (String) Objects.requireNonNull(((BoundExpr.Literal) call.arg(1)).value());
        if (struct.type() instanceof DataType.StructType type) {
            List<String> names = type.fields().stream().map(f -> f.name()).toList();
            int index = names.indexOf(name);
            if (struct instanceof Leaves.ColumnNode column) {
                return column.field(register(), call.type(), List.of(index));
            }
            if (struct instanceof Leaves.FieldNode field) {
                return field.field(register(), call.type(), index);
            }
        }
        throw new Unsupported(call, "its struct is no column");
    }

    private Node arithmetic(BoundExpr.Call call) {
        Node left = node(call.arg(0));
        Node right = node(call.arg(1));
        if (left.shape() == Shape.DOUBLE && right.shape() == Shape.DOUBLE) {
            return new Arithmetic.Doubles(register(), call, left, right);
        }
        boolean days = left.type() instanceof DataType.DateType && right.type() instanceof DataType.DateType;
        if (days || isComputedInteger(left.type()) && isComputedInteger(right.type())) {
            return new Arithmetic.Longs(register(), call, left, right);
        }
        throw new Unsupported(call, "there is no arithmetic of " + left.type() + " and " + right.type());
    }

    private static boolean isComputedInteger(DataType type) {
        return type instanceof DataType.IntType && !KeyNodes.isUnsignedLong(type);
    }

    private Node sign(BoundExpr.Call call) {
        Node input = node(call.arg(0));
        if (input.shape() == Shape.DOUBLE) {
            return new Arithmetic.DoubleFunction(register(), call, input);
        }
        if (input.type() instanceof DataType.IntType) {
            return new Arithmetic.LongSign(register(), call, input);
        }
        throw new Unsupported(call, "there is no arithmetic of " + input.type());
    }

    private Node doubleFunction(BoundExpr.Call call) {
        Node input = node(call.arg(0));
        if (input.shape() != Shape.DOUBLE) {
            throw new Unsupported(call, "there is no arithmetic of " + input.type());
        }
        return new Arithmetic.DoubleFunction(register(), call, input);
    }

    @Override
    public Node visitIn(BoundExpr.In in) {
        Node input = key(in, node(in.input()));
        List<Object> values = in.options().stream()
                .map(LiteralValue::value)
                .filter(Objects::nonNull)
                .toList();
        boolean hasNull = values.size() < in.options().size();
        Membership.Options options =
                new Membership.Options(vector(in, in.input().type(), values));
        return Membership.of(register(), input, options, hasNull);
    }

    @Override
    public Node visitCast(BoundExpr.Cast cast) {
        Node input = node(cast.input());
        DataType from = input.type();
        DataType to = cast.type();
        if (to instanceof DataType.IntType) {
            return toInteger(cast, input);
        }
        if (to instanceof DataType.FloatType) {
            return toFloat(cast, input);
        }
        if (to instanceof DataType.DecimalType decimal) {
            return toDecimal(cast, input, decimal);
        }
        if (to instanceof DataType.BinaryType && from instanceof DataType.FixedBinaryType) {
            return new Retyped(register(), to, input);
        }
        return toTime(cast, input);
    }

    private Node toInteger(BoundExpr.Cast cast, Node input) {
        if (input.shape() == Shape.TRUTH) {
            return new KeyNodes.TruthKey(register(), input, cast.type());
        }
        if (!(input.type() instanceof DataType.IntType)) {
            throw noCast(cast);
        }
        return Arithmetic.Range.holdsAll(input.type(), cast.type())
                ? new Retyped(register(), cast.type(), input)
                : new LongCasts.ToInteger(register(), cast, input);
    }

    private Node toFloat(BoundExpr.Cast cast, Node input) {
        if (input.type() instanceof DataType.IntType) {
            return new LongCasts.ToFloat(register(), cast.type(), input);
        }
        if (input.type() instanceof DataType.DecimalType) {
            return new WideCasts.ToFloat(register(), cast.type(), input);
        }
        if (input.type() instanceof DataType.FloatType real) {
            boolean narrows = real.bits() == 64 && cast.type().equals(DataType.FLOAT32);
            return narrows
                    ? new WideCasts.ToFloat32(register(), cast, input)
                    : new Retyped(register(), cast.type(), input);
        }
        throw noCast(cast);
    }

    private Node toDecimal(BoundExpr.Cast cast, Node input, DataType.DecimalType to) {
        int scale = input.type() instanceof DataType.DecimalType decimal ? decimal.scale() : 0;
        boolean exact = input.type() instanceof DataType.DecimalType || input.type() instanceof DataType.IntType;
        if (!exact || scale > to.scale()) {
            throw noCast(cast);
        }
        return new WideCasts.ToDecimal(register(), cast, input, to.scale() - scale);
    }

    private Node toTime(BoundExpr.Cast cast, Node input) {
        DataType from = input.type();
        DataType to = cast.type();
        if (from instanceof DataType.TimestampType a && to instanceof DataType.TimestampType b) {
            return LongCasts.Rescaled.units(register(), cast, input, a.unit(), b.unit());
        }
        if (from instanceof DataType.TimeType a && to instanceof DataType.TimeType b) {
            return LongCasts.Rescaled.units(register(), cast, input, a.unit(), b.unit());
        }
        if (from instanceof DataType.DateType && to instanceof DataType.TimestampType b) {
            return LongCasts.Rescaled.fromDays(register(), cast, input, b.unit());
        }
        if (from instanceof DataType.TimestampType a && to instanceof DataType.DateType) {
            return LongCasts.Rescaled.toDays(register(), cast, input, a.unit());
        }
        throw noCast(cast);
    }

    private static Unsupported noCast(BoundExpr.Cast cast) {
        String mode = cast.mode() == CastMode.TRY ? "tryCast" : "cast";
        return new Unsupported(
                cast, "there is no " + mode + " from " + cast.input().type() + " to " + cast.type());
    }

    @Override
    public Node visitCase(BoundExpr.Case choice) {
        throw new Unsupported(choice, "it chooses between values");
    }

    @Override
    public Node visitAggregate(BoundExpr.Aggregate aggregate) {
        throw new Unsupported(aggregate, "an aggregate has no value for one row");
    }
}
