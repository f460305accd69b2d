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
        if (!isOpen()) {
            throw new ColonnadeException(ErrorCode.BACKEND_UNAVAILABLE, refusal(Launcher.current()));
        }
    }

    static boolean isOpen() {
        return ByteBuffer.class.getModule().isOpen("java.nio", OpenNio.class.getModule());
    }

    static String refusal(Launcher launcher) {
        return "Arrow's own classes need java.nio opened, which this JVM was started without: " + launcher.line() + ".";
    }
}
