package dev.colonnade.source;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Folding;
import dev.colonnade.type.DataType;
import dev.colonnade.type.DataType.DecimalType;
import dev.colonnade.type.DataType.FloatType;
import dev.colonnade.type.DataType.IntType;
import dev.colonnade.type.DataType.TimestampType;
import dev.colonnade.type.Resolution;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Ranges of casts that keep order where they succeed. A value that does not fit counts as null, also where it fails. */
final class CastRanges {
    /** Decimals of so many digits become the nearest double on every engine. */
    private static final int EXACT_DIGITS = 15;

    /** How far off the nearest float an engine's conversion of a longer decimal may be, in units of the last place. */
    private static final int SLACK = 4;

    private CastRanges() {}

    static ValueRange of(BoundExpr.Cast cast, ValueRange input) {
        DataType from = cast.input().type();
        DataType to = cast.type();
        if (BoundConversion.exists(from, to)) {
            return BoundConversion.convert(input, from, to);
        }
        if (!input.mayBeValue()) {
            return ValueRange.ONLY_NULL;
        }
        if (!keepsOrder(from, to)) {
            return ValueRange.unknown(cast.nullable() || !(to instanceof DataType.StringType));
        }
        Object low = bound(cast, input.min(), true);
        Object high = bound(cast, input.max(), false);
        boolean fits = low != null && high != null && !hasGaps(from, to);
        return new ValueRange(low, high, input.mayBeNull() || !fits, true);
    }

    private static boolean keepsOrder(DataType from, DataType to) {
        if (from instanceof TimestampType) {
            return to instanceof TimestampType;
        }
        boolean discrete = from instanceof IntType || from instanceof DecimalType;
        return discrete && to.isNumeric()
                || from instanceof FloatType && (to instanceof FloatType || to instanceof IntType)
                || from instanceof DataType.BoolType && to instanceof IntType;
    }

    /** Whether a value between two that fit may not fit. */
    private static boolean hasGaps(DataType from, DataType to) {
        if (from instanceof TimestampType a && to instanceof TimestampType b) {
            return b.unit().perSecond() > a.unit().perSecond();
        }
        if (from instanceof FloatType real) {
            return !(to instanceof FloatType narrower)
                    || narrower.bits() < real.bits(); // infinity fits where 1e300 does not
        }
        int scale = from instanceof DecimalType decimal ? decimal.scale() : 0;
        int kept = to instanceof DecimalType decimal ? decimal.scale() : 0;
        return !(to instanceof FloatType) && scale > kept;
    }

    private static @Nullable Object bound(BoundExpr.Cast cast, @Nullable Object value, boolean lower) {
        DataType from = cast.input().type();
        if (value == null) {
            return null;
        }
        if (from instanceof TimestampType && cast.type() instanceof TimestampType target) {
            return timestamp(value, target);
        }
        BoundExpr folded =
                Folding.fold(new BoundExpr.Cast(BoundExpr.Literal.of(value, from), cast.type(), cast.mode()));
        Object converted = folded instanceof BoundExpr.Literal literal ? literal.value() : null;
        boolean rounds = from instanceof DecimalType decimal && decimal.precision() > EXACT_DIGITS
                || from instanceof DecimalType && cast.type().equals(DataType.FLOAT32);
        return rounds && converted != null ? slack(converted, lower) : converted;
    }

    private static Object slack(Object converted, boolean lower) {
        Object widened = converted;
        for (int i = 0; i < SLACK; i++) {
            if (widened instanceof Double real) {
                widened = lower ? Math.nextDown(real) : Math.nextUp(real);
            } else if (widened instanceof Float real) {
                widened = lower ? Math.nextDown(real) : Math.nextUp(real);
            }
        }
        return widened;
    }

    /** A coarser unit cuts; a timestamp without zone is one of UTC. */
    private static Object timestamp(Object value, TimestampType target) {
        LocalDateTime local = value instanceof Instant instant
                ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                : (LocalDateTime) value;
        LocalDateTime cut = target.unit() == Resolution.NANOS
                ? local
                : local.truncatedTo(target.unit() == Resolution.MICROS ? ChronoUnit.MICROS : ChronoUnit.MILLIS);
        return target.utc() ? cut.toInstant(ZoneOffset.UTC) : cut;
    }
}
