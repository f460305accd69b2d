package dev.colonnade.arrow.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.batch.ColumnVector;
import dev.colonnade.type.DataType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NativeHoldTest {
    private final AtomicInteger freed = new AtomicInteger();

    private NativeHold hold(long address) {
        return new NativeHold(() -> {
            freed.incrementAndGet();
            MemoryUtil.freeMemory(address);
        });
    }

    static List<Function<ByteBuffer, Buffer>> derived() {
        return List.of(
                buffer -> buffer.slice(8, 8),
                ByteBuffer::duplicate,
                ByteBuffer::asReadOnlyBuffer,
                ByteBuffer::asLongBuffer,
                ByteBuffer::asIntBuffer,
                ByteBuffer::asDoubleBuffer,
                buffer -> buffer.slice(8, 8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asLongBuffer()
                        .duplicate(),
                buffer -> buffer.duplicate().slice(0, 16).slice(8, 8));
    }

    /** What a vector makes of its buffers keeps the memory: the JDK's views refer to the buffer they come from. */
    @ParameterizedTest
    @MethodSource("derived")
    void whatIsDerivedFromAViewKeepsTheMemory(Function<ByteBuffer, Buffer> derive) {
        long address = MemoryUtil.allocateMemory(16);
        NativeHold hold = hold(address);
        Buffer derived = derive.apply(hold.view(address, 16));
        hold.release();
        NativeMemoryCheck.collect(3);
        assertEquals(0, freed.get(), "freed while " + derived + " was reachable");
        assertTrue(derived.isDirect());
        derived = null;
        assertTrue(NativeMemoryCheck.collected(() -> freed.get() == 1));
    }

    @Test
    void aSliceOfAVectorKeepsTheMemory() {
        long address = MemoryUtil.allocateMemory(24);
        MemoryUtil.putLong(address + 16, 7);
        NativeHold hold = hold(address);
        ColumnVector slice = ColumnVector.ofFixed(DataType.INT64, 3, null, hold.view(address, 24))
                .slice(2, 1);
        hold.release();
        NativeMemoryCheck.collect(3);
        assertEquals(7, slice.longAt(0));
        assertEquals(0, freed.get());
    }

    @Test
    void isReleasedOnceItsMakerAndAllViewsAreGone() {
        long address = MemoryUtil.allocateMemory(16);
        NativeHold hold = hold(address);
        hold.view(address, 8);
        hold.view(address + 8, 8);
        assertEquals(0, freed.get());
        hold.release();
        assertTrue(NativeMemoryCheck.collected(() -> freed.get() == 1));
        assertThrows(IllegalStateException.class, hold::release);
        assertEquals(1, freed.get());
    }

    @Test
    void emptyViewsHoldNothing() {
        NativeHold hold = new NativeHold(freed::incrementAndGet);
        ByteBuffer empty = hold.view(0, 0);
        hold.release();
        assertEquals(1, freed.get());
        assertEquals(0, empty.capacity());
    }

    @Test
    void arrowBuffersAreRetainedForAsLongAsTheirViews(BufferAllocator allocator) {
        ByteBuffer view;
        try (ArrowBuf buffer = allocator.buffer(64)) {
            buffer.setLong(0, 42);
            view = NativeHold.view(buffer, 8);
            assertEquals(2, buffer.refCnt());
        }
        assertEquals(64, allocator.getAllocatedMemory());
        assertEquals(42, view.getLong(0));
        view = null;
        assertTrue(NativeMemoryCheck.collected(() -> allocator.getAllocatedMemory() == 0));
    }
}
