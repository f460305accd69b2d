package dev.colonnade.oracle;

import static dev.colonnade.expr.Exprs.coalesce;
import static dev.colonnade.expr.Exprs.concat;
import static dev.colonnade.expr.Exprs.greatest;
import static dev.colonnade.expr.Exprs.least;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.when;

import dev.colonnade.expr.DateUnit;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Resolution;
import dev.colonnade.type.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes up expressions over some columns. Kinds direct the choice of functions, so that nearly all bind; arithmetic stays
 * with tame operands, so that few fail.
 */
final class RandomExprs {
    private static final List<DataType> NUMBERS = List.of(
            DataType.INT8,
            DataType.INT32,
            DataType.INT64,
            DataType.UINT8,
            DataType.UINT32,
            DataType.UINT64,
            DataType.decimal(5, 2),
            DataType.decimal(38, 10),
            DataType.FLOAT32,
            DataType.FLOAT64);
    private static final Kind[] SCALARS = {
        Kind.BOOL,
        Kind.INT,
        Kind.INT,
        Kind.INT,
        Kind.DECIMAL,
        Kind.FLOAT,
        Kind.FLOAT,
        Kind.STRING,
        Kind.STRING,
        Kind.BINARY,
        Kind.UUID,
        Kind.DATE,
        Kind.TIME,
        Kind.TIMESTAMP,
        Kind.UTC
    };

    /** A column that expressions may use. */
    record Ref(Expr expr, String name, DataType type) {
        boolean isTame() {
            return name.startsWith(Pools.TAME);
        }
    }

    private final Random random;
    private final List<Ref> columns;

    RandomExprs(Random random, List<Ref> columns) {
        this.random = random;
        this.columns = columns;
    }

    static RandomExprs over(Random random, Schema schema) {
        List<Ref> refs = new ArrayList<>(refs(schema));
        for (Ref ref : List.copyOf(refs)) {
            if (ref.type() instanceof DataType.StructType struct) {
                struct.fields()
                        .forEach(f -> refs.add(
                                new Ref(ref.expr().struct().field(f.name()), ref.name() + "." + f.name(), f.type())));
            }
        }
        return new RandomExprs(random, refs);
    }

    static List<Ref> refs(Schema schema) {
        return schema.fields().stream()
                .map(f -> new Ref(Exprs.col(f.name()), f.name(), f.type()))
                .toList();
    }

    /** Some kind that functions take, mostly one that a column has. */
    Kind scalarKind() {
        Kind kind = chance(75) ? Kind.of(pick(columns).type()) : Kind.NESTED;
        return kind == Kind.NESTED ? oneOf(SCALARS) : kind;
    }

    /** An expression of that kind, {@code depth} calls deep at most. */
    Expr of(Kind kind, int depth) {
        if (depth == 0 || chance(25) || kind == Kind.NESTED) {
            return leaf(kind);
        }
        if (chance(15)) {
            return choice(kind, depth - 1);
        }
        return switch (kind) {
            case BOOL -> condition(depth);
            case INT -> integer(depth - 1);
            case DECIMAL, FLOAT -> chance(50) ? tame(kind, depth) : number(kind, depth - 1);
            case STRING -> string(depth - 1);
            case DATE, TIMESTAMP, UTC -> chance(10) ? parsed(kind, depth - 1) : time(kind, depth - 1);
            case TIME, UUID -> chance(50) ? leaf(kind) : parsed(kind, depth - 1);
            default -> leaf(kind);
        };
    }

    private Expr leaf(Kind kind) {
        List<Ref> fitting =
                columns.stream().filter(c -> Kind.of(c.type()) == kind).toList();
        return fitting.isEmpty() || kind != Kind.NESTED && chance(20)
                ? literal(kind)
                : pick(fitting).expr();
    }

    /** A constant of that kind, now and then null. */
    Expr literal(Kind kind) {
        DataType type =
                switch (kind) {
                    case BOOL -> DataType.BOOL;
                    case INT -> pick(NUMBERS.subList(0, 6));
                    case DECIMAL -> pick(NUMBERS.subList(6, 8));
                    case FLOAT -> pick(NUMBERS.subList(8, 10));
                    case STRING -> DataType.STRING;
                    case BINARY -> DataType.BINARY;
                    case UUID -> DataType.UUID;
                    case DATE -> DataType.DATE;
                    case TIME -> DataType.time(Resolution.MICROS);
                    case TIMESTAMP -> DataType.timestamp(Resolution.MICROS);
                    case UTC -> DataType.timestampUtc(Resolution.MICROS);
                    case NESTED -> DataType.BOOL;
                };
        return chance(7) ? lit(null).cast(type) : lit(pick(Pools.of("", type)));
    }

    private Expr choice(Kind kind, int depth) {
        return switch (random.nextInt(5)) {
            case 0 -> coalesce(of(kind, depth), of(kind, depth));
            case 1 -> of(kind, depth).nullIf(of(kind, depth));
            case 2 -> greatest(of(kind, depth), of(kind, depth), of(kind, 0));
            case 3 -> least(of(kind, depth), of(kind, depth));
            default -> when(condition(depth)).then(of(kind, depth)).otherwise(of(kind, depth));
        };
    }

    // --- booleans

    Expr condition(int depth) {
        if (depth > 0 && chance(30)) {
            return new RandomPatterns(this).any();
        }
        int next = Math.max(0, depth - 1);
        return switch (depth <= 0 ? random.nextInt(8) : random.nextInt(12)) {
            case 0, 1, 2 -> comparison(next);
            case 3 -> any(next).isNull();
            case 4 -> any(next).isNotNull();
            case 5 -> isIn(next);
            case 6 -> text(next);
            case 7 -> leaf(Kind.BOOL);
            case 8 -> condition(next).and(condition(next));
            case 9 -> condition(next).or(condition(next));
            case 10 -> condition(next).not();
            default -> chance(50) ? of(Kind.FLOAT, next).isNan() : between(next);
        };
    }

    private Expr any(int depth) {
        return chance(10) ? pick(columns).expr() : of(scalarKind(), depth);
    }

    /** Operands of one kind, or of two that meet. */
    private Expr comparison(int depth) {
        Kind kind = scalarKind();
        Kind other = kind;
        if (kind.isNumber() && chance(40)) {
            other = oneOf(Kind.INT, Kind.DECIMAL, Kind.FLOAT);
        } else if (kind == Kind.DATE && chance(30)) {
            other = Kind.TIMESTAMP;
        }
        return compare(of(kind, depth), of(other, depth));
    }

    /** Some comparison of the two. */
    Expr compare(Expr a, Expr b) {
        return switch (random.nextInt(9)) {
            case 0 -> a.eq(b);
            case 1, 2 -> a.ne(b);
            case 3 -> a.lt(b);
            case 4, 5 -> a.le(b);
            case 6 -> a.gt(b);
            case 7 -> a.ge(b);
            default -> a.eqNullSafe(b);
        };
    }

    private Expr between(int depth) {
        Kind kind = scalarKind();
        return of(kind, depth).between(literal(kind), literal(kind));
    }

    private Expr isIn(int depth) {
        Kind kind = scalarKind();
        List<Object> options = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            options.add(literal(kind));
        }
        if (chance(10)) {
            options.add(of(kind, 0));
        }
        return of(kind, depth).isIn(options);
    }

    private Expr text(int depth) {
        Expr text = of(Kind.STRING, depth);
        return switch (random.nextInt(4)) {
            case 0 -> text.like(oneOf("%", "_", "a%", "%b", "_b%", "a\\%b", "", "%\uD83D\uDE00%", "a_b", "%a%b%"));
            case 1 -> text.str().contains(of(Kind.STRING, 0));
            case 2 -> text.str().startsWith(of(Kind.STRING, 0));
            default -> text.str().endsWith(of(Kind.STRING, 0));
        };
    }

    // --- numbers

    /** Arithmetic over small numbers; sums of the result are exact in any order. */
    Expr tame(Kind kind, int depth) {
        List<Ref> fitting = columns.stream()
                .filter(c -> c.isTame() && Kind.of(c.type()) == kind)
                .toList();
        if (fitting.isEmpty()) {
            return kind == Kind.INT && chance(50) ? smallInteger() : small(kind);
        }
        Expr column = pick(fitting).expr();
        if (depth == 0 || chance(30)) {
            return column;
        }
        return switch (random.nextInt(6)) {
            case 0 -> column.plus(tame(kind, depth - 1));
            case 1 -> column.minus(tame(kind, depth - 1));
            case 2 -> column.times(small(kind == Kind.DECIMAL ? kind : Kind.INT));
            case 3 -> column.negate();
            case 4 -> column.abs();
            default -> coalesce(column, small(kind));
        };
    }

    private Expr small(Kind kind) {
        int value = random.nextInt(7) - 3;
        return switch (kind) {
            case DECIMAL -> lit(BigDecimal.valueOf(value * 25L, 2));
            case FLOAT -> lit(value * 0.25);
            default -> chance(50) ? lit((byte) value) : lit((long) value);
        };
    }

    /** An integer that is small by its nature. */
    private Expr smallInteger() {
        Expr date = of(Kind.DATE, 0);
        return switch (random.nextInt(8)) {
            case 0, 1 -> of(Kind.STRING, 1).str().length();
            case 2 -> date.dt().month();
            case 3 -> date.dt().dayOfWeek();
            case 4 -> of(Kind.TIMESTAMP, 0).dt().quarter();
            case 5 -> of(Kind.UTC, 0).dt().hour();
            case 6 -> of(Kind.TIME, 0).dt().minute();
            default -> of(Kind.BOOL, 1).cast(DataType.INT32);
        };
    }

    private Expr integer(int depth) {
        int divisor = oneOf(-3, 1, 2, 7);
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> tame(Kind.INT, depth + 1);
            case 3 -> tame(Kind.INT, depth).intDiv(chance(85) ? lit(divisor) : of(Kind.INT, 0));
            case 4 -> tame(Kind.INT, depth).mod(chance(85) ? lit(divisor) : of(Kind.INT, 0));
            case 5 -> smallInteger();
            case 6 -> datePart(depth);
            case 7 -> of(Kind.DATE, depth).minus(lit(LocalDate.of(2024, 1, 1)));
            case 8 -> conversion(pick(NUMBERS.subList(0, 6)), depth);
            default -> chance(60) ? of(Kind.INT, 0) : overflowing();
        };
    }

    /** Arithmetic and strict casts over extremes: fails on some rows. */
    Expr overflowing() {
        Expr any = of(Kind.INT, 0);
        return switch (random.nextInt(8)) {
            case 0 -> any.plus(of(Kind.INT, 0));
            case 1 -> any.minus(small(Kind.INT));
            case 2 -> any.times(small(Kind.INT));
            case 3 -> any.intDiv(of(Kind.INT, 0));
            case 4 -> any.mod(of(Kind.INT, 0));
            case 5 -> of(Kind.DECIMAL, 0).plus(of(Kind.DECIMAL, 0));
            case 6 -> of(oneOf(Kind.DECIMAL, Kind.FLOAT, Kind.STRING), 0).cast(pick(NUMBERS));
            default -> any.cast(pick(NUMBERS.subList(0, 8)));
        };
    }

    private Expr datePart(int depth) {
        Expr day = of(oneOf(Kind.DATE, Kind.TIMESTAMP, Kind.UTC), depth);
        Expr clock = of(oneOf(Kind.TIME, Kind.TIMESTAMP, Kind.UTC), depth);
        return switch (random.nextInt(9)) {
            case 0 -> day.dt().year();
            case 1 -> day.dt().quarter();
            case 2 -> day.dt().month();
            case 3 -> day.dt().day();
            case 4 -> day.dt().dayOfWeek();
            case 5 -> day.dt().dayOfYear();
            case 6 -> clock.dt().hour();
            case 7 -> clock.dt().minute();
            default -> clock.dt().second();
        };
    }

    /** Another number, a boolean or a string as that type; strictly where it always fits. */
    private Expr conversion(DataType type, int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> of(Kind.STRING, depth).tryCast(type);
            case 1 ->
                chance(95)
                        ? tame(Kind.INT, depth).cast(DataType.INT64).tryCast(type)
                        : of(Kind.INT, 0).cast(type);
            default -> of(oneOf(Kind.INT, Kind.DECIMAL, Kind.FLOAT), depth).tryCast(type);
        };
    }

    private Expr number(Kind kind, int depth) {
        if (kind == Kind.DECIMAL) {
            return switch (random.nextInt(6)) {
                case 0 -> of(kind, depth).round(random.nextInt(3));
                case 1 -> of(kind, depth).floor();
                case 2 -> of(kind, depth).ceil();
                case 3 -> of(kind, depth).negate();
                case 4 -> of(kind, depth).abs();
                default -> conversion(pick(NUMBERS.subList(6, 8)), depth);
            };
        }
        return switch (random.nextInt(8)) {
            case 0 -> tame(kind, depth).round(random.nextInt(3));
            case 1 -> of(kind, depth).floor();
            case 2 -> of(kind, depth).ceil();
            case 3 -> of(kind, depth).negate();
            case 4 -> of(kind, depth).abs().sqrt();
            case 5 -> of(kind, depth).div(tame(Kind.INT, depth));
            case 6 -> of(oneOf(Kind.INT, Kind.DECIMAL), depth).div(lit(4));
            default -> conversion(pick(NUMBERS.subList(8, 10)), depth);
        };
    }

    /** A float that two right implementations may round differently. */
    Expr fuzzy() {
        Expr x = tame(Kind.FLOAT, 1);
        return switch (random.nextInt(4)) {
            case 0 -> x.pow(oneOf(0, 1, 2, 3));
            case 1 -> new Expr.Call(dev.colonnade.expr.Function.EXP, List.of(x));
            case 2 ->
                new Expr.Call(dev.colonnade.expr.Function.LN, List.of(x.abs().plus(1)));
            default -> tame(Kind.DECIMAL, 1).div(tame(Kind.INT, 1));
        };
    }

    // --- strings, times

    private Expr string(int depth) {
        Expr text = of(Kind.STRING, depth);
        return switch (random.nextInt(10)) {
            case 0 -> text.str().lower();
            case 1 -> text.str().upper();
            case 2 -> text.str().trim();
            case 3 -> chance(50) ? text.str().trimStart() : text.str().trimEnd();
            case 4 -> text.str().substring(oneOf(1, 2, 3, 9), oneOf(0, 1, 2, 9));
            case 5 -> concat(text, of(Kind.STRING, 0));
            case 6 -> text.str().replace(of(Kind.STRING, 0), of(Kind.STRING, 0));
            case 7 ->
                of(oneOf(Kind.INT, Kind.DECIMAL, Kind.BOOL, Kind.DATE, Kind.UUID), depth)
                        .cast(DataType.STRING);
            default -> text;
        };
    }

    private Expr time(Kind kind, int depth) {
        Expr value = of(kind, depth);
        if (kind == Kind.DATE) {
            DateUnit unit = oneOf(DateUnit.YEAR, DateUnit.QUARTER, DateUnit.MONTH, DateUnit.WEEK, DateUnit.DAY);
            return chance(60)
                    ? value.dt().truncate(unit)
                    : of(Kind.TIMESTAMP, depth).cast(DataType.DATE);
        }
        return switch (random.nextInt(5)) {
            case 0, 1 -> value.dt().truncate(oneOf(DateUnit.values()));
            case 2 -> value.plus(oneOf(Period.ofDays(1), Period.ofMonths(1), Duration.ofHours(5)));
            case 3 -> value.minus(oneOf(Period.ofDays(400), Period.ofMonths(13), Duration.ofSeconds(1)));
            default -> otherUnit(kind, value, depth);
        };
    }

    /** A string as a value of that kind, or null. */
    private Expr parsed(Kind kind, int depth) {
        DataType type =
                switch (kind) {
                    case DATE -> DataType.DATE;
                    case TIME -> DataType.time(oneOf(Resolution.MILLIS, Resolution.MICROS));
                    case TIMESTAMP -> DataType.timestamp(oneOf(Resolution.values()));
                    case UTC -> DataType.timestampUtc(oneOf(Resolution.MILLIS, Resolution.MICROS));
                    default -> DataType.UUID;
                };
        Expr text = chance(50) ? of(kind, 0).cast(DataType.STRING) : of(Kind.STRING, depth);
        return text.tryCast(type);
    }

    private Expr otherUnit(Kind kind, Expr value, int depth) {
        if (kind == Kind.UTC) {
            return value.cast(DataType.timestampUtc(Resolution.MICROS));
        }
        return chance(50)
                ? value.cast(DataType.timestamp(oneOf(Resolution.values())))
                : of(Kind.DATE, depth).cast(DataType.timestamp(Resolution.MICROS));
    }

    // --- dice

    int dice(int sides) {
        return random.nextInt(sides);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
