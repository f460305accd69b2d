package dev.colonnade.arrow.scan;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import org.apache.arrow.dataset.jni.NativeMemoryPool;

/** Arrow's native libraries, loaded at first use and for as long as the program runs. */
public final class NativeLibrary {
    private NativeLibrary() {}

    /** @throws ColonnadeException BACKEND_UNAVAILABLE if they do not load here */
    public static void load() {
        try {
            org.apache.arrow.dataset.jni.JniLoader.get().ensureLoaded();
            org.apache.arrow.c.jni.JniLoader.get().ensureLoaded();
        } catch (LinkageError | RuntimeException e) {
            throw new ColonnadeException(
                    ErrorCode.BACKEND_UNAVAILABLE,
                    "Arrow cannot be used: its native library does not load here (" + e.getMessage()
                            + "); use Linux with glibc or macOS on x86-64 or ARM, Windows on x86-64, or backend 'duckdb'.",
                    e);
        }
    }

    /** The one pool that is safe: a listenable one ends the JVM when a scan is closed early or fails. */
    static long memoryPool() {
        return NativeMemoryPool.getDefault().getNativeInstanceId();
    }

    /** Native memory that all scans of the program hold now, in bytes. */
    public static long allocatedBytes() {
        return NativeMemoryPool.getDefault().getBytesAllocated();
    }
}
