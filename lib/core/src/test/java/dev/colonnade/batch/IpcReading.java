package dev.colonnade.batch;

import dev.colonnade.error.ColonnadeException;
import java.nio.ByteBuffer;

/** Reads a perhaps damaged IPC file to its last value. */
public final class IpcReading {
    /** A column of a type without bytes may claim any number of rows. */
    private static final int ENOUGH_ROWS = 1000;

    private IpcReading() {}

    /** Whether something is refused by a {@link ColonnadeException}; any other failure is thrown. */
    public static boolean isRefused(byte[] file) {
        try {
            for (Batch batch : IpcFile.of(ByteBuffer.wrap(file)).batches()) {
                for (ColumnVector column : batch.columns()) {
                    for (int row = 0; row < Math.min(batch.rowCount(), ENOUGH_ROWS); row++) {
                        column.valueAt(row);
                    }
                }
            }
            return false;
        } catch (ColonnadeException refusal) {
            return true;
        }
    }
}
