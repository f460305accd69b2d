package dev.colonnade.cdata;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory for a C struct that native code fills. It stays where it is until {@link #close}, also while Java holds no more
 * than its address; afterwards the garbage collector frees it.
 */
public final class NativeStruct implements AutoCloseable {
    private final ByteBuffer memory;

    public NativeStruct(int bytes) {
        memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    public long address() {
        return NativeMemory.address(memory);
    }

    public ByteBuffer memory() {
        return memory;
    }

    @Override
    public void close() {
        Reference.reachabilityFence(memory);
    }
}
