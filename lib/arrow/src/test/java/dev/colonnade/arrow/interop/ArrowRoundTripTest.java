package dev.colonnade.arrow.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.batch.IpcFixture;
import dev.colonnade.batch.Table;
import dev.colonnade.batch.TableAssert;
import dev.colonnade.batch.Vectors;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.ArrowSchema;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every type, with nulls and in slices, out to Arrow and back on each way there is. */
class ArrowRoundTripTest {
    private final Batch all = IpcFixture.everyType(40);
    /** Slices that begin within a byte of validity bits, one that is empty, one in direct memory. */
    private final List<Batch> batches = List.of(
            all, all.slice(3, 21), all.slice(40, 0), all.slice(8, 16), direct(all.slice(5, 30)), all.slice(39, 1));

    private static Batch direct(Batch batch) {
        byte[] file = IpcFixture.file(batch.schema(), java.util.Map.of(), List.of(batch));
        return dev.colonnade.batch.IpcFile.of(
                        ByteBuffer.allocateDirect(file.length).put(file).flip())
                .batches()
                .get(0);
    }

    private BatchStream stream() {
        return BatchStream.of(all.schema(), batches);
    }

    private void assertAll(Table actual) {
        TableAssert.assertThat(actual).inOrder().hasSchema(all.schema()).hasRows(Table.of(all.schema(), batches));
    }

    @Test
    void rootsOfOneBatch(BufferAllocator allocator) {
        for (Batch batch : batches) {
            Batch back;
            try (VectorSchemaRoot root = ArrowInterop.toRoot(batch, allocator)) {
                assertEquals(batch.rowCount(), root.getRowCount());
                ArrowValues.assertSame(batch, root);
                back = ArrowInterop.fromRoot(root);
            }
            TableAssert.assertThat(Table.of(all.schema(), List.of(back)))
                    .inOrder()
                    .hasSchema(all.schema())
                    .hasRows(Table.of(all.schema(), List.of(batch)));
        }
    }

    @Test
    void rootsOfWholeTables(BufferAllocator allocator) {
        Table table = Table.of(all.schema(), batches);
        try (VectorSchemaRoot root = ArrowInterop.toRoot(table, allocator)) {
            assertAll(Table.of(all.schema(), List.of(ArrowInterop.fromRoot(root))));
        }
        assertAll(Table.of(all.schema(), batches)); // appending has not written into what is shared
        try (VectorSchemaRoot root = ArrowInterop.toRoot(table.slice(0, 0), allocator)) {
            assertEquals(0, root.getRowCount());
            assertEquals(0, ArrowInterop.fromRoot(root).rowCount());
        }
    }

    @Test
    void copiesReferToNothing(BufferAllocator allocator) {
        try (VectorSchemaRoot root = ArrowInterop.toRoot(all, allocator)) {
            long live = NativeHold.live();
            Batch copy = ArrowInterop.copyOf(root, new DictionaryProvider.MapDictionaryProvider());
            assertTrue(NativeMemoryCheck.collected(() -> NativeHold.live() == live));
            TableAssert.assertThat(Table.of(all.schema(), List.of(copy)))
                    .inOrder()
                    .hasRows(Table.of(all.schema(), List.of(all)));
        }
    }

    @Test
    void readers(BufferAllocator allocator) {
        assertAll(Table.of(ArrowInterop.fromReader(ArrowInterop.reader(stream(), allocator))));
    }

    @Test
    void cArrays(BufferAllocator allocator) {
        for (Batch batch : batches) {
            try (ArrowArray array = ArrowArray.allocateNew(allocator);
                    ArrowSchema schema = ArrowSchema.allocateNew(allocator)) {
                ArrowInterop.export(batch, allocator, array, schema);
                Batch back = ArrowInterop.importBatch(array, schema, allocator);
                assertEquals(0, array.snapshot().release);
                TableAssert.assertThat(Table.of(all.schema(), List.of(back)))
                        .inOrder()
                        .hasColumns(all.schema())
                        .hasRows(Table.of(all.schema(), List.of(batch)));
            }
        }
    }

    @Test
    void cStreams(BufferAllocator allocator) {
        try (ArrowArrayStream c = ArrowArrayStream.allocateNew(allocator)) {
            ArrowInterop.export(stream(), allocator, c);
            assertAll(Table.of(ArrowInterop.importStream(c, allocator)));
        }
    }

    @Test
    void ipcStreams(BufferAllocator allocator) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArrowInterop.writeStream(stream(), allocator, Channels.newChannel(out));
        assertAll(Table.of(ArrowInterop.readStream(new ByteArrayInputStream(out.toByteArray()), allocator)));
    }

    @Test
    void streamsWithoutBatches(BufferAllocator allocator) throws IOException {
        BatchStream none = BatchStream.of(all.schema(), List.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArrowInterop.writeStream(none, allocator, Channels.newChannel(out));
        BatchStream back = ArrowInterop.readStream(new ByteArrayInputStream(out.toByteArray()), allocator);
        assertEquals(all.schema(), back.schema());
        assertEquals(0, Table.of(back).rowCount());
    }

    // --- dictionaries

    private static ColumnVector encoded(List<@Nullable String> entries, int... positions) {
        ByteBuffer words = ByteBuffer.allocate(positions.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer validity = ByteBuffer.allocate(positions.length / 8 + 1);
        for (int i = 0; i < positions.length; i++) {
            words.putInt(Math.max(positions[i], 0));
            if (positions[i] >= 0) {
                validity.put(i >> 3, (byte) (validity.get(i >> 3) | 1 << (i & 7)));
            }
        }
        return ColumnVector.ofDictionary(
                positions.length, validity, words.flip(), Vectors.of(DataType.STRING, entries));
    }

    private static final Schema WORDS = Schema.of(Field.of("w", DataType.STRING), Field.of("n", DataType.INT32));

    private static Batch words(ColumnVector words) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < words.length(); i++) {
            numbers.add(i);
        }
        return new Batch(WORDS, words.length(), List.of(words, Vectors.of(DataType.INT32, numbers)));
    }

    /** The same dictionary twice, another one, none, and one with a null entry, in a slice. */
    private static List<Batch> dictionaryBatches() {
        List<@Nullable String> entries = Arrays.asList("b", "a", "漢");
        Batch first = words(encoded(entries, 0, 1, 2, -1, 0));
        return List.of(
                first,
                first.slice(1, 3),
                words(encoded(List.of("z"), 0, 0, -1)),
                words(Vectors.of(DataType.STRING, Arrays.asList("plain", null, "a"))),
                words(encoded(Arrays.asList(null, "q"), 1, 0, 1, 1, 0, 1, 1, 1, 1, 0)
                        .slice(1, 9)));
    }

    private static void assertWords(List<Batch> actual) {
        Table expected = Table.of(WORDS, dictionaryBatches());
        TableAssert.assertThat(Table.of(WORDS, actual)).inOrder().hasRows(expected);
        actual.forEach(batch -> assertNotNull(batch.column(0).dictionary()));
    }

    @Test
    void dictionariesGoThroughReaders(BufferAllocator allocator) {
        try (BatchStream back =
                ArrowInterop.fromReader(ArrowInterop.reader(BatchStream.of(WORDS, dictionaryBatches()), allocator))) {
            assertEquals(WORDS, back.schema());
            assertWords(Table.of(back).batches());
        }
    }

    @Test
    void dictionariesGoThroughCStreams(BufferAllocator allocator) {
        try (ArrowArrayStream c = ArrowArrayStream.allocateNew(allocator)) {
            ArrowInterop.export(BatchStream.of(WORDS, dictionaryBatches()), allocator, c);
            assertWords(Table.of(ArrowInterop.importStream(c, allocator)).batches());
        }
    }

    @Test
    void dictionariesGoThroughIpcStreams(BufferAllocator allocator) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArrowInterop.writeStream(BatchStream.of(WORDS, dictionaryBatches()), allocator, Channels.newChannel(out));
        assertWords(Table.of(ArrowInterop.readStream(new ByteArrayInputStream(out.toByteArray()), allocator))
                .batches());
    }

    @Test
    void dictionariesAreWrittenOutIntoRoots(BufferAllocator allocator) {
        Table table = Table.of(WORDS, dictionaryBatches());
        try (VectorSchemaRoot root = ArrowInterop.toRoot(table, allocator)) {
            TableAssert.assertThat(Table.of(WORDS, List.of(ArrowInterop.fromRoot(root))))
                    .inOrder()
                    .hasRows(table);
        }
    }

    @Test
    void rootsWithDictionariesNeedTheirProvider(BufferAllocator allocator) throws IOException {
        try (ArrowReader reader = ArrowInterop.reader(BatchStream.of(WORDS, dictionaryBatches()), allocator)) {
            assertTrue(reader.loadNextBatch());
            Batch batch = ArrowInterop.fromRoot(reader.getVectorSchemaRoot(), reader);
            assertEquals("漢", batch.column(0).valueAt(2));
            dev.colonnade.error.ColonnadeException refusal = org.junit.jupiter.api.Assertions.assertThrows(
                    dev.colonnade.error.ColonnadeException.class,
                    () -> ArrowInterop.fromRoot(reader.getVectorSchemaRoot()));
            assertEquals(
                    "Column 'w' has dictionary 0, which is not given: hand its DictionaryProvider over as well.",
                    refusal.getMessage());
        }
    }
}
