package dev.colonnade.duckdb;

import dev.colonnade.duckdb.sql.SqlQuery;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's plan of a query says before it runs.
 *
 * @param rows the most rows that any operator is expected to hand on
 * @param streams whether rows come as they are read, so that asking for some of them is cheap
 */
record Forecast(long rows, boolean streams) {
    private static final Set<String> STREAMING = Set.of(
            "PROJECTION",
            "FILTER",
            "READ_PARQUET",
            "RANGE",
            "GENERATE_SERIES",
            "UNNEST",
            "UNION",
            "STREAMING_LIMIT",
            "DUMMY_SCAN",
            "COLUMN_DATA_SCAN",
            "EMPTY_RESULT");

    static Forecast of(Lane lane, SqlQuery query) throws SQLException {
        try (PreparedStatement statement =
                lane.connection().prepareStatement("EXPLAIN (FORMAT json) " + query.text())) {
            Parameters.bind(statement, query.parameters());
            try (ResultSet plan = statement.executeQuery()) {
                plan.next();
                return of(Json.parse(plan.getString(2)));
            }
        }
    }

    /** Of an operator with its inputs, or of several operators. */
    private static Forecast of(Object plan) {
        Forecast all = new Forecast(0, true);
        if (plan instanceof List<?> operators) {
            for (Object operator : operators) {
                all = all.with(of(operator));
            }
        } else if (plan instanceof Map<?, ?> operator) {
            boolean streams =
                    STREAMING.contains(String.valueOf(operator.get("name")).trim());
            all = new Forecast(cardinality(operator.get("extra_info")), streams).with(of(children(operator)));
        }
        return all;
    }

    private static Object children(Map<?, ?> operator) {
        return operator.get("children") instanceof List<?> children ? children : List.of();
    }

    private Forecast with(Forecast other) {
        return new Forecast(Math.max(rows, other.rows), streams && other.streams);
    }

    private static long cardinality(@Nullable Object facts) {
        if (facts instanceof Map<?, ?> named && named.get("Estimated Cardinality") instanceof String digits) {
            return Long.parseLong(digits);
        }
        return 0;
    }
}
