package dev.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.optimize.Optimizer;
import dev.colonnade.oracle.OracleBench;
import dev.colonnade.oracle.Pools;
import dev.colonnade.oracle.TestData;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every operator, function, aggregate and cast over every type, run and compared with the interpreter. A cell that is
 * wrong has a waiver with a reason, and a waiver whose cell works has to go. The page
 * {@code docs/reference/operators-<backend>.md} shows what came of it; {@code -Dgolden=update} writes it.
 */
abstract class MatrixContract extends Suite {
    private static final int ROWS = 48;
    private static final long SEED = 11;

    /** Cells that are known to be wrong on this backend. */
    abstract List<Waiver> waivers();

    @Test
    void everyCellIsObservedOrWaived() throws IOException {
        Matrix matrix = run();
        List<String> problems = new ArrayList<>();
        matrix.cells().forEach((row, line) -> line.forEach((type, cell) -> judge(row, type, cell, problems)));
        assertEquals("", String.join("\n", problems));
        Path golden = root().resolve("docs/reference/operators-" + subject().name() + ".md");
        String page = MatrixPage.of(subject(), matrix, waivers());
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(golden, page);
        }
        assertEquals(Files.readString(golden), page, "The matrix has changed: look at it and run with -Dgolden=update");
    }

    private Matrix run() {
        try (ParquetTables writer = new ParquetTables();
                OracleBench open = new OracleBench(subject().name(), Optimizer.standard(), OracleBench.Refusals.WRONG);
                OracleBench strict =
                        new OracleBench(subject().strictName(), Optimizer.standard(), OracleBench.Refusals.COUNTED)) {
            TestData data = TestData.none(fresh("matrix"), writer);
            Map<DataType, LogicalPlan> tables = new HashMap<>();
            MatrixColumns.TYPES.forEach(type -> tables.put(type, table(data, new MatrixColumns(type))));
            return Matrix.run(data, tables, open, strict);
        }
    }

    private static LogicalPlan table(TestData data, MatrixColumns columns) {
        Schema schema = columns.schema();
        List<List<@Nullable Object>> rows = Pools.rows(new Random(SEED), schema.fields(), ROWS);
        for (int i = 0; i < ROWS; i++) {
            rows.get(i).set(0, i);
        }
        String name = "type" + MatrixColumns.TYPES.indexOf(columns.type());
        data.file(name + "/a.parquet", schema, rows.subList(0, ROWS / 2));
        data.file(name + "/b.parquet", schema, rows.subList(ROWS / 2, ROWS));
        return LogicalPlan.Scan.of(data.open(name));
    }

    private void judge(MatrixRow row, DataType type, Matrix.Cell cell, List<String> problems) {
        boolean waived = waivers().stream().anyMatch(waiver -> waiver.covers(row, type));
        String name = row.group() + " / " + row.name() + " / " + type;
        if (cell.state() == Matrix.State.WRONG && !waived) {
            problems.add(name + " is wrong: " + cell.why());
        } else if (cell.state() != Matrix.State.WRONG && waived) {
            problems.add(name + " is waived and not wrong: " + cell.state());
        }
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("ARCHITECTURE.md"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
