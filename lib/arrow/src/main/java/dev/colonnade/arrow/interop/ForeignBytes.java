package dev.colonnade.arrow.interop;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.nio.ByteBuffer;
import org.apache.arrow.memory.ArrowBuf;

/** One buffer of an array, somewhere in native memory. */
interface ForeignBytes {
    /**
     * Its first {@code bytes}, little-endian, which stay there for as long as the view is reachable.
     *
     * @throws ColonnadeException CORRUPT_FILE if it is known to be shorter, NOT_SUPPORTED beyond 2 GiB
     */
    ByteBuffer view(long bytes);

    /** A buffer whose length is known. */
    static ForeignBytes of(ArrowBuf buffer) {
        return bytes -> {
            if (bytes > buffer.capacity()) {
                throw new ColonnadeException(
                        ErrorCode.CORRUPT_FILE,
                        "An Arrow buffer of " + buffer.capacity() + " bytes should have " + bytes
                                + ": the data is damaged, make it again.");
            }
            return bytes == 0 ? ByteBuffer.allocate(0) : NativeHold.view(buffer, size(bytes));
        };
    }

    /** A buffer of which only the address is told, as in the C data interface; an address of 0 has no bytes. */
    static ForeignBytes at(long address, NativeHold hold) {
        return bytes -> {
            if (bytes > 0 && address == 0) {
                throw new ColonnadeException(
                        ErrorCode.CORRUPT_FILE,
                        "An Arrow buffer that should have " + bytes
                                + " bytes is not there: the data is damaged, make it again.");
            }
            return hold.view(address, size(bytes));
        };
    }

    private static int size(long bytes) {
        if (bytes < 0 || bytes > Integer.MAX_VALUE) {
            throw new ColonnadeException(
                    ErrorCode.NOT_SUPPORTED,
                    "An Arrow buffer of " + bytes + " bytes is larger than 2 GiB: make smaller batches.");
        }
        return (int) bytes;
    }
}
