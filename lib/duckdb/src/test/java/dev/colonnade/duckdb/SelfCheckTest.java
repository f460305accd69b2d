package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.backend.EngineOptions;
import dev.colonnade.batch.Batch;
import dev.colonnade.type.Schema;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The check finds what it is there to find. */
class SelfCheckTest {
    /** The getters with something broken. */
    private abstract static class Broken implements Transfer {
        private final Transfer sound = new GetterTransfer();

        abstract RowSource breaks(RowSource rows);

        @Override
        public boolean streams() {
            return sound.streams();
        }

        @Override
        public RowSource open(Lane lane, DuckDBResultSet result, @Nullable Schema promised, int batchRows)
                throws SQLException {
            return breaks(sound.open(lane, result, promised, batchRows));
        }

        @Override
        public void interrupt(Lane lane, @Nullable PreparedStatement statement) {
            sound.interrupt(lane, statement);
        }

        @Override
        public String description() {
            return "broken";
        }
    }

    private static @Nullable String faultOf(Transfer transfer) {
        try (TestEngine engine = new TestEngine(EngineOptions.defaults(), transfer)) {
            return SelfCheck.fault(engine.instances, transfer);
        }
    }

    @Test
    void bothWaysPass() {
        assertNull(faultOf(TestEngine.arrow()));
        assertNull(faultOf(new GetterTransfer()));
    }

    @Test
    void wrongValuesAreFound() {
        String fault = faultOf(new Broken() {
            @Override
            RowSource breaks(RowSource rows) {
                return new RowSource() {
                    @Override
                    public Schema schema() {
                        return rows.schema();
                    }

                    @Override
                    public @Nullable Batch next() throws SQLException {
                        Batch batch = rows.next();
                        return batch == null ? null : batch.slice(0, 1);
                    }

                    @Override
                    public void close() {
                        rows.close();
                    }
                };
            }
        });
        assertEquals("known values arrive as [[1, short, true]]", fault);
    }

    @Test
    void aFailureThatEndsAsAShortResultIsFound() {

        Transfer silent = new Broken() {
            @Override
            RowSource breaks(RowSource rows) {
                return rows;
            }

            @Override
            public RowSource open(Lane lane, DuckDBResultSet result, @Nullable Schema promised, int batchRows)
                    throws SQLException {
                RowSource sound = super.open(lane, result, promised, batchRows);
                return new RowSource() {
                    @Override
                    public Schema schema() {
                        return sound.schema();
                    }

                    @Override
                    public @Nullable Batch next() {
                        try {
                            return sound.next();
                        } catch (SQLException | RuntimeException lost) {
                            return null;
                        }
                    }

                    @Override
                    public void close() {
                        sound.close();
                    }
                };
            }

            @Override
            public boolean streams() {
                return true;
            }
        };
        String fault = faultOf(silent);
        assertTrue(
                fault != null && fault.startsWith("a failing query ends as if it were complete after "),
                String.valueOf(fault));
    }
}
