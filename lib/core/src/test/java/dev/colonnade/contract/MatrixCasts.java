package dev.colonnade.contract;

import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.plan.PlanBuilder;
import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** Every cast to a type, strict over small values and tried over extreme ones. */
final class MatrixCasts {
    static final String CASTS = "Casts, to the type at the left";

    private MatrixCasts() {}

    static List<MatrixRow> rows() {
        List<MatrixRow> rows = new ArrayList<>();
        for (DataType target : MatrixColumns.TYPES) {
            rows.add(MatrixRow.of(CASTS, target.toString(), (table, columns) -> casts(table, columns, target)));
        }
        return rows;
    }

    private static List<LogicalPlan> casts(LogicalPlan table, MatrixColumns columns, DataType target) {
        return List.of(
                PlanBuilder.select(
                        table,
                        List.of(MatrixColumns.ID, columns.a().tryCast(target).as("value"))),
                PlanBuilder.select(
                        table,
                        List.of(MatrixColumns.ID, columns.tameA().cast(target).as("value"))));
    }
}
