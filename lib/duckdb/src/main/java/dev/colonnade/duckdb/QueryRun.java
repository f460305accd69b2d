package dev.colonnade.duckdb;

import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.duckdb.sql.SqlQuery;
import dev.colonnade.error.QueryException;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FilesNow;
import dev.colonnade.type.Schema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/** One query from its text to its stream, on one lane, on the calling thread. */
final class QueryRun {
    private final Lane lane;
    private final Transfer transfer;
    private final ExecutionContext context;
    private final RunningQuery running;
    private final List<DataFile> files;
    private @Nullable ResultSet result;
    private boolean filesAreSame;

    private QueryRun(Lane lane, Transfer transfer, ExecutionContext context, List<DataFile> files) {
        this.lane = lane;
        this.transfer = transfer;
        this.context = context;
        this.running = new RunningQuery(lane, transfer, context);
        this.files = files;
    }

    /**
     * Starts {@code query} on {@code lane}, which the run gives back when the stream ends, or now if it fails.
     *
     * @param files what the query reads
     * @param promised the columns that the stream must deliver, or null to take the engine's
     * @throws QueryException if the engine fails or the context's signal fires
     */
    static BatchStream start(
            Lane lane,
            Transfer transfer,
            SqlQuery query,
            List<DataFile> files,
            @Nullable Schema promised,
            ExecutionContext context) {
        QueryRun run = new QueryRun(lane, transfer, context, files);
        run.running.begin();
        try {
            return run.open(query, promised);
        } catch (QueryException e) {
            throw run.failed(e);
        } catch (SQLException e) {
            throw run.failed(EngineErrors.failure(e));
        } catch (RuntimeException | Error e) {
            run.end(true);
            throw e;
        }
    }

    private BatchStream open(SqlQuery query, @Nullable Schema promised) throws SQLException {
        context.cancel().check();
        setVariables(lane, query.variables());
        PreparedStatement statement = lane.prepare(query.text());
        Parameters.bind(statement, query.parameters());
        context.cancel().check();
        running.report(statement);
        return rows(statement, query, promised);
    }

    private BatchStream rows(PreparedStatement statement, SqlQuery query, @Nullable Schema promised)
            throws SQLException {
        try {
            DuckDBResultSet rows = statement.executeQuery().unwrap(DuckDBResultSet.class);
            result = rows;
            return new EngineStream(this, transfer.open(lane, rows, promised, context.batchRows()));
        } catch (SQLException e) {
            throw reasonOf(e, query.text(), query.parameters());
        }
    }

    static void setVariables(Lane lane, List<SqlQuery.Variable> variables) throws SQLException {
        if (!variables.isEmpty()) {
            try (Statement statement = lane.connection().createStatement()) {
                for (SqlQuery.Variable variable : variables) {
                    statement.execute("SET VARIABLE " + EngineText.identifier(variable.name()) + " = "
                            + EngineText.list(variable.values()));
                }
            }
        }
    }

    /**
     * The driver loses the engine's text where a query fails before its first batch, and says that the result set is
     * invalid. The query is run once more in the driver's chunked way, which keeps the text of a failure before the first
     * chunk: as it is, and then as the one row that an aggregate makes of all its values.
     */
    private SQLException reasonOf(SQLException failure, String text, List<LiteralValue> parameters) {
        if (!EngineErrors.firstLine(failure).equals("Invalid result set")) {
            return failure;
        }
        for (String again : List.of(text, "SELECT max(hash(t)) FROM (" + text + ") AS t")) {
            if (context.cancel().fired()) {
                return failure;
            }
            try (PreparedStatement statement = lane.connection().prepareStatement(again)) {
                Parameters.bind(statement, parameters);
                statement.unwrap(DuckDBPreparedStatement.class).query().close();
            } catch (SQLException reason) {
                reason.addSuppressed(failure);
                return reason;
            }
        }
        return failure;
    }

    /** @throws QueryException STALE_SNAPSHOT if a file changed while it was read, so that the rows may be of both states */
    void requireSameFiles() {
        FilesNow.requireKept(files);
        filesAreSame = true;
    }

    /** Ends the run, whose statement and stream have ended. What the caller gets to see. */
    QueryException failed(QueryException failure) {
        try {
            return explain(failure);
        } finally {
            end(true);
        }
    }

    /** What the caller gets to see: why the query was stopped if it was, or which file changed, or the failure. */
    private QueryException explain(QueryException failure) {
        QueryException reason = context.cancel().reason();
        if (reason != null) {
            return reason;
        }
        QueryException known =
                switch (failure.code()) {
                    case IO, CORRUPT_FILE, STALE_SNAPSHOT, ENGINE -> Freshness.blame(files, failure);
                    default -> failure;
                };
        if (!EngineErrors.mayHideFile(known)) {
            return known;
        }
        QueryException found = DamagedFile.blame(lane.connection(), files, known);
        QueryException stopped = context.cancel().reason();
        return stopped == null ? found : stopped;
    }

    /** Ends the run and gives its lane back. */
    void end(boolean failed) {
        running.end();
        ResultSet rows = result;
        if (rows != null) {
            Closing.quietly(rows);
        }
        if (lane.kind().footers() == Instance.Footers.KEPT && !filesAreSame && !Freshness.holds(files)) {
            lane.doubtFooters(files);
        }
        lane.release(failed || context.cancel().fired());
    }
}
