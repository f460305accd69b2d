package dev.colonnade.arrow.interop;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.nio.ByteBuffer;

/** The one flag that Arrow's memory needs of the JVM. */
final class OpenNio {
    static final String FLAG = "--add-opens=java.base/java.nio=ALL-UNNAMED";

    private OpenNio() {}

    /** @throws ColonnadeException BACKEND_UNAVAILABLE if the JVM was started without it */
    static void require() {
        if (!ByteBuffer.class.getModule().isOpen("java.nio", OpenNio.class.getModule())) {
            throw new ColonnadeException(
                    ErrorCode.BACKEND_UNAVAILABLE, "Arrow needs its memory opened: start Java with " + FLAG + ".");
        }
    }
}
