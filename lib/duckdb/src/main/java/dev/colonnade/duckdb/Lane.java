package dev.colonnade.duckdb;

import dev.colonnade.source.DataFile;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/** One connection with the statements it has prepared, for one query at a time. */
final class Lane {
    /** How many prepared statements are kept. */
    private static final int STATEMENTS = 32;

    /** Longer texts are prepared each time: they seldom come again, and hold much. */
    private static final int KEPT_TEXT = 20_000;

    private final Instance instance;
    private final Instance.Kind kind;
    private final DuckDBConnection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true);

    Lane(Instance instance, Instance.Kind kind, DuckDBConnection connection) {
        this.instance = instance;
        this.kind = kind;
        this.connection = connection;
    }

    Instance.Kind kind() {
        return kind;
    }

    /** Tells that queries of this kind may have left footers of another state of the files than their snapshot's. */
    void doubtFooters(List<DataFile> files) {
        instance.doubtFooters(files);
    }

    DuckDBConnection connection() {
        return connection;
    }

    /** The statement of that text, which may have been prepared by an earlier query; closed with the lane. */
    PreparedStatement prepare(String text) throws SQLException {
        PreparedStatement known = prepared.get(text);
        if (known != null && !known.isClosed()) {
            return known;
        }
        PreparedStatement fresh = connection.prepareStatement(text);
        prepared.put(text, fresh);
        return fresh;
    }

    /** Ends the use of a lane by a query; one that {@code failed} or was cancelled is not used again. */
    void release(boolean failed) {
        if (!failed) {
            forgetOldStatements();
        }
        instance.giveBack(this, !failed);
    }

    private void forgetOldStatements() {
        prepared.entrySet().removeIf(e -> {
            boolean drop = e.getKey().length() > KEPT_TEXT;
            if (drop) {
                Closing.quietly(e.getValue());
            }
            return drop;
        });
        while (prepared.size() > STATEMENTS) {
            Map.Entry<String, PreparedStatement> eldest =
                    prepared.entrySet().iterator().next();
            Closing.quietly(eldest.getValue());
            prepared.remove(eldest.getKey());
        }
    }

    void close() {
        prepared.values().forEach(Closing::quietly);
        prepared.clear();
        Closing.quietly(connection);
    }
}
