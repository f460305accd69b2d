package dev.colonnade.source;

import static dev.colonnade.source.ParquetFixture.columns;
import static dev.colonnade.source.ParquetFixture.group;
import static dev.colonnade.source.ParquetFixture.leaf;
import static dev.colonnade.source.ParquetFixture.tree;
import static org.apache.parquet.format.FieldRepetitionType.OPTIONAL;
import static org.apache.parquet.format.FieldRepetitionType.REQUIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One schema for files that differ. */
class SchemaModeTest {
    @TempDir
    Path directory;

    @Test
    void unionTakesEveryColumnAndWidens() {
        a(leaf("x", Type.INT32), leaf("y", Type.BYTE_ARRAY).setRepetition_type(REQUIRED));
        b(
                leaf("z", Type.BOOLEAN).setRepetition_type(REQUIRED),
                leaf("x", Type.INT64).setRepetition_type(REQUIRED));
        assertEquals("(x: int64, y: binary, z: bool)", schema(SchemaMode.UNION));
    }

    @Test
    void requiredEverywhereStaysRequired() {
        a(leaf("x", Type.INT32).setRepetition_type(REQUIRED));
        b(leaf("x", Type.INT64).setRepetition_type(REQUIRED));
        assertEquals("(x: int64 not null)", schema(SchemaMode.UNION));
    }

    @Test
    void structsMergeByFieldName() {
        write("a", tree(1, group("s", OPTIONAL, 2), leaf("f", Type.INT32), leaf("g", Type.INT32)));
        write("b", tree(1, group("s", OPTIONAL, 2), leaf("h", Type.DOUBLE), leaf("f", Type.INT64)));
        assertEquals("(s: struct<f: int64, g: int32, h: float64>)", schema(SchemaMode.UNION));
    }

    @Test
    void typesThatDoNotGoTogetherAreAnError() {
        a(leaf("x", Type.INT32), leaf("fee", Type.INT64));
        b(leaf("x", Type.INT32), leaf("fee", Type.DOUBLE));
        assertRefused(
                SchemaMode.UNION,
                "[" + file("b") + "] Column 'fee' is float64 here and int64 in [" + file("a")
                        + "], and no type holds both without loss: open them apart and cast one.");
    }

    @Test
    void integersThatAreExactAsFloatsJoinFloats() {
        long exact = 1L << 53;
        ParquetFixture floats = columns(leaf("n", Type.DOUBLE)).rows(10);
        write("a", floats);
        write("b", columns(leaf("n", Type.INT64)).rows(10, ParquetFixture.bounds(-exact, exact)));
        assertEquals("(n: float64)", schema(SchemaMode.UNION));
        assertEquals("(n: float64)", schema(SchemaMode.FIRST));
        write("b", columns(leaf("n", Type.INT64)).rows(10, ParquetFixture.bounds(-exact, exact + 1)));
        assertRefused(
                SchemaMode.UNION,
                "[" + file("b") + "] Column 'n' is int64 here and float64 in [" + file("a")
                        + "], and no type holds both without loss: open them apart and cast one.");
        write("a", columns(leaf("n", Type.INT64)).rows(10, ParquetFixture.bounds(1L, 2L)));
        write("b", floats);
        assertEquals("(n: float64)", schema(SchemaMode.UNION));
        assertRefused(
                SchemaMode.FIRST,
                "[" + file("b") + "] Column 'n' is float64 here and int64 in [" + file("a")
                        + "], the first file, and does not fit without loss.");
    }

    @Test
    void filesWithNothingButNullsHaveNoSay() {
        write("a", columns(leaf("fee", Type.DOUBLE)).rows(10, new Statistics().setNull_count(10)));
        write("b", columns(leaf("fee", Type.INT64)).rows(10, new Statistics().setNull_count(3)));
        assertEquals("(fee: int64)", schema(SchemaMode.UNION));
        assertRefused(
                SchemaMode.FIRST,
                "[" + file("b") + "] Column 'fee' is int64 here and float64 in [" + file("a")
                        + "], the first file, and does not fit without loss.");
        write("b", columns(leaf("fee", Type.INT64)).rows(10, new Statistics().setNull_count(10)));
        assertEquals("(fee: float64)", schema(SchemaMode.UNION));
        assertEquals("(fee: float64)", schema(SchemaMode.FIRST));
        write("a", columns(leaf("fee", Type.DOUBLE)).rows(10, new Statistics().setNull_count(9)));
        write("b", columns(leaf("fee", Type.INT64)).rows(10));
        assertRefused(
                SchemaMode.UNION,
                "[" + file("b") + "] Column 'fee' is int64 here and float64 in [" + file("a")
                        + "], and no type holds both without loss: open them apart and cast one.");
    }

    @Test
    void firstFileDecides() {
        a(leaf("x", Type.INT64).setRepetition_type(REQUIRED));
        b(leaf("y", Type.DOUBLE), leaf("x", Type.INT32));
        assertEquals("(x: int64)", schema(SchemaMode.FIRST));
    }

    @Test
    void firstRefusesMissingAndWiderColumns() {
        a(leaf("x", Type.INT32), leaf("y", Type.INT32));
        b(leaf("x", Type.INT32));
        assertRefused(
                SchemaMode.FIRST,
                "[" + file("b") + "] Column 'y' is missing here and in [" + file("a")
                        + "], the first file: open with schema mode UNION to read it as null.");
        b(leaf("x", Type.INT64), leaf("y", Type.INT32));
        assertRefused(
                SchemaMode.FIRST,
                "[" + file("b") + "] Column 'x' is int64 here and int32 in [" + file("a")
                        + "], the first file, and does not fit without loss.");
    }

    @Test
    void strictSaysHowAFileDiffers() {
        a(leaf("x", Type.INT32), leaf("y", Type.INT32));
        b(leaf("x", Type.INT32).setRepetition_type(REQUIRED), leaf("y", Type.INT32));
        assertEquals("(x: int32, y: int32)", schema(SchemaMode.STRICT));
        String there = "[" + file("a") + "]";
        b(leaf("x", Type.INT32));
        assertRefused(SchemaMode.STRICT, "[" + file("b") + "] Column 'y' is missing here and in " + there + ".");
        b(leaf("x", Type.INT32), leaf("y", Type.INT64));
        assertRefused(SchemaMode.STRICT, "[" + file("b") + "] Column 'y' is int64 here and int32 in " + there + ".");
        b(leaf("x", Type.INT32), leaf("y", Type.INT32), leaf("z", Type.INT32));
        assertRefused(SchemaMode.STRICT, "[" + file("b") + "] Column 'z' is here and not in " + there + ".");
        b(leaf("y", Type.INT32), leaf("x", Type.INT32));
        assertRefused(
                SchemaMode.STRICT,
                "[" + file("b") + "] The columns are in another order, (y, x), than in " + there + ", (x, y).");
    }

    @Test
    void filesWithoutColumnsAreRefused() {
        a();
        assertRefusal(SchemaMode.UNION, ErrorCode.UNSUPPORTED_FILE, "[" + file("a") + "] The file has no columns.");
    }

    @Test
    void wideningLosesNothing() {
        assertWidens(DataType.INT64, DataType.INT8, DataType.INT64);
        assertWidens(DataType.UINT32, DataType.UINT32, DataType.UINT8);
        assertWidens(DataType.INT16, DataType.UINT8, DataType.INT8);
        assertWidens(DataType.INT64, DataType.UINT32, DataType.INT8);
        assertWidens(null, DataType.UINT64, DataType.INT64);
        assertWidens(DataType.FLOAT64, DataType.FLOAT16, DataType.FLOAT64);
        assertWidens(DataType.FLOAT16, DataType.INT8, DataType.FLOAT16);
        assertWidens(DataType.FLOAT32, DataType.INT16, DataType.FLOAT32);
        assertWidens(DataType.FLOAT64, DataType.INT32, DataType.FLOAT32);
        assertWidens(DataType.FLOAT64, DataType.UINT32, DataType.FLOAT64);
        assertWidens(null, DataType.INT64, DataType.FLOAT64);
        assertWidens(DataType.decimal(12, 4), DataType.decimal(10, 2), DataType.decimal(6, 4));
        assertWidens(null, DataType.decimal(38, 0), DataType.decimal(38, 1));
        assertWidens(DataType.decimal(21, 2), DataType.INT64, DataType.decimal(5, 2));
        assertWidens(null, DataType.FLOAT64, DataType.decimal(5, 2));
        assertWidens(
                DataType.timestamp(Resolution.NANOS),
                DataType.timestamp(Resolution.MILLIS),
                DataType.timestamp(Resolution.NANOS));
        assertWidens(null, DataType.timestamp(Resolution.MILLIS), DataType.timestampUtc(Resolution.MILLIS));
        assertWidens(null, DataType.DATE, DataType.timestamp(Resolution.MILLIS));
        assertWidens(
                DataType.time(Resolution.MICROS), DataType.time(Resolution.MILLIS), DataType.time(Resolution.MICROS));
        assertWidens(DataType.BINARY, DataType.fixedBinary(3), DataType.fixedBinary(4));
        assertWidens(null, DataType.STRING, DataType.BINARY);
        assertWidens(DataType.STRING, DataType.NULL, DataType.STRING);
        assertWidens(
                DataType.list(Field.of("element", DataType.INT64)),
                DataType.list(Field.required("element", DataType.INT32)),
                DataType.list(Field.of("element", DataType.INT64)));
        assertWidens(
                DataType.map(Field.required("key", DataType.STRING), Field.of("value", DataType.INT64)),
                DataType.map(Field.required("key", DataType.STRING), Field.of("value", DataType.INT64)),
                DataType.map(Field.required("key", DataType.STRING), Field.required("value", DataType.INT8)));
        assertWidens(
                null,
                DataType.struct(List.of(Field.of("f", DataType.INT64))),
                DataType.struct(List.of(Field.of("f", DataType.STRING))));
    }

    private static void assertWidens(DataType expected, DataType a, DataType b) {
        assertEquals(Optional.ofNullable(expected), Widening.widen(a, b));
        assertEquals(Optional.ofNullable(expected), Widening.widen(b, a));
    }

    private void a(SchemaElement... elements) {
        write("a", columns(elements).rows(1));
    }

    private void b(SchemaElement... elements) {
        write("b", columns(elements).rows(1));
    }

    private void write(String name, ParquetFixture fixture) {
        fixture.write(file(name));
    }

    private Path file(String name) {
        return directory.resolve(name + ".parquet");
    }

    private FileSet open(SchemaMode mode) {
        return Datasets.open(
                List.of(directory.toString()), DatasetOptions.defaults().withSchemaMode(mode));
    }

    private String schema(SchemaMode mode) {
        return open(mode).schema().toString();
    }

    private void assertRefused(SchemaMode mode, String message) {
        assertRefusal(mode, ErrorCode.SCHEMA_MISMATCH, message);
    }

    private void assertRefusal(SchemaMode mode, ErrorCode code, String message) {
        DatasetException e = assertThrows(DatasetException.class, () -> open(mode));
        assertEquals(message, e.getMessage());
        assertEquals(code, e.code());
    }
}
