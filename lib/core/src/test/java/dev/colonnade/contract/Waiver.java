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
}
