package dev.colonnade.duckdb;

import dev.colonnade.backend.ExecutionContext;
import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.duckdb.sql.SqlQuery;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Proves on the engine at hand that results arrive as they are: values, nulls, strings of both kinds the engine has, and
 * a failure after the first rows, which must be an error with its text and never a short result.
 */
final class SelfCheck {
    private static final Schema SCHEMA =
            Schema.of(Field.of("n", DataType.INT64), Field.of("s", DataType.STRING), Field.of("b", DataType.BOOL));
    private static final String VALUES = "SELECT * FROM (VALUES (1::BIGINT, 'short', true), (NULL, NULL, NULL), "
            + "(-9223372036854775808, 'a string of more than twelve bytes', false)) AS t(n, s, b)";
    private static final List<List<@Nullable Object>> ROWS = List.of(
            Arrays.asList(1L, "short", true),
            Arrays.asList(null, null, null),
            Arrays.asList(Long.MIN_VALUE, "a string of more than twelve bytes", false));

    private static final String REASON = "colonnade self-check";
    private static final String FAILS_LATE =
            "SELECT CASE WHEN range < 300000 THEN range ELSE error('" + REASON + "') END AS n FROM range(400000)";

    private static final Set<Class<?>> PASSED = ConcurrentHashMap.newKeySet();

    private SelfCheck() {}

    /** What is wrong with results that come by {@code transfer}, or null. What has passed once in a JVM is not run again. */
    static @Nullable String fault(Instances instances, Transfer transfer) {
        if (PASSED.contains(transfer.getClass())) {
            return null;
        }
        try {
            String wrong = wrongValues(instances, transfer);
            wrong = wrong == null ? wrongFailure(instances, transfer) : wrong;
            if (wrong == null) {
                PASSED.add(transfer.getClass());
            }
            return wrong;
        } catch (ColonnadeException e) {
            return "a small query fails: " + e.getMessage();
        }
    }

    private static @Nullable String wrongValues(Instances instances, Transfer transfer) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (BatchStream stream = start(instances, transfer, VALUES, SCHEMA)) {
            for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                for (int i = 0; i < batch.rowCount(); i++) {
                    int row = i;
                    List<@Nullable Object> values = new ArrayList<>();
                    batch.columns().forEach(column -> values.add(column.valueAt(row)));
                    rows.add(values);
                }
            }
        }
        return rows.equals(ROWS) ? null : "known values arrive as " + rows;
    }

    private static @Nullable String wrongFailure(Instances instances, Transfer transfer) {
        long rows = 0;
        try (BatchStream stream = start(instances, transfer, FAILS_LATE, Schema.of(Field.of("n", DataType.INT64)))) {
            for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                rows += batch.rowCount();
            }
        } catch (ColonnadeException e) {
            return String.valueOf(e.getMessage()).contains(REASON)
                    ? null
                    : "a failure loses its reason: " + e.getMessage();
        }
        return "a failing query ends as if it were complete after " + rows + " rows";
    }

    private static BatchStream start(Instances instances, Transfer transfer, String text, Schema schema) {
        SqlQuery query = new SqlQuery(text, List.of(), List.of(), true, schema);
        Lane lane = instances.borrow(Instance.RowOrder.FILES, Set.of());
        return QueryRun.start(lane, transfer, query, List.of(), schema, ExecutionContext.create());
    }
}
