package dev.colonnade.duckdb;

import dev.colonnade.expr.LiteralValue;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of placeholders, as the driver takes them. */
final class Parameters {
    private Parameters() {}

    static void bind(PreparedStatement statement, List<LiteralValue> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, driverValue(values.get(i).value()));
        }
    }

    private static @Nullable Object driverValue(@Nullable Object value) {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        return value;
    }
}
