package dev.colonnade.contract;

import static dev.colonnade.contract.Answers.assertSameRows;
import static dev.colonnade.contract.Answers.assertSameRowsInAnyOrder;
import static dev.colonnade.contract.Answers.assertShows;
import static dev.colonnade.contract.Answers.refused;
import static dev.colonnade.contract.Answers.rows;
import static dev.colonnade.expr.Exprs.coalesce;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.countDistinct;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.min;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.ParquetDataset;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import dev.colonnade.type.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type that a Parquet file can have, with nulls between its extremes, through every verb that takes it. */
abstract class TypesContract extends Suite {
    static List<TypeCase> cases() {
        return TypeCase.all();
    }

    /** A null, each value, a null, the values again. */
    private static List<@Nullable Object> stored(TypeCase type) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(null);
        values.addAll(type.values());
        values.add(null);
        values.addAll(type.values());
        return values;
    }

    private ParquetDataset write(TypeCase type) {
        List<String> constants = new ArrayList<>();
        constants.add("NULL");
        constants.addAll(type.sql());
        constants.add("NULL");
        constants.addAll(type.sql());
        String rows = "SELECT unnest(["
                + String.join(
                        ", ",
                        constants.stream()
                                .map(c -> "CAST(" + c + " AS " + type.sqlType() + ")")
                                .toList()) + "]) AS x, unnest(range(" + constants.size() + ")) AS i";
        Path file = raw.copy(rows, directory.resolve(Math.abs(type.toString().hashCode()) + ".parquet"));
        return session.open(Footers.change(file, type::changeFooter).toString());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void comeBackAsTheyWere(TypeCase type) {
        ParquetDataset dataset = write(type);
        assertEquals("x: " + type.type(), dataset.schema().field(0).toString());
        List<List<@Nullable Object>> expected = new ArrayList<>();
        List<@Nullable Object> values = stored(type);
        for (int i = 0; i < values.size(); i++) {
            expected.add(Arrays.asList(values.get(i), (long) i));
        }
        assertSameRows(expected, rows(dataset.head(values.size()).collect()));
        assertSameRows(expected, rows(dataset.sort("i").collect()));
        assertSameRows(
                expected.subList(3, values.size()),
                rows(dataset.tail(values.size() - 3L).collect()));
        assertShows(dataset.lazy().collect());
        assertEquals(2, dataset.filter(col("x").isNull()).count());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sortAndGroup(TypeCase type) {
        ParquetDataset dataset = write(type);
        List<Object> sorted = stored(type).stream()
                .filter(Objects::nonNull)
                .sorted(Values.ORDER)
                .collect(Collectors.toCollection(ArrayList::new));
        List<@Nullable Object> up = new ArrayList<>(sorted);
        up.add(null);
        up.add(null);
        assertSameRows(column(up), rows(dataset.select("x").sort("x").collect()));
        List<@Nullable Object> down = new ArrayList<>(sorted);
        Collections.reverse(down);
        down.add(null);
        down.add(null);
        assertSameRows(
                column(down), rows(dataset.select("x").sort(col("x").desc()).collect()));

        List<List<@Nullable Object>> groups = new ArrayList<>();
        type.values().forEach(value -> groups.add(Arrays.asList(value, 2L)));
        groups.add(Arrays.asList(null, 2L));
        assertSameRowsInAnyOrder(
                groups, rows(dataset.groupBy("x").agg(count().as("n")).collect()));
        List<@Nullable Object> distinct = new ArrayList<>(type.values());
        distinct.add(null);
        assertSameRowsInAnyOrder(
                column(distinct), rows(dataset.select("x").distinct().collect()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aggregateAndJoin(TypeCase type) {
        ParquetDataset dataset = write(type);
        int distinct = type.values().size();
        assertSameRows(
                List.of(List.of((long) distinct, 2L * distinct)),
                rows(dataset.agg(countDistinct("x"), count("x")).collect()));
        assertEquals(4L * distinct, dataset.join(dataset.lazy(), "x").count());
        assertEquals(2L * distinct, dataset.lazy().semiJoin(dataset.lazy(), "x").count());
        assertEquals(2, dataset.lazy().antiJoin(dataset.lazy(), "x").count());
        if (!type.type().isNested()) {
            Object least = type.values().stream().min(Values.ORDER).orElseThrow();
            Object greatest = type.values().stream().max(Values.ORDER).orElseThrow();
            assertSameRows(
                    List.of(List.of(least, greatest)),
                    rows(dataset.agg(min("x"), max("x")).collect()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void filter(TypeCase type) {
        if (type.type().isNested()) {
            return;
        }
        ParquetDataset dataset = write(type);
        for (Object value : type.values()) {
            assertEquals(2, dataset.filter(col("x").eq(value)).count(), () -> "= " + value);
            assertEquals(2, dataset.filter(col("x").isIn(value, value)).count(), () -> "in " + value);
            long less = 2
                    * type.values().stream()
                            .filter(v -> Values.compare(v, value) < 0)
                            .count();
            assertEquals(less, dataset.filter(col("x").lt(value)).count(), () -> "< " + value);
            assertEquals(less + 2, dataset.filter(lit(value).ge(col("x"))).count(), () -> "<= " + value);
            assertEquals(
                    2L * (type.values().size() - 1),
                    dataset.filter(col("x").ne(value)).count(),
                    () -> "<> " + value);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fill(TypeCase type) {
        if (type.type().isNested()) {
            return;
        }
        ParquetDataset dataset = write(type);
        Object value = type.values().get(0);
        assertEquals(
                "x: " + type.type() + " not null",
                dataset.select(coalesce(col("x"), lit(value)).as("x"))
                        .schema()
                        .field(0)
                        .toString());
        assertEquals(
                4,
                dataset.select(coalesce(col("x"), lit(value)).as("x"))
                        .filter(col("x").eq(value))
                        .count());
    }

    /** With a file that has the column as nothing but nulls of the null type, and one that lacks it. */
    @ParameterizedTest
    @MethodSource("cases")
    void uniteWithFilesThatLackIt(TypeCase type) {
        ParquetDataset dataset = write(type);
        Path file = dataset.files().get(0).path();
        Path nothing = raw.copy("SELECT NULL AS x, 100 AS i", directory.resolve("nothing.parquet"));
        Footers.change(nothing, footer -> Footers.element(footer, "x")
                .setLogicalType(
                        org.apache.parquet.format.LogicalType.UNKNOWN(new org.apache.parquet.format.NullType())));
        Path without = raw.copy("SELECT 200 AS i", directory.resolve("without.parquet"));
        ParquetDataset all = session.open(file.toString(), nothing.toString(), without.toString());
        Schema schema = all.schema();
        assertEquals(type.type(), schema.field("x").type());
        List<@Nullable Object> expected = new ArrayList<>(stored(type));
        expected.add(null);
        expected.add(null);
        assertSameRows(column(expected), rows(all.sort("i").select("x").collect()));
        assertEquals(4, all.filter(col("x").isNull()).count());
    }

    /** The engine has a 24:00, Java has not; as text it comes through. */
    @Test
    void midnightAtTheEndOfTheDay() {
        Path file = raw.copy("SELECT TIME '24:00:00' AS x", directory.resolve("midnight.parquet"));
        ParquetDataset dataset = session.open(file.toString());
        refused(
                ErrorCode.CAST_FAILED,
                "Column 'x' has a value that is no time of day, 86400000000 / 1000000 s: cast it to string, or leave it out.",
                () -> dataset.lazy().collect());
        assertSameRows(
                List.of(List.of("24:00:00")),
                rows(dataset.select(col("x").cast(DataType.STRING)).collect()));
    }

    private static List<List<@Nullable Object>> column(List<@Nullable Object> values) {
        return values.stream().map(Collections::singletonList).collect(Collectors.toList());
    }
}
