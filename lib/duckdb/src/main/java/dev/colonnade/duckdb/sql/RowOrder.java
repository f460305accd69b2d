package dev.colonnade.duckdb.sql;

import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.Plans;

/** Which order the rows of a plan have. */
enum RowOrder {
    /** None, or one that nobody asked for. */
    NONE,
    /** The order in which they are read. */
    READ,
    /** By sort keys, or as literal rows that may have been sorted. */
    SORTED;

    static RowOrder of(LogicalPlan plan) {
        if (plan instanceof LogicalPlan.Scan || plan instanceof LogicalPlan.Sql || plan instanceof LogicalPlan.Union) {
            return READ;
        }
        if (plan instanceof LogicalPlan.Sort || plan instanceof LogicalPlan.Values) {
            return SORTED;
        }
        if (plan instanceof LogicalPlan.Filter
                || plan instanceof LogicalPlan.Project
                || plan instanceof LogicalPlan.Limit
                || plan instanceof LogicalPlan.Tail) {
            return of(plan.inputs().get(0));
        }
        return NONE;
    }

    /** Whether a limit without a sort below it takes rows in the order in which they are read, or that order was asked for. */
    static boolean matters(LogicalPlan plan) {
        if (plan instanceof LogicalPlan.Scan scan && (scan.limit() >= 0 || Plans.keepsOrder(scan))) {
            return true;
        }
        if (plan instanceof LogicalPlan.Limit || plan instanceof LogicalPlan.Tail) {
            LogicalPlan input = plan.inputs().get(0);
            boolean sorted = plan instanceof LogicalPlan.Limit && input instanceof LogicalPlan.Sort;
            if (!sorted && of(input) != NONE) {
                return true;
            }
        }
        return plan.inputs().stream().anyMatch(RowOrder::matters);
    }

    /** Whether a text takes part that may ask for an order, or for the first rows of one. */
    static boolean mayMatter(LogicalPlan plan) {
        return plan instanceof LogicalPlan.Sql || plan.inputs().stream().anyMatch(RowOrder::mayMatter);
    }
}
