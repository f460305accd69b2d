package dev.colonnade.arrow.compute;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sum of integers or decimals, without bound until it is asked for. Each block is added up in pieces of 32 bits, whose sums a
 * long holds.
 */
final class ExactTotal extends Total {
    private static final long LOW = 0xffff_ffffL;

    private final BoundExpr.Aggregate aggregate;
    private final boolean isWide;
    private final boolean isUnsigned;
    private BigInteger sum = BigInteger.ZERO;
    private long seen;

    ExactTotal(BoundExpr.Aggregate aggregate, List<BoundExpr> exprs) {
        super(aggregate, exprs);
        this.aggregate = aggregate;
        DataType type = aggregate.args().get(0).type();
        this.isWide = Shape.of(type) == Shape.WIDE;
        this.isUnsigned = KeyNodes.isUnsignedLong(type);
    }

    @Override
    void add(@Nullable Lanes lanes, byte[] counts, int count) {
        Lanes values = Objects.requireNonNull(lanes);
        int added = countOf(counts, count);
        if (added == 0) {
            return;
        }
        seen += added;
        sum = sum.add(
                isWide
                        ? blockSum(values.lowers, counts, count, true)
                        : blockSum(values.longs, counts, count, isUnsigned));
        if (isWide) {
            sum = sum.add(blockSum(values.longs, counts, count, false).shiftLeft(Long.SIZE));
        }
    }

    private static BigInteger blockSum(long[] values, byte[] counts, int count, boolean unsigned) {
        long low = 0;
        long high = 0;
        for (int i = 0; i < count; i++) {
            long value = values[i] & -counts[i];
            low += value & LOW;
            high += value >> Integer.SIZE;
        }
        if (unsigned) {
            for (int i = 0; i < count; i++) {
                high += (values[i] & -counts[i]) >>> Long.SIZE - 1 << Integer.SIZE;
            }
        }
        return BigInteger.valueOf(high).shiftLeft(Integer.SIZE).add(BigInteger.valueOf(low));
    }

    @Override
    void merge(Total other) {
        sum = sum.add(((ExactTotal) other).sum);
        seen += ((ExactTotal) other).seen;
    }

    @Override
    @Nullable
    Object value() {
        if (seen == 0) {
            return null;
        }
        if (aggregate.type() instanceof DataType.DecimalType decimal) {
            BigDecimal total = new BigDecimal(sum, decimal.scale());
            if (total.precision() > decimal.precision()) {
                throw ComputeErrors.overflow(aggregate, aggregate.type());
            }
            return total;
        }
        if (sum.bitLength() >= Long.SIZE) {
            throw ComputeErrors.overflow(aggregate, aggregate.type());
        }
        return sum.longValue();
    }
}
