package dev.colonnade.duckdb;

import dev.colonnade.duckdb.sql.Quoting;
import dev.colonnade.error.QueryException;
import dev.colonnade.source.DataFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBPreparedStatement;

/**
 * The search for the file whose data does not decode, where the engine does not name it: each file of the query is read
 * by itself.
 */
final class DamagedFile {
    private DamagedFile() {}

    /**
     * The failure of the first file that cannot be read. If all can, it is {@code failure}, or that of the only file where
     * damage alone explains it.
     */
    static QueryException blame(Connection connection, List<DataFile> files, QueryException failure) {
        for (DataFile file : files) {
            String path = file.path().toString();
            String sql = "SELECT max(hash(t)) FROM read_parquet(" + EngineText.literal(Quoting.path(path))
                    + ", hive_partitioning=false) AS t";
            try (PreparedStatement read = connection.prepareStatement(sql)) {
                read.unwrap(DuckDBPreparedStatement.class).query().close();
            } catch (SQLException damage) {
                QueryException found = EngineErrors.failure(damage);
                return switch (found.code()) {
                    case CORRUPT_FILE, UNSUPPORTED_FILE -> found;
                    case ENGINE, IO -> EngineErrors.damaged(path, EngineErrors.firstLine(damage), damage);
                    default -> failure;
                };
            }
        }
        Throwable cause = failure.getCause();
        return files.size() == 1 && cause != null && EngineErrors.isImpossible(cause)
                ? EngineErrors.damaged(files.get(0).path().toString(), EngineErrors.firstLine(cause), cause)
                : failure;
    }
}
