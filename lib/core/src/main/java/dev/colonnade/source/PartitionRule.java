package dev.colonnade.source;

import dev.colonnade.commit.Snapshot;
import dev.colonnade.expr.Binder;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.expr.Folding;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a partition key is computed from a column.
 *
 * @param width the number of buckets, or of code points
 */
public record PartitionRule(String key, Kind kind, int width, String column) {
    /** What is computed. */
    public enum Kind {
        /** {@link Exprs#bucket} */
        BUCKET,
        /** {@link Exprs#truncate} */
        TRUNCATE
    }

    /** The rule that a bound key follows, if it is one. */
    public static Optional<PartitionRule> of(String key, BoundExpr computed) {
        if (!(computed instanceof BoundExpr.Call call)) {
            return Optional.empty();
        }
        return switch (call.function()) {
            case BUCKET -> rule(key, Kind.BUCKET, number(call.arg(0)), uncast(call.arg(1)));
            case SUBSTRING ->
                number(call.arg(1)) == 1
                        ? rule(key, Kind.TRUNCATE, number(call.arg(2)), call.arg(0))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<PartitionRule> rule(String key, Kind kind, long width, BoundExpr of) {
        return of instanceof BoundExpr.Column column && width > 0 && width <= Integer.MAX_VALUE
                ? Optional.of(new PartitionRule(key, kind, (int) width, column.name()))
                : Optional.empty();
    }

    /** 0 if it is no literal integer. */
    private static long number(BoundExpr expr) {
        return expr instanceof BoundExpr.Literal literal && literal.value() instanceof Number number
                ? number.longValue()
                : 0;
    }

    /** Buckets are those of the integer, however wide it is. */
    private static BoundExpr uncast(BoundExpr expr) {
        boolean widened = expr instanceof BoundExpr.Cast cast
                && cast.type().equals(DataType.INT64)
                && cast.input().type() instanceof DataType.IntType;
        return widened ? ((BoundExpr.Cast) expr).input() : expr;
    }

    /** What a log has noted of a key; empty if that is nothing, or nothing that is known here. */
    static Optional<PartitionRule> of(Snapshot.Key noted) {
        String[] words = noted.rule().split(" ", 3);
        for (Kind kind : Kind.values()) {
            if (words.length == 3
                    && words[0].equals(kind.name().toLowerCase(Locale.ROOT))
                    && words[1].matches("[1-9]\\d{0,8}")) {
                return Optional.of(new PartitionRule(noted.name(), kind, Integer.parseInt(words[1]), words[2]));
            }
        }
        return Optional.empty();
    }

    /** What a log notes of the keys of a dataset. */
    public static List<Snapshot.Key> noted(List<Field> keys, List<PartitionRule> rules) {
        return keys.stream()
                .map(key -> new Snapshot.Key(key.name(), key.type().toString(), text(key.name(), rules)))
                .toList();
    }

    private static String text(String key, List<PartitionRule> rules) {
        return rules.stream()
                .filter(rule -> rule.key().equals(key))
                .map(PartitionRule::text)
                .findFirst()
                .orElse("");
    }

    /** In words. */
    String text() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + width + " " + column;
    }

    /** Whether a dataset has the key and the column, of types that go together. */
    boolean fits(Schema schema) {
        DataType from = schema.find(column).map(field -> field.type()).orElse(DataType.NULL);
        DataType to = schema.find(key).map(field -> field.type()).orElse(DataType.NULL);
        boolean integer = from instanceof DataType.IntType type && type.signed();
        boolean text = from.equals(DataType.STRING);
        return switch (kind) {
            case BUCKET -> to.equals(DataType.INT32) && (integer || text || from.equals(DataType.DATE));
            case TRUNCATE -> to.equals(DataType.STRING) && text;
        };
    }

    /** The key under its name. */
    public Expr expr() {
        return expr(Exprs.col(column)).as(key);
    }

    private Expr expr(Expr of) {
        return switch (kind) {
            case BUCKET -> Exprs.bucket(width, of);
            case TRUNCATE -> Exprs.truncate(width, of);
        };
    }

    /** Its key for a value of the column; null if that is not known here. */
    @Nullable
    Object keyOf(LiteralValue value) {
        BoundExpr folded = Folding.foldAll(Binder.of(Schema.of()).bind(expr(new Expr.Literal(value))));
        return folded instanceof BoundExpr.Literal literal ? literal.value() : null;
    }

    /** Whether it is the column that the rule is about. */
    boolean isAbout(BoundExpr expr) {
        return expr instanceof BoundExpr.Column known && known.name().equals(column);
    }

    /** Whether prefixes of the column are the keys, which keep its order. */
    boolean keepsOrder() {
        return kind == Kind.TRUNCATE;
    }
}
