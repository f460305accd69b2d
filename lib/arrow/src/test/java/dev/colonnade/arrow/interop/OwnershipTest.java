package dev.colonnade.arrow.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.IpcFixture;
import dev.colonnade.batch.Table;
import dev.colonnade.batch.TableAssert;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.QueryException;
import dev.colonnade.type.Schema;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who frees what, when: {@link NativeMemoryCheck} sees to it that nothing is left behind each of these tests. */
class OwnershipTest {
    private final Batch all = IpcFixture.everyType(40);
    private final AtomicInteger closed = new AtomicInteger();
    private final BufferAllocator allocator;

    OwnershipTest(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /** Two batches, then perhaps a failure; counts how often it is closed. */
    private final class Source implements BatchStream {
        private final @Nullable RuntimeException end;
        private int delivered;

        Source(@Nullable RuntimeException end) {
            this.end = end;
        }

        @Override
        public Schema schema() {
            return all.schema();
        }

        @Override
        public @Nullable Batch next() {
            if (delivered < 2) {
                delivered++;
                return all;
            }
            if (end != null) {
                throw end;
            }
            return null;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private static void assertIntact(Schema schema, Batch expected, @Nullable Batch actual) {
        TableAssert.assertThat(Table.of(schema, List.of(Objects.requireNonNull(actual))))
                .inOrder()
                .hasRows(Table.of(schema, List.of(expected)));
    }

    @Test
    void batchesOutliveTheReaderTheyCameFrom() {
        BatchStream stream = ArrowInterop.fromReader(ArrowInterop.reader(new Source(null), allocator));
        Batch first = stream.next();
        Batch second = stream.next();
        assertNull(stream.next());
        stream.close();
        stream.close();
        assertEquals(1, closed.get());
        assertTrue(allocator.getAllocatedMemory() > 0);
        NativeMemoryCheck.collect(2);
        assertIntact(all.schema(), all, first);
        assertIntact(all.schema(), all, second);
        first = null;
        second = null;
        assertTrue(NativeMemoryCheck.collected(() -> allocator.getAllocatedMemory() == 0));
    }

    @Test
    void closingAReaderEarlyFreesWhatWasNotHandedOut() {
        BatchStream stream = ArrowInterop.fromReader(ArrowInterop.reader(new Source(null), allocator));
        stream.close();
        assertEquals(1, closed.get());
        assertEquals(0, allocator.getAllocatedMemory());
        ColonnadeException failure = assertThrows(ColonnadeException.class, stream::next);
        assertEquals("The stream is closed: open it again.", failure.getMessage());
        assertEquals(ErrorCode.CLOSED, failure.code());
    }

    @Test
    void batchesOutliveTheCStreamTheyCameFrom() {
        Batch first;
        try (ArrowArrayStream c = ArrowArrayStream.allocateNew(allocator)) {
            ArrowInterop.export(new Source(null), allocator, c);
            BatchStream stream = ArrowInterop.importStream(c, allocator);
            assertEquals(0, c.snapshot().release);
            first = stream.next();
            stream.close();
            stream.close();
        }
        assertEquals(1, closed.get());
        NativeMemoryCheck.collect(2);
        assertIntact(all.schema(), all, first);
        first = null;
        assertTrue(NativeMemoryCheck.collected(() -> allocator.getAllocatedMemory() == 0));
    }

    @Test
    void exportedArraysAreFreedByWhoeverImportsThem() {
        try (ArrowArrayStream c = ArrowArrayStream.allocateNew(allocator);
                ArrowArray array = ArrowArray.allocateNew(allocator)) {
            ArrowInterop.export(new Source(null), allocator, c);
            assertThrowsNothing(() -> c.getNext(array));
            assertTrue(array.snapshot().release != 0);
            array.release();
            assertEquals(0, closed.get());
            c.release();
        }
        assertEquals(1, closed.get());
        assertEquals(0, allocator.getAllocatedMemory());
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void assertThrowsNothing(Action action) {
        org.junit.jupiter.api.Assertions.assertDoesNotThrow(action::run);
    }

    @Test
    void forgottenStreamsAreClosedByTheCollector() {
        forget();
        assertTrue(NativeMemoryCheck.collected(() -> closed.get() == 1));
        assertTrue(NativeMemoryCheck.collected(() -> allocator.getAllocatedMemory() == 0));
        assertEquals(1, closed.get());
    }

    private void forget() {
        assertNotNull(ArrowInterop.fromReader(ArrowInterop.reader(new Source(null), allocator))
                .next());
    }

    @Test
    void aFailureOfTheSourceIsToldAndNothingIsLeft() {
        QueryException end = new QueryException(ErrorCode.TIMEOUT, "The query took longer than 1 s.");
        BatchStream plain = ArrowInterop.fromReader(ArrowInterop.reader(new Source(end), allocator));
        assertNotNull(plain.next());
        assertNotNull(plain.next());
        assertEquals(end, assertThrows(QueryException.class, plain::next));
        plain.close();
        try (ArrowArrayStream c = ArrowArrayStream.allocateNew(allocator)) {
            ArrowInterop.export(new Source(end), allocator, c);
            try (BatchStream stream = ArrowInterop.importStream(c, allocator)) {
                assertNotNull(stream.next());
                assertNotNull(stream.next());
                ColonnadeException failure = assertThrows(ColonnadeException.class, stream::next);
                assertEquals(ErrorCode.ENGINE, failure.code());
                String message = Objects.requireNonNull(failure.getMessage());
                assertTrue(message.contains("The query took longer than 1 s."), message);
            }
        }
        assertEquals(2, closed.get());
    }

    @Test
    void aSourceThatFailsAtOnceIsClosed() {
        QueryException end = new QueryException(ErrorCode.ENGINE, "No.");
        Source source = new Source(end);
        source.delivered = 2;
        assertEquals(end, assertThrows(QueryException.class, () -> ArrowInterop.reader(source, allocator)));
        assertEquals(1, closed.get());
    }

    @Test
    void anAllocatorThatIsTooSmallLeavesNothing() {
        try (BufferAllocator small = allocator.newChildAllocator("small", 0, 256)) {
            assertThrows(OutOfMemoryException.class, () -> ArrowInterop.toRoot(all, small));
            Table table = Table.of(all.schema(), List.of(all, all));
            assertThrows(OutOfMemoryException.class, () -> ArrowInterop.toRoot(table, small));
            try (ArrowReader reader = ArrowInterop.reader(new Source(null), small)) {
                assertThrows(OutOfMemoryException.class, reader::loadNextBatch);
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        }
        assertEquals(1, closed.get());
    }

    @Test
    void rootsMayBeClosedAndLoadedAnew() {
        Batch first;
        try (VectorSchemaRoot root = ArrowInterop.toRoot(all, allocator)) {
            first = ArrowInterop.fromRoot(root);
            root.clear();
        }
        assertIntact(all.schema(), all, first);
    }
}
