package dev.colonnade.expr;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which type two types have in common, and how an operand gets there: losslessly but for integers and decimals to floats. */
public final class Coercion {
    private Coercion() {}

    /** The narrowest type that both convert to, or nothing where they do not go together. */
    public static Optional<DataType> common(DataType a, DataType b) {
        if (a.equals(b) || b instanceof DataType.NullType) {
            return Optional.of(a);
        }
        if (a instanceof DataType.NullType) {
            return Optional.of(b);
        }
        if (a.isNumeric() && b.isNumeric()) {
            return Optional.of(commonNumber(a, b));
        }
        if (a instanceof DataType.TimestampType x && b instanceof DataType.TimestampType y && x.utc() == y.utc()) {
            return Optional.of(new DataType.TimestampType(finer(x.unit(), y.unit()), x.utc()));
        }
        if (a instanceof DataType.DateType && b instanceof DataType.TimestampType y && !y.utc()) {
            return Optional.of(b);
        }
        if (b instanceof DataType.DateType && a instanceof DataType.TimestampType x && !x.utc()) {
            return Optional.of(a);
        }
        if (a instanceof DataType.TimeType x && b instanceof DataType.TimeType y) {
            return Optional.of(DataType.time(finer(x.unit(), y.unit())));
        }
        if (isBinary(a) && isBinary(b)) {
            return Optional.of(DataType.BINARY);
        }
        if (a instanceof DataType.ListType x && b instanceof DataType.ListType y) {
            return common(x.element().type(), y.element().type())
                    .map(t -> DataType.list(Field.of(x.element().name(), t)));
        }
        return Optional.empty();
    }

    private static boolean isBinary(DataType type) {
        return type instanceof DataType.BinaryType || type instanceof DataType.FixedBinaryType;
    }

    private static Resolution finer(Resolution a, Resolution b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static DataType commonNumber(DataType a, DataType b) {
        if (a instanceof DataType.FloatType || b instanceof DataType.FloatType) {
            return fitsFloat32(a) && fitsFloat32(b) ? DataType.FLOAT32 : DataType.FLOAT64;
        }
        if (a instanceof DataType.IntType x && b instanceof DataType.IntType y) {
            return commonInt(x, y);
        }
        DataType.DecimalType x = asDecimal(a);
        DataType.DecimalType y = asDecimal(b);
        int scale = Math.max(x.scale(), y.scale());
        int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
        return DataType.decimal(Math.min(whole + scale, DataType.DecimalType.MAX_PRECISION), scale);
    }

    /** Whether every value of the type is a float32 without rounding. */
    private static boolean fitsFloat32(DataType type) {
        return type instanceof DataType.FloatType real && real.bits() <= 32
                || type instanceof DataType.IntType integer && integer.bits() <= 16;
    }

    private static DataType commonInt(DataType.IntType a, DataType.IntType b) {
        if (a.signed() == b.signed()) {
            return a.bits() >= b.bits() ? a : b;
        }
        DataType.IntType signed = a.signed() ? a : b;
        DataType.IntType unsigned = a.signed() ? b : a;
        if (signed.bits() > unsigned.bits()) {
            return signed;
        }
        return unsigned.bits() == 64 ? DataType.decimal(20, 0) : new DataType.IntType(unsigned.bits() * 2, true);
    }

    /** The decimal that holds every value of an integer or decimal type. */
    static DataType.DecimalType asDecimal(DataType type) {
        if (type instanceof DataType.DecimalType decimal) {
            return decimal;
        }
        DataType.IntType integer = (DataType.IntType) type;
        return switch (integer.bits()) {
            case 8 -> DataType.decimal(3, 0);
            case 16 -> DataType.decimal(5, 0);
            case 32 -> DataType.decimal(10, 0);
            default -> DataType.decimal(integer.signed() ? 19 : 20, 0);
        };
    }

    /**
     * The type to compare or mix operands in: that of the operands that are no literals, if the literals convert to it
     * exactly, else the common type of all.
     */
    static Optional<DataType> unified(List<BoundExpr> operands) {
        DataType type = DataType.NULL;
        for (BoundExpr operand : operands) {
            if (!(operand instanceof BoundExpr.Literal)) {
                Optional<DataType> wider = common(type, operand.type());
                if (wider.isEmpty()) {
                    return wider;
                }
                type = wider.get();
            }
        }
        for (BoundExpr operand : operands) {
            if (operand instanceof BoundExpr.Literal literal
                    && LiteralConversion.exact(literal.literal(), type) == null) {
                Optional<DataType> wider = common(type, operand.type());
                if (wider.isEmpty()) {
                    return wider;
                }
                type = wider.get();
            }
        }
        return Optional.of(type);
    }

    /** The operand as {@code target}: itself, a converted literal, or a cast. */
    public static BoundExpr to(DataType target, BoundExpr operand) {
        if (operand.type().equals(target)) {
            return operand;
        }
        if (operand instanceof BoundExpr.Literal literal) {
            @Nullable LiteralValue converted = LiteralConversion.exact(literal.literal(), target);
            if (converted != null) {
                return new BoundExpr.Literal(converted);
            }
        }
        return new BoundExpr.Cast(operand, target, CastMode.STRICT);
    }

    static List<BoundExpr> allTo(DataType target, List<BoundExpr> operands) {
        List<BoundExpr> converted = new ArrayList<>(operands.size());
        operands.forEach(operand -> converted.add(to(target, operand)));
        return converted;
    }
}
