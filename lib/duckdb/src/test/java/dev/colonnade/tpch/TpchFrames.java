package dev.colonnade.tpch;

import static dev.colonnade.expr.Exprs.avg;
import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.countDistinct;
import static dev.colonnade.expr.Exprs.leftCol;
import static dev.colonnade.expr.Exprs.lit;
import static dev.colonnade.expr.Exprs.max;
import static dev.colonnade.expr.Exprs.min;
import static dev.colonnade.expr.Exprs.on;
import static dev.colonnade.expr.Exprs.rightCol;
import static dev.colonnade.expr.Exprs.sum;
import static dev.colonnade.expr.Exprs.when;

import dev.colonnade.LazyFrame;
import dev.colonnade.expr.Expr;
import dev.colonnade.plan.JoinType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** The 22 questions of TPC-H in the verbs of {@link LazyFrame}. */
public final class TpchFrames {
    /** What the customer pays for a line before tax. */
    private static final Expr PRICE = col("l_extendedprice").times(lit(1).minus(col("l_discount")));

    private TpchFrames() {}

    /** Pricing summary: totals and averages of the lines shipped up to a day. */
    public static LazyFrame q1(TpchTables t) {
        return t.lineitem()
                .filter(col("l_shipdate").le(LocalDate.of(1998, 9, 2)))
                .groupBy("l_returnflag", "l_linestatus")
                .agg(
                        sum("l_quantity").as("sum_qty"),
                        sum("l_extendedprice").as("sum_base_price"),
                        sum(PRICE).as("sum_disc_price"),
                        sum(PRICE.times(lit(1).plus(col("l_tax")))).as("sum_charge"),
                        avg("l_quantity").as("avg_qty"),
                        avg("l_extendedprice").as("avg_price"),
                        avg("l_discount").as("avg_disc"),
                        count().as("count_order"))
                .sort("l_returnflag", "l_linestatus");
    }

    /** Minimum cost supplier: who in a region sells certain parts at the least price there. */
    public static LazyFrame q2(TpchTables t) {
        LazyFrame offers = t.partsupp()
                .join(t.supplier(), on("ps_suppkey", "s_suppkey"))
                .join(t.nation(), on("s_nationkey", "n_nationkey"))
                .join(t.region().filter(col("r_name").eq("EUROPE")), on("n_regionkey", "r_regionkey"));
        LazyFrame cheapest =
                offers.groupBy("ps_partkey").agg(min("ps_supplycost").as("ps_supplycost"));
        return t.part()
                .filter(col("p_size").eq(15), col("p_type").str().endsWith("BRASS"))
                .join(offers, on("p_partkey", "ps_partkey"))
                .semiJoin(cheapest, "ps_partkey", "ps_supplycost")
                .select("s_acctbal", "s_name", "n_name", "p_partkey", "p_mfgr", "s_address", "s_phone", "s_comment")
                .topK(
                        100,
                        col("s_acctbal").desc(),
                        col("n_name").asc(),
                        col("s_name").asc(),
                        col("p_partkey").asc());
    }

    /** Shipping priority: the unshipped orders of a market segment that bring most. */
    public static LazyFrame q3(TpchTables t) {
        LocalDate day = LocalDate.of(1995, 3, 15);
        return t.customer()
                .filter(col("c_mktsegment").eq("BUILDING"))
                .join(t.orders().filter(col("o_orderdate").lt(day)), on("c_custkey", "o_custkey"))
                .join(t.lineitem().filter(col("l_shipdate").gt(day)), on("o_orderkey", "l_orderkey"))
                .groupBy("l_orderkey", "o_orderdate", "o_shippriority")
                .agg(sum(PRICE).as("revenue"))
                .select("l_orderkey", "revenue", "o_orderdate", "o_shippriority")
                .topK(10, col("revenue").desc(), col("o_orderdate").asc());
    }

    /** Order priority checking: orders of a quarter with a line that came late. */
    public static LazyFrame q4(TpchTables t) {
        LazyFrame late = t.lineitem().filter(col("l_commitdate").lt(col("l_receiptdate")));
        return t.orders()
                .filter(
                        col("o_orderdate").ge(LocalDate.of(1993, 7, 1)),
                        col("o_orderdate").lt(LocalDate.of(1993, 10, 1)))
                .semiJoin(late, on("o_orderkey", "l_orderkey"))
                .groupBy("o_orderpriority")
                .agg(count().as("order_count"))
                .sort("o_orderpriority");
    }

    /** Local supplier volume: what customers of a region bought from suppliers of their own nation in a year. */
    public static LazyFrame q5(TpchTables t) {
        return t.region()
                .filter(col("r_name").eq("ASIA"))
                .join(t.nation(), on("r_regionkey", "n_regionkey"))
                .join(t.customer(), on("n_nationkey", "c_nationkey"))
                .join(t.orders(), on("c_custkey", "o_custkey"))
                .filter(col("o_orderdate").dt().year().eq(1994))
                .join(t.lineitem(), on("o_orderkey", "l_orderkey"))
                .join(t.supplier(), on("l_suppkey", "s_suppkey").and(on("c_nationkey", "s_nationkey")))
                .groupBy("n_name")
                .agg(sum(PRICE).as("revenue"))
                .sort(col("revenue").desc());
    }

    /** Forecasting revenue change: what small discounts on small lines cost in a year. */
    public static LazyFrame q6(TpchTables t) {
        return t.lineitem()
                .filter(
                        col("l_shipdate").dt().year().eq(1994),
                        col("l_discount").between(0.05, 0.07),
                        col("l_quantity").lt(24))
                .agg(sum(col("l_extendedprice").times(col("l_discount"))).as("revenue"));
    }

    /** Volume shipping: what two nations sold each other, by year. */
    public static LazyFrame q7(TpchTables t) {
        LazyFrame both = t.nation().filter(col("n_name").isIn("FRANCE", "GERMANY"));
        LazyFrame sellers =
                both.select(col("n_nationkey").as("s_nationkey"), col("n_name").as("supp_nation"));
        LazyFrame buyers =
                both.select(col("n_nationkey").as("c_nationkey"), col("n_name").as("cust_nation"));
        return t.lineitem()
                .filter(col("l_shipdate").between(LocalDate.of(1995, 1, 1), LocalDate.of(1996, 12, 31)))
                .join(t.supplier().join(sellers, "s_nationkey"), on("l_suppkey", "s_suppkey"))
                .join(t.orders(), on("l_orderkey", "o_orderkey"))
                .join(t.customer().join(buyers, "c_nationkey"), on("o_custkey", "c_custkey"))
                .filter(col("supp_nation").ne(col("cust_nation")))
                .groupBy(
                        col("supp_nation"),
                        col("cust_nation"),
                        col("l_shipdate").dt().year().as("l_year"))
                .agg(sum(PRICE).as("revenue"))
                .sort("supp_nation", "cust_nation", "l_year");
    }

    /** National market share: a nation's part of what a region bought of one type of part, by year. */
    public static LazyFrame q8(TpchTables t) {
        LazyFrame buyers = t.customer()
                .join(t.nation(), on("c_nationkey", "n_nationkey"))
                .join(t.region().filter(col("r_name").eq("AMERICA")), on("n_regionkey", "r_regionkey"))
                .select("c_custkey");
        LazyFrame sellers = t.supplier().join(t.nation(), on("s_nationkey", "n_nationkey"));
        Expr fromNation = when(col("n_name").eq("UNITED STATES")).then(PRICE).otherwise(0);
        return t.part()
                .filter(col("p_type").eq("ECONOMY ANODIZED STEEL"))
                .join(t.lineitem(), on("p_partkey", "l_partkey"))
                .join(t.orders(), on("l_orderkey", "o_orderkey"))
                .filter(col("o_orderdate").between(LocalDate.of(1995, 1, 1), LocalDate.of(1996, 12, 31)))
                .semiJoin(buyers, on("o_custkey", "c_custkey"))
                .join(sellers, on("l_suppkey", "s_suppkey"))
                .groupBy(col("o_orderdate").dt().year().as("o_year"))
                .agg(sum(fromNation).div(sum(PRICE)).as("mkt_share"))
                .sort("o_year");
    }

    /** Product type profit: what was earned with parts of a kind, by nation and year. */
    public static LazyFrame q9(TpchTables t) {
        return t.part()
                .filter(col("p_name").str().contains("green"))
                .join(t.lineitem(), on("p_partkey", "l_partkey"))
                .join(t.partsupp(), on("l_partkey", "ps_partkey").and(on("l_suppkey", "ps_suppkey")))
                .join(t.orders(), on("l_orderkey", "o_orderkey"))
                .join(t.supplier(), on("l_suppkey", "s_suppkey"))
                .join(t.nation(), on("s_nationkey", "n_nationkey"))
                .groupBy(
                        col("n_name").as("nation"),
                        col("o_orderdate").dt().year().as("o_year"))
                .agg(sum(PRICE.minus(col("ps_supplycost").times(col("l_quantity"))))
                        .as("sum_profit"))
                .sort(col("nation").asc(), col("o_year").desc());
    }

    /** Returned items: the customers who sent back most in a quarter. */
    public static LazyFrame q10(TpchTables t) {
        return t.customer()
                .join(t.orders(), on("c_custkey", "o_custkey"))
                .filter(col("o_orderdate").between(LocalDate.of(1993, 10, 1), LocalDate.of(1993, 12, 31)))
                .join(t.lineitem().filter(col("l_returnflag").eq("R")), on("o_orderkey", "l_orderkey"))
                .join(t.nation(), on("c_nationkey", "n_nationkey"))
                .groupBy("c_custkey", "c_name", "c_acctbal", "n_name", "c_address", "c_phone", "c_comment")
                .agg(sum(PRICE).as("revenue"))
                .select("c_custkey", "c_name", "revenue", "c_acctbal", "n_name", "c_address", "c_phone", "c_comment")
                .topK(20, col("revenue").desc());
    }

    /** Important stock: the parts that make up more than a share of what a nation's suppliers have. */
    public static LazyFrame q11(TpchTables t) {
        Expr value = sum(col("ps_supplycost").times(col("ps_availqty")));
        LazyFrame stock = t.partsupp()
                .join(t.supplier(), on("ps_suppkey", "s_suppkey"))
                .join(t.nation().filter(col("n_name").eq("GERMANY")), on("s_nationkey", "n_nationkey"));
        LazyFrame threshold = stock.agg(value.times(new BigDecimal("0.005")).as("threshold"));
        return stock.groupBy("ps_partkey")
                .agg(value.as("part_value"))
                .crossJoin(threshold)
                .filter(col("part_value").gt(col("threshold")))
                .drop("threshold")
                .sort(col("part_value").desc());
    }

    /** Shipping modes: how many urgent and other orders came late by two modes in a year. */
    public static LazyFrame q12(TpchTables t) {
        Expr urgent = col("o_orderpriority").isIn("1-URGENT", "2-HIGH");
        return t.lineitem()
                .filter(
                        col("l_shipmode").isIn("MAIL", "SHIP"),
                        col("l_commitdate").lt(col("l_receiptdate")),
                        col("l_shipdate").lt(col("l_commitdate")),
                        col("l_receiptdate").dt().year().eq(1994))
                .join(t.orders(), on("l_orderkey", "o_orderkey"))
                .groupBy("l_shipmode")
                .agg(
                        count().where(urgent).as("high_line_count"),
                        count().where(urgent.not()).as("low_line_count"))
                .sort("l_shipmode");
    }

    /** Customer distribution: how many customers have made how many orders. */
    public static LazyFrame q13(TpchTables t) {
        LazyFrame orders =
                t.orders().filter(col("o_comment").like("%special%requests%").not());
        return t.customer()
                .join(orders, JoinType.LEFT, on("c_custkey", "o_custkey"))
                .groupBy("c_custkey")
                .agg(count("o_orderkey").as("c_count"))
                .groupBy("c_count")
                .agg(count().as("custdist"))
                .sort(col("custdist").desc(), col("c_count").desc());
    }

    /** Promotion effect: the percentage of a month's revenue that came from promoted parts. */
    public static LazyFrame q14(TpchTables t) {
        Expr promoted =
                when(col("p_type").str().startsWith("PROMO")).then(PRICE).otherwise(0);
        return t.lineitem()
                .filter(col("l_shipdate").between(LocalDate.of(1995, 9, 1), LocalDate.of(1995, 9, 30)))
                .join(t.part(), on("l_partkey", "p_partkey"))
                .agg(sum(promoted).times(100).div(sum(PRICE)).as("promo_revenue"));
    }

    /** Top supplier: who brought the highest revenue in a quarter. */
    public static LazyFrame q15(TpchTables t) {
        LazyFrame revenue = t.lineitem()
                .filter(col("l_shipdate").between(LocalDate.of(1996, 1, 1), LocalDate.of(1996, 3, 31)))
                .groupBy("l_suppkey")
                .agg(sum(PRICE).as("total_revenue"));
        LazyFrame highest = revenue.agg(max("total_revenue").as("total_revenue"));
        return t.supplier()
                .join(revenue.semiJoin(highest, "total_revenue"), on("s_suppkey", "l_suppkey"))
                .select("s_suppkey", "s_name", "s_address", "s_phone", "total_revenue")
                .sort("s_suppkey");
    }

    /** Parts and suppliers: how many suppliers without complaints offer parts with certain attributes. */
    public static LazyFrame q16(TpchTables t) {
        LazyFrame complained = t.supplier().filter(col("s_comment").like("%Customer%Complaints%"));
        return t.part()
                .filter(
                        col("p_brand").ne("Brand#45"),
                        col("p_type").str().startsWith("MEDIUM POLISHED").not(),
                        col("p_size").isIn(49, 14, 23, 45, 19, 3, 36, 9))
                .join(t.partsupp(), on("p_partkey", "ps_partkey"))
                .antiJoin(complained, on("ps_suppkey", "s_suppkey"))
                .groupBy("p_brand", "p_type", "p_size")
                .agg(countDistinct("ps_suppkey").as("supplier_cnt"))
                .sort(
                        col("supplier_cnt").desc(),
                        col("p_brand").asc(),
                        col("p_type").asc(),
                        col("p_size").asc());
    }

    /** Small-quantity orders: a year's revenue from orders of less than a fifth of a part's average quantity. */
    public static LazyFrame q17(TpchTables t) {
        LazyFrame few = t.lineitem()
                .groupBy("l_partkey")
                .agg(avg("l_quantity").times(0.2).as("few"));
        return t.part()
                .filter(col("p_brand").eq("Brand#44"), col("p_container").eq("WRAP CAN"))
                .join(t.lineitem(), on("p_partkey", "l_partkey"))
                .join(few, "l_partkey")
                .filter(col("l_quantity").lt(col("few")))
                .agg(sum("l_extendedprice").div(7).as("avg_yearly"));
    }

    /** Large volume customers: the biggest orders by quantity. */
    public static LazyFrame q18(TpchTables t) {
        LazyFrame large = t.lineitem()
                .groupBy("l_orderkey")
                .agg(sum("l_quantity").as("sum_qty"))
                .filter(col("sum_qty").gt(270));
        return t.customer()
                .join(t.orders(), on("c_custkey", "o_custkey"))
                .join(large, on("o_orderkey", "l_orderkey"))
                .select("c_name", "c_custkey", "o_orderkey", "o_orderdate", "o_totalprice", "sum_qty")
                .topK(100, col("o_totalprice").desc(), col("o_orderdate").asc());
    }

    /** Discounted revenue: what certain brands in certain containers and quantities brought when sent by air. */
    public static LazyFrame q19(TpchTables t) {
        Expr small = parts("Brand#15", "SM", "CASE", "BOX", "PACK", "PKG").and(amounts(15, 5));
        Expr medium = parts("Brand#41", "MED", "BAG", "BOX", "PKG", "PACK").and(amounts(5, 10));
        Expr large = parts("Brand#22", "LG", "CASE", "BOX", "PACK", "PKG").and(amounts(35, 15));
        return t.lineitem()
                .filter(
                        col("l_shipmode").isIn("AIR", "AIR REG"),
                        col("l_shipinstruct").eq("DELIVER IN PERSON"))
                .join(t.part(), on("l_partkey", "p_partkey"))
                .filter(small.or(medium).or(large))
                .agg(sum(PRICE).as("revenue"));
    }

    private static Expr parts(String brand, String size, String... kinds) {
        List<String> containers =
                Stream.of(kinds).map(kind -> size + " " + kind).toList();
        return col("p_brand").eq(brand).and(col("p_container").isIn(containers));
    }

    private static Expr amounts(int quantity, int maxSize) {
        return col("l_quantity")
                .between(quantity, quantity + 10)
                .and(col("p_size").between(1, maxSize));
    }

    /** Potential part promotion: suppliers of a nation with more of certain parts than half of a year's sales. */
    public static LazyFrame q20(TpchTables t) {
        LazyFrame sold = t.lineitem()
                .filter(col("l_shipdate").dt().year().eq(1994))
                .groupBy("l_partkey", "l_suppkey")
                .agg(sum("l_quantity").as("sold"));
        LazyFrame excess = t.partsupp()
                .semiJoin(t.part().filter(col("p_name").str().startsWith("forest")), on("ps_partkey", "p_partkey"))
                .join(sold, on("ps_partkey", "l_partkey").and(on("ps_suppkey", "l_suppkey")))
                .filter(col("ps_availqty").times(2).gt(col("sold")));
        return t.supplier()
                .join(t.nation().filter(col("n_name").eq("UNITED STATES")), on("s_nationkey", "n_nationkey"))
                .semiJoin(excess, on("s_suppkey", "ps_suppkey"))
                .select("s_name", "s_address")
                .sort("s_name");
    }

    /** Suppliers who kept orders waiting: the only ones late in an order of several suppliers. */
    public static LazyFrame q21(TpchTables t) {
        LazyFrame late = t.lineitem().filter(col("l_receiptdate").gt(col("l_commitdate")));
        Expr fromAnother =
                on("l_orderkey", "l_orderkey").and(leftCol("l_suppkey").ne(rightCol("l_suppkey")));
        return late.semiJoin(t.lineitem(), fromAnother)
                .antiJoin(late, fromAnother)
                .join(t.orders().filter(col("o_orderstatus").eq("F")), on("l_orderkey", "o_orderkey"))
                .join(t.supplier(), on("l_suppkey", "s_suppkey"))
                .join(t.nation().filter(col("n_name").eq("UNITED STATES")), on("s_nationkey", "n_nationkey"))
                .groupBy("s_name")
                .agg(count().as("numwait"))
                .topK(100, col("numwait").desc(), col("s_name").asc());
    }

    /** Global sales opportunity: customers with money in certain countries who never ordered. */
    public static LazyFrame q22(TpchTables t) {
        LazyFrame customers = t.customer()
                .withColumns(col("c_phone").str().substring(1, 2).as("cntrycode"))
                .filter(col("cntrycode").isIn("13", "31", "23", "29", "30", "18", "17"));
        LazyFrame average =
                customers.filter(col("c_acctbal").gt(0)).agg(avg("c_acctbal").as("average"));
        return customers
                .crossJoin(average)
                .filter(col("c_acctbal").gt(col("average")))
                .antiJoin(t.orders(), on("c_custkey", "o_custkey"))
                .groupBy("cntrycode")
                .agg(count().as("numcust"), sum("c_acctbal").as("totacctbal"))
                .sort("cntrycode");
    }
}
