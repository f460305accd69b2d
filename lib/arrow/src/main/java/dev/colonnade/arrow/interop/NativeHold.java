package dev.colonnade.arrow.interop;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.MemoryUtil;

/**
 * One reference to memory that is not Java's. It is released once: when its maker has called {@link #release} and the last of
 * its {@linkplain #view views} is garbage. A slice, duplicate or typed view of a direct buffer keeps that buffer reachable, so
 * vectors made of views need no closing. Released by the maker or by the collector's thread; safe for any thread.
 */
public final class NativeHold {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final AtomicLong LIVE = new AtomicLong();

    private final AtomicInteger references = new AtomicInteger(1);
    private final Runnable free;

    /** @param free gives the memory back; called once, from any thread */
    public NativeHold(Runnable free) {
        this.free = free;
        LIVE.incrementAndGet();
    }

    /** How many holds there are that are not released. */
    public static long live() {
        return LIVE.get();
    }

    /** The first {@code bytes} of {@code buffer}, which is retained for as long as they are reachable. */
    static ByteBuffer view(ArrowBuf buffer, int bytes) {
        buffer.getReferenceManager().retain();
        NativeHold hold = new NativeHold(() -> buffer.getReferenceManager().release());
        try {
            return hold.view(buffer.memoryAddress(), bytes);
        } finally {
            hold.release();
        }
    }

    /** Whether {@code action} runs once {@code object}, which it must not refer to, is garbage or the action is cleaned. */
    static Cleaner.Cleanable onCollection(Object object, Runnable action) {
        return CLEANER.register(object, action);
    }

    /** The little-endian bytes at {@code address}, which this reference covers. */
    public ByteBuffer view(long address, int bytes) {
        if (bytes == 0) {
            return ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer buffer = MemoryUtil.directBuffer(address, bytes).order(ByteOrder.LITTLE_ENDIAN);
        references.incrementAndGet();
        CLEANER.register(buffer, this::drop);
        return buffer;
    }

    /** Ends the maker's own use; to be called once. */
    public void release() {
        drop();
    }

    private void drop() {
        int left = references.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException("Native memory was released more often than it was held.");
        }
        if (left == 0) {
            LIVE.decrementAndGet();
            free.run();
        }
    }
}
