package dev.colonnade.cdata;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class NativeStructTest {
    private int uses;

    /** Compiled code forgets a variable after its last use, so this runs often enough to be compiled. */
    @Test
    void memoryStaysUntilTheStructIsClosed() {
        for (int i = 0; i < 20_000; i++) {
            assertTrue(structStays());
        }
    }

    private boolean structStays() {
        try (NativeStruct struct = new NativeStruct(80)) {
            WeakReference<ByteBuffer> memory = new WeakReference<>(struct.memory());
            collectNowAndThen();
            return !memory.refersTo(null);
        }
    }

    private void collectNowAndThen() {
        if (++uses % 1_000 == 0) {
            System.gc();
        }
    }
}
