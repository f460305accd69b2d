package dev.colonnade.tpch;

import dev.colonnade.LazyFrame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * One question of TPC-H as a SQL text with its parameters and as a frame. The parameters are the specification's for
 * validation where scale factor 0.01 then has something to answer, else (Q8, Q11, Q17 to Q21) others of the same kind.
 */
enum TpchQuery {
    Q1(TpchFrames::q1, orderedBy("l_returnflag", "l_linestatus"), LocalDate.of(1998, 9, 2)),
    Q2(TpchFrames::q2, orderedBy("s_acctbal", "n_name", "s_name", "p_partkey"), 15, "%BRASS", "EUROPE", "EUROPE"),
    Q3(
            TpchFrames::q3,
            orderedBy("revenue", "o_orderdate"),
            "BUILDING",
            LocalDate.of(1995, 3, 15),
            LocalDate.of(1995, 3, 15)),
    Q4(TpchFrames::q4, orderedBy("o_orderpriority"), LocalDate.of(1993, 7, 1), LocalDate.of(1993, 10, 1)),
    Q5(TpchFrames::q5, orderedBy("revenue"), "ASIA", LocalDate.of(1994, 1, 1), LocalDate.of(1995, 1, 1)),
    Q6(
            TpchFrames::q6,
            orderedBy(),
            LocalDate.of(1994, 1, 1),
            LocalDate.of(1995, 1, 1),
            new BigDecimal("0.05"),
            new BigDecimal("0.07"),
            24),
    Q7(
            TpchFrames::q7,
            orderedBy("supp_nation", "cust_nation", "l_year"),
            "FRANCE",
            "GERMANY",
            "GERMANY",
            "FRANCE",
            LocalDate.of(1995, 1, 1),
            LocalDate.of(1996, 12, 31)),
    Q8(
            TpchFrames::q8,
            orderedBy("o_year"),
            "UNITED STATES",
            "AMERICA",
            LocalDate.of(1995, 1, 1),
            LocalDate.of(1996, 12, 31),
            "ECONOMY ANODIZED STEEL"),
    Q9(TpchFrames::q9, orderedBy("nation", "o_year"), "%green%"),
    Q10(TpchFrames::q10, orderedBy("revenue"), LocalDate.of(1993, 10, 1), LocalDate.of(1994, 1, 1), "R"),
    Q11(TpchFrames::q11, orderedBy("part_value"), "GERMANY", new BigDecimal("0.005"), "GERMANY"),
    Q12(TpchFrames::q12, orderedBy("l_shipmode"), "MAIL", "SHIP", LocalDate.of(1994, 1, 1), LocalDate.of(1995, 1, 1)),
    Q13(TpchFrames::q13, orderedBy("custdist", "c_count"), "%special%requests%"),
    Q14(TpchFrames::q14, orderedBy(), "PROMO%", LocalDate.of(1995, 9, 1), LocalDate.of(1995, 10, 1)),
    Q15(TpchFrames::q15, orderedBy("s_suppkey"), LocalDate.of(1996, 1, 1), LocalDate.of(1996, 4, 1)),
    Q16(
            TpchFrames::q16,
            orderedBy("supplier_cnt", "p_brand", "p_type", "p_size"),
            "Brand#45",
            "MEDIUM POLISHED%",
            49,
            14,
            23,
            45,
            19,
            3,
            36,
            9,
            "%Customer%Complaints%"),
    Q17(TpchFrames::q17, orderedBy(), "Brand#44", "WRAP CAN"),
    Q18(TpchFrames::q18, orderedBy("o_totalprice", "o_orderdate"), 270),
    Q19(TpchFrames::q19, orderedBy(), "Brand#15", 15, 15, "Brand#41", 5, 5, "Brand#22", 35, 35),
    Q20(
            TpchFrames::q20,
            orderedBy("s_name"),
            "forest%",
            LocalDate.of(1994, 1, 1),
            LocalDate.of(1995, 1, 1),
            "UNITED STATES"),
    Q21(TpchFrames::q21, orderedBy("numwait", "s_name"), "UNITED STATES"),
    Q22(
            TpchFrames::q22,
            orderedBy("cntrycode"),
            "13",
            "31",
            "23",
            "29",
            "30",
            "18",
            "17",
            "13",
            "31",
            "23",
            "29",
            "30",
            "18",
            "17");

    private final Function<TpchTables, LazyFrame> frame;
    private final List<String> order;
    private final List<Object> args;

    TpchQuery(Function<TpchTables, LazyFrame> frame, List<String> order, Object... args) {
        this.frame = frame;
        this.order = order;
        this.args = List.of(args);
    }

    private static List<String> orderedBy(String... columns) {
        return List.of(columns);
    }

    /** The question in verbs. */
    LazyFrame frame(TpchTables tables) {
        return frame.apply(tables);
    }

    /** The question in SQL, with a {@code ?} for each of {@link #args}. */
    String sql() {
        String file = "/tpch/queries/q%02d.sql".formatted(ordinal() + 1);
        try (InputStream in = Objects.requireNonNull(TpchQuery.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Object> args() {
        return args;
    }

    /** The columns that the answer is sorted by; none for answers of one row. */
    List<String> order() {
        return order;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
