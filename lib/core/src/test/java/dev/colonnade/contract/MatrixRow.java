package dev.colonnade.contract;

import dev.colonnade.oracle.RandomPlan;
import dev.colonnade.plan.LogicalPlan;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One operation of the matrix.
 *
 * @param group the table that it stands in
 * @param name what people call it
 * @param plans the plans that show it on a type, over a table of its
 *     {@link MatrixColumns#schema}; its builders throw a
 *     {@link dev.colonnade.error.PlanException} if the operation does not take the type
 */
record MatrixRow(String group, String name, BiFunction<LogicalPlan, MatrixColumns, List<RandomPlan>> plans) {
    /** An operation whose rows come in any order. */
    static MatrixRow of(String group, String name, BiFunction<LogicalPlan, MatrixColumns, List<LogicalPlan>> plans) {
        return new MatrixRow(group, name, (table, columns) -> plans.apply(table, columns).stream()
                .map(plan -> new RandomPlan(plan, false))
                .toList());
    }

    /** An operation whose sequence of rows is determined. */
    static MatrixRow ordered(
            String group, String name, BiFunction<LogicalPlan, MatrixColumns, List<LogicalPlan>> plans) {
        return new MatrixRow(group, name, (table, columns) -> plans.apply(table, columns).stream()
                .map(plan -> new RandomPlan(plan, true))
                .toList());
    }
}
