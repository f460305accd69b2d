package dev.colonnade.duckdb;

import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.backend.FileWriter;
import dev.colonnade.backend.WriteOrder;
import dev.colonnade.backend.WrittenFile;
import dev.colonnade.duckdb.sql.SqlQuery;
import dev.colonnade.duckdb.sql.SqlRenderer;
import dev.colonnade.error.QueryException;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FilesNow;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes by COPY, on an instance of its own that may write into the stages of one dataset. It waits for the next write: to
 * start takes longer than to write a few rows, and what it has allocated for many it need not ask for again.
 */
final class DuckDbWriter implements FileWriter {
    /** A COPY that fails can wait for ever for the threads of the engine that write asynchronously. */
    private static final String NO_ASYNC = "SET async_threads = 0";

    /** Threads hand rows over to files as they come, so only one keeps an order. */
    private static final String ONE_THREAD = "SET threads = 1";

    private final Instances instances;
    private final Transfer transfer;
    private final Directories directories;

    DuckDbWriter(Instances instances, Transfer transfer, Directories directories) {
        this.instances = instances;
        this.transfer = transfer;
        this.directories = directories;
    }

    @Override
    public List<WrittenFile> write(ExecutablePlan plan, WriteOrder order, ExecutionContext context) {
        Source source = source(plan);
        Reading reading = Reading.of(plan);
        List<DataFile> files = reading.files();
        Set<Path> reached = new HashSet<>(directories.of(plan.tasks(), Freshness.linksAmong(files)));
        reached.add(Directories.real(order.area()));
        List<String> settings =
                order.rows() == WriteOrder.Rows.ORDERED ? List.of(NO_ASYNC, ONE_THREAD) : List.of(NO_ASYNC);
        Instance instance = instances.startOrTake(reached, settings);
        boolean again = false;
        try {
            Lane lane = instance.borrow(source.order(), reading);
            List<WrittenFile> written = write(lane, source, order, context);
            FilesNow.requireKept(files);
            again = true;
            return written;
        } catch (SQLException e) {
            throw reason(EngineErrors.failure(e), files, context);
        } finally {
            if (again) {
                instances.keep(instance, settings);
            } else {
                instance.retire();
            }
        }
    }

    /** Where rows come from. */
    private interface Source {
        Instance.RowOrder order();

        /** What to ask on that lane. */
        SqlQuery on(Lane lane) throws SQLException;
    }

    private record Rendered(SqlQuery query) implements Source {
        @Override
        public Instance.RowOrder order() {
            return query.keepsOrder() ? Instance.RowOrder.FILES : Instance.RowOrder.ANY;
        }

        @Override
        public SqlQuery on(Lane lane) {
            return query;
        }
    }

    private record Appended(LogicalPlan.Values rows) implements Source {
        @Override
        public Instance.RowOrder order() {
            return Instance.RowOrder.FILES;
        }

        @Override
        public SqlQuery on(Lane lane) throws SQLException {
            return AppendedRows.load(lane, rows);
        }
    }

    private static Source source(ExecutablePlan plan) {
        return plan.plan() instanceof LogicalPlan.Values rows && AppendedRows.takes(rows)
                ? new Appended(rows)
                : new Rendered(SqlRenderer.render(plan));
    }

    private List<WrittenFile> write(Lane lane, Source source, WriteOrder order, ExecutionContext context)
            throws SQLException {
        RunningQuery running = new RunningQuery(lane, transfer, context);
        running.begin();
        try {
            context.cancel().check();
            SqlQuery query = source.on(lane);
            QueryRun.setVariables(lane, query.variables());
            CopyShape shape =
                    new CopyPreflight(lane, query, order, instances.limits().memoryBytes()).shape();
            context.cancel().check();
            try (PreparedStatement statement = lane.connection().prepareStatement(CopySql.of(query, order, shape))) {
                Parameters.bind(statement, query.parameters());
                running.report(statement);
                try (ResultSet written = statement.executeQuery()) {
                    List<WrittenFile> files = files(written, order.keys());
                    if (files.size() > order.format().mostFiles()) {
                        throw order.tooManyFiles();
                    }
                    return files;
                }
            }
        } finally {
            running.end();
            lane.release(true);
        }
    }

    private static List<WrittenFile> files(ResultSet written, List<String> keys) throws SQLException {
        List<WrittenFile> files = new ArrayList<>();
        while (written.next()) {
            Map<?, ?> values = written.getObject("partition_keys") instanceof Map<?, ?> map ? map : Map.of();
            List<@Nullable String> texts = new ArrayList<>();
            for (String key : keys) {
                Object value = values.get(key);
                texts.add(value == null ? null : value.toString());
            }
            files.add(new WrittenFile(Path.of(written.getString("filename")), texts, written.getLong("count")));
        }
        return files;
    }

    private static QueryException reason(QueryException failure, List<DataFile> files, ExecutionContext context) {
        QueryException stopped = context.cancel().reason();
        return stopped == null ? Freshness.blame(files, failure) : stopped;
    }
}
