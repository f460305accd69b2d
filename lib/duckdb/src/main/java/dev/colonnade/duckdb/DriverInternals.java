package dev.colonnade.duckdb;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/**
 * The three private parts of the driver that streaming needs: the native handles of a result and a connection, the
 * function that turns a result into an Arrow C stream, and the one that interrupts a connection in every phase.
 */
final class DriverInternals {
    private final Field resultHandle;
    private final Field connectionHandle;
    private final MethodHandle arrowStream;
    private final MethodHandle interrupt;

    /** @throws ReflectiveOperationException if this driver is built otherwise */
    DriverInternals() throws ReflectiveOperationException {
        resultHandle = open(DuckDBResultSet.class.getDeclaredField("resultRef"));
        connectionHandle = open(DuckDBConnection.class.getDeclaredField("connRef"));
        Class<?> natives = Class.forName("org.duckdb.DuckDBNative");
        arrowStream = arrowStream(natives);
        interrupt = open(natives.getDeclaredMethod("duckdb_jdbc_interrupt", ByteBuffer.class));
    }

    /** The address of a new {@code struct ArrowArrayStream} with the rows of {@code result}, to be released once. @throws SQLException if the query has failed */
    long arrowStream(DuckDBResultSet result, DuckDBConnection connection, long batchRows) throws SQLException {
        try {
            return (long) arrowStream.invokeExact(
                    (ByteBuffer) resultHandle.get(result), (ByteBuffer) connectionHandle.get(connection), batchRows);
        } catch (SQLException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw EngineErrors.failure(e);
        }
    }

    /** Makes whatever runs on the connection fail soon; a closed connection is left alone. */
    void interrupt(DuckDBConnection connection) {
        try {
            ByteBuffer handle = (ByteBuffer) connectionHandle.get(connection);
            if (handle != null) {
                interrupt.invokeExact(handle);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw EngineErrors.failure(e);
        }
    }

    /** {@code (result, connection, batchRows) -> address}; the 1.5 line of the driver does without the connection. */
    private static MethodHandle arrowStream(Class<?> natives) throws ReflectiveOperationException {
        String name = "duckdb_jdbc_arrow_stream";
        try {
            return open(natives.getDeclaredMethod(name, ByteBuffer.class, ByteBuffer.class, long.class));
        } catch (NoSuchMethodException olderLine) {
            MethodHandle withoutConnection = open(natives.getDeclaredMethod(name, ByteBuffer.class, long.class));
            return MethodHandles.dropArguments(withoutConnection, 1, ByteBuffer.class);
        }
    }

    private static Field open(Field field) {
        field.setAccessible(true);
        return field;
    }

    private static MethodHandle open(Method method) throws IllegalAccessException {
        method.setAccessible(true);
        return MethodHandles.lookup().unreflect(method);
    }
}
