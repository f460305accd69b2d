package dev.colonnade.duckdb;

import dev.colonnade.cdata.BatchReader;
import dev.colonnade.cdata.NativeMemory;
import dev.colonnade.type.Schema;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/** Streams rows through the engine's Arrow C stream. */
final class ArrowTransfer implements Transfer {
    private final DriverInternals driver;
    private final long maxVarBytes;

    /** @throws ReflectiveOperationException if this driver keeps its native handles elsewhere */
    ArrowTransfer() throws ReflectiveOperationException {
        this(BatchReader.MAX_VAR_BYTES);
    }

    /** @param maxVarBytes how many bytes of strings and binaries a batch of several rows may have */
    ArrowTransfer(long maxVarBytes) throws ReflectiveOperationException {
        this.driver = new DriverInternals();
        this.maxVarBytes = maxVarBytes;
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public RowSource open(Lane lane, DuckDBResultSet result, @Nullable Schema promised, int batchRows)
            throws SQLException {
        ArrowStream stream = new ArrowStream(driver.arrowStream(result, lane.connection(), batchRows));
        try {
            return new ArrowRows(stream, promised, maxVarBytes);
        } catch (RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    @Override
    public void interrupt(Lane lane, @Nullable PreparedStatement statement) {
        driver.interrupt(lane.connection());
    }

    @Override
    public String description() {
        return "Arrow C stream copied with the " + NativeMemory.means();
    }
}
