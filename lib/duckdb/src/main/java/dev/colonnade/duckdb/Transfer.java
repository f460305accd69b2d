package dev.colonnade.duckdb;

import dev.colonnade.type.Schema;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/** How rows leave the engine, and how a query that delivers them is interrupted. */
interface Transfer {
    /** Whether the engine runs a query while its rows are fetched, rather than wholly before. */
    boolean streams();

    /**
     * The rows of {@code result}, which stays the caller's to close.
     *
     * @param promised the columns that must be delivered, or null to take the engine's
     */
    RowSource open(Lane lane, DuckDBResultSet result, @Nullable Schema promised, int batchRows) throws SQLException;

    /** Makes what runs on the lane fail soon, {@code statement} if it has come that far. */
    void interrupt(Lane lane, @Nullable PreparedStatement statement);

    /** One clause that says how, for people. */
    String description();
}
