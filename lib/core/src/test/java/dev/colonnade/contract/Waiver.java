package dev.colonnade.contract;

import dev.colonnade.type.DataType;
import java.util.List;

/**
 * Cells of the matrix that are wrong and known to be.
 *
 * @param group the table
 * @param rows the names of the operations
 * @param types the names of the types
 * @param reason one sentence for the page
 */
public record Waiver(String group, List<String> rows, List<String> types, String reason) {
    boolean covers(MatrixRow row, DataType type) {
        return group.equals(row.group()) && rows.contains(row.name()) && types.contains(type.toString());
    }

    /** What DuckDB computes, and whoever hands over to it. */
    public static List<Waiver> ofDuckDb() {
        return List.of(new Waiver(
                MatrixCasts.CASTS,
                List.of("string"),
                List.of("float32", "float64"),
                "The text of a float is DuckDB's own, such as `1e-05`, and is not compared."));
    }
}
