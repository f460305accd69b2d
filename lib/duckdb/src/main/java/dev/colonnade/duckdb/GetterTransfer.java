package dev.colonnade.duckdb;

import dev.colonnade.type.Schema;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows through the driver's public getters, after the engine has made all of them: slower, and the whole result
 * is in the engine's memory, but nothing private of the driver is used.
 */
final class GetterTransfer implements Transfer {
    @Override
    public boolean streams() {
        return false;
    }

    @Override
    public RowSource open(Lane lane, DuckDBResultSet result, @Nullable Schema promised, int batchRows)
            throws SQLException {
        return new GetterRows(result, promised, batchRows);
    }

    @Override
    public void interrupt(Lane lane, @Nullable PreparedStatement statement) {
        try {
            if (statement != null && !statement.isClosed()) {
                statement.unwrap(DuckDBPreparedStatement.class).cancel();
            }
        } catch (SQLException e) {
            throw EngineErrors.failure(e);
        }
    }

    @Override
    public String description() {
        return "rows one by one through the driver's getters, results wholly in the engine's memory";
    }
}
