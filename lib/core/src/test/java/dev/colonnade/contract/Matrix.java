package dev.colonnade.contract;

import dev.colonnade.error.PlanException;
import dev.colonnade.oracle.OracleBench;
import dev.colonnade.oracle.RandomPlan;
import dev.colonnade.oracle.TestData;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Operations by types on one backend: what each cell came to when it was run and compared with the interpreter.
 *
 * @param cells in the order of the rows, each with a cell per type
 */
record Matrix(Map<MatrixRow, Map<DataType, Cell>> cells) {
    /** What a cell came to. */
    enum State {
        /** The operation does not take the type; the builders say so. */
        NOT_TAKEN(" "),
        /** The backend has the interpreter's rows. */
        RUN("x"),
        /** The backend refuses the plan, and the one that it is handed over to has the interpreter's rows. */
        HANDED_OVER("h"),
        /** The rows differ, or the query breaks. */
        WRONG("?");

        private final String sign;

        State(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /** @param why what is wrong, or empty */
    record Cell(State state, String why) {}

    static List<MatrixRow> rows() {
        List<MatrixRow> rows = new ArrayList<>(MatrixOperators.rows());
        rows.addAll(MatrixExpressions.rows());
        rows.addAll(MatrixCasts.rows());
        return rows;
    }

    /**
     * @param tables rows of each type's {@link MatrixColumns#schema}
     * @param strict refuses what the backend does not run; {@code open} hands it over
     */
    static Matrix run(TestData data, Map<DataType, LogicalPlan> tables, OracleBench open, OracleBench strict) {
        Map<MatrixRow, Map<DataType, Cell>> cells = new LinkedHashMap<>();
        for (MatrixRow row : rows()) {
            Map<DataType, Cell> line = new LinkedHashMap<>();
            for (DataType type : MatrixColumns.TYPES) {
                line.put(type, cell(data, tables.get(type), row, type, open, strict));
            }
            cells.put(row, line);
        }
        return new Matrix(cells);
    }

    private static Cell cell(
            TestData data, LogicalPlan table, MatrixRow row, DataType type, OracleBench open, OracleBench strict) {
        List<RandomPlan> plans;
        try {
            plans = row.plans().apply(table, new MatrixColumns(type));
        } catch (PlanException notTaken) {
            return new Cell(State.NOT_TAKEN, "");
        }
        boolean runs = true;
        for (RandomPlan plan : plans) {
            int refused = strict.refusals();
            Optional<String> wrong = strict.disagreement(plan, data);
            if (wrong.isEmpty() && strict.refusals() > refused) {
                runs = false;
                wrong = open.disagreement(plan, data);
            }
            if (wrong.isPresent()) {
                return new Cell(State.WRONG, wrong.get());
            }
        }
        return new Cell(runs ? State.RUN : State.HANDED_OVER, "");
    }
}
