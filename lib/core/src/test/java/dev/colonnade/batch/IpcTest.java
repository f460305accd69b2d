package dev.colonnade.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IpcTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.colonnade.batch.VectorsTest#everyType")
    void keepsValuesAndNullsOfEveryTypeAndSlice(DataType type, List<Object> values) {
        List<Object> expected = IpcFixture.withNulls(values, 40);
        ColumnVector whole = Vectors.of(type, expected);
        Schema schema = Schema.of(Field.of("c", type));
        List<Batch> batches = new ArrayList<>();
        int[][] slices = {{0, 40}, {0, 8}, {3, 30}, {8, 16}, {13, 1}, {39, 1}, {17, 0}, {40, 0}};
        for (int[] slice : slices) {
            batches.add(new Batch(schema, slice[1], List.of(whole.slice(slice[0], slice[1]))));
        }
        IpcFile file = IpcFixture.read(IpcFixture.file(schema, Map.of(), batches));
        assertEquals(schema, file.schema());
        assertEquals(slices.length, file.batches().size());
        for (int i = 0; i < slices.length; i++) {
            int end = slices[i][0] + slices[i][1];
            VectorsTest.assertValues(
                    expected.subList(slices[i][0], end), file.batches().get(i).column(0));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.colonnade.batch.VectorsTest#everyType")
    void keepsColumnsOfNothingButNulls(DataType type, List<Object> values) {
        Schema schema = Schema.of(Field.of("c", type));
        Batch batch = new Batch(schema, 11, List.of(ColumnVector.ofNulls(type, 11)));
        IpcFile file = IpcFixture.read(IpcFixture.file(schema, Map.of(), List.of(batch)));
        VectorsTest.assertValues(
                Collections.nCopies(11, null), file.batches().get(0).column(0));
    }

    @ParameterizedTest
    @MethodSource("dev.colonnade.batch.VectorsTest#everyType")
    void writesDictionariesOfEveryTypeOut(DataType type, List<Object> values) {
        List<Object> entries = IpcFixture.withNulls(values, 7);
        int[] positions = {6, 0, 1, 5, 5, 2, 0, 3, 4, 6};
        ByteBuffer stored = ByteBuffer.allocate(positions.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < positions.length; i++) {
            stored.putInt(i * 4, positions[i]);
            expected.add(i == 3 ? null : entries.get(positions[i]));
        }
        ByteBuffer validity = ByteBuffer.wrap(new byte[] {(byte) 0b1111_0111, 3});
        ColumnVector encoded = ColumnVector.ofDictionary(10, validity, stored, Vectors.of(type, entries));
        ColumnVector twice = ColumnVector.ofDictionary(10, null, stored, encoded);
        Schema schema = Schema.of(Field.of("a", type), Field.of("b", type));
        Batch batch = new Batch(schema, 9, List.of(encoded.slice(1, 9), twice.slice(1, 9)));
        Batch read = IpcFixture.read(IpcFixture.file(schema, Map.of(), List.of(batch)))
                .batches()
                .get(0);
        VectorsTest.assertValues(expected.subList(1, 10), read.column(0));
        List<Object> nested = new ArrayList<>();
        for (int i = 1; i < 10; i++) {
            nested.add(expected.get(positions[i]));
        }
        VectorsTest.assertValues(nested, read.column(1));
    }

    @Test
    void keepsDictionariesWithinListsStructsAndMaps() {
        ColumnVector words = Vectors.of(DataType.STRING, List.of("ab", "", "漢"));
        ByteBuffer positions = ints(2, 0, 1, 2, 2, 0);
        ColumnVector encoded = ColumnVector.ofDictionary(6, null, positions, words);
        DataType struct = DataType.struct(List.of(Field.of("w", DataType.STRING)));
        DataType list = DataType.list(Field.of("e", DataType.STRING));
        DataType map = DataType.map(Field.required("k", DataType.STRING), Field.of("v", DataType.STRING));
        ColumnVector entries = ColumnVector.ofStruct(
                DataType.struct(List.of(Field.of("key", DataType.STRING), Field.of("value", DataType.STRING))),
                6,
                null,
                List.of(Vectors.of(DataType.STRING, List.of("a", "b", "c", "d", "e", "f")), encoded));
        Schema schema = Schema.of(Field.of("s", struct), Field.of("l", list), Field.of("m", map));
        Batch batch = new Batch(
                schema,
                2,
                List.of(
                        ColumnVector.ofStruct(struct, 6, null, List.of(encoded)).slice(4, 2),
                        ColumnVector.ofList(list, 2, null, ints(1, 3, 6), encoded),
                        ColumnVector.ofList(map, 2, null, ints(2, 2, 4), entries)));
        Batch read = IpcFixture.read(IpcFixture.file(schema, Map.of(), List.of(batch)))
                .batches()
                .get(0);
        VectorsTest.assertValues(List.of(Map.of("w", "漢"), Map.of("w", "ab")), read.column(0));
        VectorsTest.assertValues(List.of(List.of("ab", ""), List.of("漢", "漢", "ab")), read.column(1));
        VectorsTest.assertValues(List.of(Map.of(), Map.of("c", "", "d", "漢")), read.column(2));
    }

    @Test
    void keepsSchemaMetadataBatchesAndEmptyBatches() {
        Batch all = IpcFixture.everyType(40);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("version", "1");
        metadata.put("äöü", "");
        metadata.put("", "漢字");
        metadata.put("a", "x".repeat(100_000));
        List<Batch> batches = List.of(all.slice(0, 0), all.slice(5, 21), all, all.slice(40, 0));
        IpcFile file = IpcFixture.read(IpcFixture.file(all.schema(), metadata, batches));
        assertEquals(all.schema(), file.schema());
        assertEquals(
                List.copyOf(metadata.entrySet()), List.copyOf(file.metadata().entrySet()));
        assertEquals(
                List.of(0, 21, 40, 0),
                file.batches().stream().map(Batch::rowCount).toList());
        TableAssert.assertThat(file.table()).inOrder().hasSchema(all.schema()).hasRows(Table.of(all.schema(), batches));
    }

    @Test
    void keepsFilesWithoutBatchesAndWithoutColumns() {
        Schema schema = IpcFixture.everyType(0).schema();
        IpcFile none = IpcFixture.read(IpcFixture.file(schema, Map.of("k", "v"), List.of()));
        assertEquals(schema, none.schema());
        assertEquals(Map.of("k", "v"), none.metadata());
        assertEquals(List.of(), none.batches());
        Batch rowsOnly = new Batch(Schema.of(), 5, List.of());
        IpcFile bare = IpcFixture.read(IpcFixture.file(Schema.of(), Map.of(), List.of(rowsOnly)));
        assertEquals(List.of(rowsOnly), bare.batches());
    }

    @Test
    void keepsWhichFieldsAreNeverNull() {
        DataType list = DataType.list(Field.required("e", DataType.INT8));
        DataType struct = DataType.struct(List.of(Field.required("x", list), Field.of("y", DataType.BOOL)));
        Schema schema = Schema.of(Field.required("a", struct), Field.required("b", DataType.DATE));
        assertEquals(
                schema,
                IpcFixture.read(IpcFixture.file(schema, Map.of(), List.of())).schema());
    }

    @Test
    void readsViewsOfTheFilesBytes() {
        Schema schema = Schema.of(Field.of("n", DataType.INT64), Field.of("s", DataType.STRING));
        Batch batch = new Batch(
                schema,
                2,
                List.of(
                        Vectors.of(DataType.INT64, List.of(1L, 0x1122334455667788L)),
                        Vectors.of(DataType.STRING, List.of("left", "right"))));
        byte[] file = IpcFixture.file(schema, Map.of(), List.of(batch));
        Batch read = IpcFixture.read(file).batches().get(0);
        assertEquals(2 * 8 + 3 * 4 + 9, read.sizeBytes());
        String bytes = new String(file, StandardCharsets.ISO_8859_1);
        file[bytes.indexOf("leftright")] = 'L';
        file[bytes.indexOf("\u0088\u0077\u0066")] = 0x11;
        assertEquals("Left", read.column(1).stringAt(0));
        assertEquals(0x1122334455667711L, read.column(0).longAt(1));
    }

    @Test
    void readsTheRegionOfABufferThatItGets() {
        Batch all = IpcFixture.everyType(9);
        byte[] file = IpcFixture.file(all.schema(), Map.of(), List.of(all));
        ByteBuffer region = ByteBuffer.allocateDirect(file.length + 40).order(ByteOrder.BIG_ENDIAN);
        region.put(13, file).position(13).limit(13 + file.length);
        TableAssert.assertThat(IpcFile.of(region).table()).inOrder().hasRows(Table.of(all.schema(), List.of(all)));
        assertEquals(13, region.position());
    }

    @Test
    void mapsFilesWithBuffersAtMultiplesOf64Bytes() throws IOException {
        Batch all = IpcFixture.everyType(21);
        Path path = directory.resolve("all.arrow");
        Files.write(path, IpcFixture.file(all.schema(), Map.of(), List.of(all, all.slice(2, 7))));
        IpcFile file = IpcFile.map(path);
        int checked = 0;
        for (Batch batch : file.batches()) {
            for (ColumnVector column : batch.columns()) {
                if (column instanceof FixedVector fixed && fixed.length() > 0) {
                    assertEquals(0, fixed.window().alignmentOffset(0, IpcBody.ALIGNMENT));
                    checked++;
                }
            }
        }
        assertTrue(checked > 30);
        Files.delete(path);
        TableAssert.assertThat(file.table()).inOrder().hasRows(Table.of(all.schema(), List.of(all, all.slice(2, 7))));
    }

    @Test
    void tablesReplaceAFileWholeOrNotAtAll() throws IOException {
        Batch all = IpcFixture.everyType(40);
        Table table = Table.of(all.schema(), List.of(all, all.slice(3, 20)));
        Path path = directory.resolve("table.arrow");
        Files.writeString(path, "what was there before");
        table.writeIpc(path);
        TableAssert.assertThat(Table.readIpc(path))
                .inOrder()
                .hasSchema(all.schema())
                .hasRows(table);
        Table kept = Table.readIpc(path);
        table.head(1).writeIpc(path);
        TableAssert.assertThat(kept).inOrder().hasRows(table);
        assertEquals(1, Table.readIpc(path).rowCount());

        Schema schema = Schema.of(Field.of("c", DataType.STRING));
        ColumnVector damaged = ColumnVector.ofVar(DataType.STRING, 1, null, ints(0, 3), ByteBuffer.allocate(1));
        Table unwritable = Table.of(schema, List.of(new Batch(schema, 1, List.of(damaged))));
        assertThrows(ColonnadeException.class, () -> unwritable.writeIpc(path));
        assertEquals(1, Table.readIpc(path).rowCount());
        Path nowhere = directory.resolve("missing").resolve("table.arrow");
        ColonnadeException refusal = assertThrows(ColonnadeException.class, () -> table.writeIpc(nowhere));
        assertEquals(ErrorCode.IO, refusal.code());
        assertTrue(refusal.getMessage().startsWith("Cannot write '" + nowhere + "': "), refusal.getMessage());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(path), files.toList());
        }
    }

    @Test
    void mappingTakesLittleHeap() {
        int rows = 1 << 20;
        Schema schema = Schema.of(Field.of("n", DataType.INT64), Field.of("s", DataType.STRING));
        ByteBuffer offsets = ByteBuffer.allocateDirect((rows + 1) * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i <= rows; i++) {
            offsets.putInt(i * 4, i);
        }
        Batch batch = new Batch(
                schema,
                rows,
                List.of(
                        ColumnVector.ofFixed(DataType.INT64, rows, null, ByteBuffer.allocateDirect(rows * 8)),
                        ColumnVector.ofVar(DataType.STRING, rows, null, offsets, ByteBuffer.allocateDirect(rows))));
        Path path = directory.resolve("large.arrow");
        Table.of(schema, Collections.nCopies(8, batch)).writeIpc(path);
        Table.readIpc(path); // loads the classes
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Table table = Table.readIpc(path);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(8L * (rows * 13L + 4), table.sizeBytes());
        assertTrue(table.sizeBytes() > 100_000_000);
        assertTrue(allocated < 100_000, allocated + " bytes allocated");
        assertEquals(0, table.column("n").longAt(8L * rows - 1));
        assertEquals("\0", table.column("s").stringAt(8L * rows - 1));
    }

    @Test
    void mapsLargeFilesInSeveralWindows() throws IOException {
        Batch all = IpcFixture.everyType(40);
        Path path = directory.resolve("windows.arrow");
        Files.write(path, IpcFixture.file(all.schema(), Map.of(), List.of(all, all, all)));
        IpcErrors errors = new IpcErrors("f");
        for (int step : new int[] {1 << 12, 1 << 10, 64}) { // in the last, most buffers cross a window
            IpcFile file;
            try (FileChannel channel = FileChannel.open(path)) {
                file = IpcFile.of(IpcBytes.map(channel, errors, step, step * 2L - 1), errors);
            }
            TableAssert.assertThat(file.table()).inOrder().hasRows(Table.of(all.schema(), List.of(all, all, all)));
        }
    }

    @Test
    void refusesBatchesOfOtherTypesAndMoreAfterTheEnd() {
        Schema schema = Schema.of(Field.of("n", DataType.INT64));
        BatchWriter writer = BatchWriter.arrow(schema, Channels.newChannel(new ByteArrayOutputStream()));
        Batch other = new Batch(schema, 1, List.of(Vectors.of(DataType.INT32, List.of(1))));
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> writer.write(other));
        assertEquals("Column 'n' is int64 and got a vector of int32.", refusal.getMessage());
        writer.finish();
        Batch fitting = new Batch(schema, 1, List.of(Vectors.of(DataType.INT64, List.of(1))));
        assertThrows(IllegalStateException.class, () -> writer.write(fitting));
    }

    @Test
    void refusesToWriteOffsetsThatDoNotFit() {
        ByteBuffer text = ByteBuffer.wrap(new byte[] {'a', 'b'});
        DataType list = DataType.list(Field.of("e", DataType.INT8));
        ColumnVector elements = Vectors.of(DataType.INT8, List.of(1, 2));
        for (ByteBuffer offsets : List.of(ints(0, 3), ints(2, 1), ints(-1, 1))) {
            assertUnwritable(ColumnVector.ofVar(DataType.STRING, 1, null, offsets, text));
            assertUnwritable(ColumnVector.ofList(list, 1, null, offsets, elements));
        }
        assertUnwritable(ColumnVector.ofDictionary(1, null, ints(2), elements));
    }

    private static void assertUnwritable(ColumnVector vector) {
        Schema schema = Schema.of(Field.of("c", vector.type()));
        Batch batch = new Batch(schema, 1, List.of(vector));
        ColonnadeException refusal =
                assertThrows(ColonnadeException.class, () -> IpcFixture.file(schema, Map.of(), List.of(batch)));
        assertEquals(ErrorCode.CORRUPT_FILE, refusal.code());
        assertEquals(
                ErrorCode.CORRUPT_FILE,
                assertThrows(ColonnadeException.class, () -> vector.valueAt(0)).code());
    }

    private static ByteBuffer ints(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            buffer.putInt(i * 4, values[i]);
        }
        return buffer;
    }
}
