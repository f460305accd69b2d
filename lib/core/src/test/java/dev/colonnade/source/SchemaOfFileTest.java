package dev.colonnade.source;

import static dev.colonnade.source.ParquetFixture.columns;
import static dev.colonnade.source.ParquetFixture.group;
import static dev.colonnade.source.ParquetFixture.leaf;
import static dev.colonnade.source.ParquetFixture.tree;
import static org.apache.parquet.format.FieldRepetitionType.OPTIONAL;
import static org.apache.parquet.format.FieldRepetitionType.REPEATED;
import static org.apache.parquet.format.FieldRepetitionType.REQUIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.parquet.format.BsonType;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.EnumType;
import org.apache.parquet.format.Float16Type;
import org.apache.parquet.format.GeographyType;
import org.apache.parquet.format.GeometryType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.NullType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.UUIDType;
import org.apache.parquet.format.VariantType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Parquet types as ours. */
class SchemaOfFileTest {
    private static final TimeUnit MILLIS = TimeUnit.MILLIS(new MilliSeconds());
    private static final TimeUnit MICROS = TimeUnit.MICROS(new MicroSeconds());
    private static final TimeUnit NANOS = TimeUnit.NANOS(new NanoSeconds());

    @TempDir
    Path directory;

    static Stream<Arguments> leaves() {
        return Stream.of(
                Arguments.of("bool", leaf("x", Type.BOOLEAN)),
                Arguments.of("int32", leaf("x", Type.INT32)),
                Arguments.of("int64", leaf("x", Type.INT64)),
                Arguments.of("timestamp[us]", leaf("x", Type.INT96)),
                Arguments.of("float32", leaf("x", Type.FLOAT)),
                Arguments.of("float64", leaf("x", Type.DOUBLE)),
                Arguments.of("binary", leaf("x", Type.BYTE_ARRAY)),
                Arguments.of("binary(7)", fixed(7)),
                Arguments.of("int8", integer(Type.INT32, 8, true)),
                Arguments.of("int16", integer(Type.INT32, 16, true)),
                Arguments.of("int32", integer(Type.INT32, 32, true)),
                Arguments.of("int64", integer(Type.INT64, 64, true)),
                Arguments.of("uint8", integer(Type.INT32, 8, false)),
                Arguments.of("uint16", integer(Type.INT32, 16, false)),
                Arguments.of("uint32", integer(Type.INT32, 32, false)),
                Arguments.of("uint64", integer(Type.INT64, 64, false)),
                Arguments.of("int64", integer(Type.INT64, 32, true)),
                Arguments.of("string", leaf("x", Type.BYTE_ARRAY, LogicalType.STRING(new StringType()))),
                Arguments.of("string", leaf("x", Type.BYTE_ARRAY, LogicalType.ENUM(new EnumType()))),
                Arguments.of("string", leaf("x", Type.BYTE_ARRAY, LogicalType.JSON(new JsonType()))),
                Arguments.of("binary", leaf("x", Type.BYTE_ARRAY, LogicalType.BSON(new BsonType()))),
                Arguments.of("int32", leaf("x", Type.INT32, LogicalType.STRING(new StringType()))),
                Arguments.of("uuid", fixed(16).setLogicalType(LogicalType.UUID(new UUIDType()))),
                Arguments.of("binary(15)", fixed(15).setLogicalType(LogicalType.UUID(new UUIDType()))),
                Arguments.of("float16", fixed(2).setLogicalType(LogicalType.FLOAT16(new Float16Type()))),
                Arguments.of("date", leaf("x", Type.INT32, LogicalType.DATE(new DateType()))),
                Arguments.of("null", leaf("x", Type.INT32, LogicalType.UNKNOWN(new NullType()))),
                Arguments.of("decimal(9,2)", decimal(Type.INT32, 9, 2)),
                Arguments.of("decimal(18,0)", decimal(Type.INT64, 18, 0)),
                Arguments.of("decimal(38,38)", decimal(Type.BYTE_ARRAY, 38, 38)),
                Arguments.of(
                        "decimal(38,10)",
                        decimal(Type.FIXED_LEN_BYTE_ARRAY, 38, 10).setType_length(16)),
                Arguments.of("time[ms]", time(Type.INT32, MILLIS)),
                Arguments.of("time[us]", time(Type.INT64, MICROS)),
                Arguments.of("time[ns]", time(Type.INT64, NANOS)),
                Arguments.of("timestamp[ms]", timestamp(MILLIS, false)),
                Arguments.of("timestamp[us, UTC]", timestamp(MICROS, true)),
                Arguments.of("timestamp[ns]", timestamp(NANOS, false)),
                Arguments.of("timestamp[ns, UTC]", timestamp(NANOS, true)),
                Arguments.of("string", converted(Type.BYTE_ARRAY, ConvertedType.UTF8)),
                Arguments.of("string", converted(Type.BYTE_ARRAY, ConvertedType.ENUM)),
                Arguments.of("string", converted(Type.BYTE_ARRAY, ConvertedType.JSON)),
                Arguments.of("binary", converted(Type.BYTE_ARRAY, ConvertedType.BSON)),
                Arguments.of("date", converted(Type.INT32, ConvertedType.DATE)),
                Arguments.of("time[ms]", converted(Type.INT32, ConvertedType.TIME_MILLIS)),
                Arguments.of("time[us]", converted(Type.INT64, ConvertedType.TIME_MICROS)),
                Arguments.of("timestamp[ms]", converted(Type.INT64, ConvertedType.TIMESTAMP_MILLIS)),
                Arguments.of("timestamp[us]", converted(Type.INT64, ConvertedType.TIMESTAMP_MICROS)),
                Arguments.of("int8", converted(Type.INT32, ConvertedType.INT_8)),
                Arguments.of("int16", converted(Type.INT32, ConvertedType.INT_16)),
                Arguments.of("int32", converted(Type.INT32, ConvertedType.INT_32)),
                Arguments.of("int64", converted(Type.INT64, ConvertedType.INT_64)),
                Arguments.of("uint8", converted(Type.INT32, ConvertedType.UINT_8)),
                Arguments.of("uint16", converted(Type.INT32, ConvertedType.UINT_16)),
                Arguments.of("uint32", converted(Type.INT32, ConvertedType.UINT_32)),
                Arguments.of("uint64", converted(Type.INT64, ConvertedType.UINT_64)),
                Arguments.of("interval", fixed(12).setConverted_type(ConvertedType.INTERVAL)),
                Arguments.of(
                        "decimal(5,1)",
                        converted(Type.INT32, ConvertedType.DECIMAL)
                                .setPrecision(5)
                                .setScale(1)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("leaves")
    void leafTypes(String expected, SchemaElement element) {
        assertEquals("(x: " + expected + ")", schema(columns(element)));
    }

    /** A geography's field id in the union, 18, changed to one that nobody has given out. */
    @Test
    void unknownAnnotationsArePassedOver() throws IOException {
        byte[] file = columns(leaf("x", Type.BYTE_ARRAY, LogicalType.GEOGRAPHY(new GeographyType())))
                .bytes();
        int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("\u000C\u0024");
        file[at + 1] = 0x7E;
        Path path = Files.write(directory.resolve("unknown.parquet"), file);
        assertEquals("(x: binary)", Datasets.open(path.toString()).schema().toString());
    }

    @Test
    void requiredColumnsAreNotNullable() {
        assertEquals("(x: int32 not null)", schema(columns(leaf("x", Type.INT32).setRepetition_type(REQUIRED))));
    }

    static Stream<Arguments> nested() {
        SchemaElement int32 = leaf("item", Type.INT32);
        SchemaElement repeatedInt = leaf("item", Type.INT32).setRepetition_type(REPEATED);
        SchemaElement key = leaf("k", Type.INT32).setRepetition_type(REQUIRED);
        return Stream.of(
                nested("list<int32>", list("x"), group("list", REPEATED, 1), int32),
                nested(
                        "list<int32>",
                        group("x", OPTIONAL, 1).setConverted_type(ConvertedType.LIST),
                        group("bag", REPEATED, 1),
                        int32),
                nested("list<int32>", list("x"), repeatedInt),
                nested("list<struct<item: int32, k: int32>>", list("x"), group("element", REPEATED, 2), int32, key),
                nested("list<struct<item: int32>>", list("x"), group("array", REPEATED, 1), int32),
                nested("list<struct<item: int32>>", list("x"), group("x_tuple", REPEATED, 1), int32),
                nested("list<struct<item: list<int32>>>", list("x"), group("element", REPEATED, 1), repeatedInt),
                nested(
                        "list<list<int32>>",
                        list("x"),
                        group("element", REPEATED, 1).setConverted_type(ConvertedType.LIST),
                        repeatedInt),
                nested("struct<item: int32, k: int32>", list("x").setNum_children(2), int32, key),
                nested("map<int32, int32>", map("x"), group("key_value", REPEATED, 2), key, int32),
                nested(
                        "map<int32, int32>",
                        group("x", OPTIONAL, 1).setConverted_type(ConvertedType.MAP),
                        group("map", REPEATED, 2).setConverted_type(ConvertedType.MAP_KEY_VALUE),
                        key,
                        int32),
                nested(
                        "map<int32, int32>",
                        group("x", OPTIONAL, 1).setConverted_type(ConvertedType.MAP_KEY_VALUE),
                        group("map", REPEATED, 2),
                        key,
                        int32),
                nested("struct<item: int32>", group("x", OPTIONAL, 1), int32),
                nested("struct<item: list<int32>>", group("x", OPTIONAL, 1), repeatedInt));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("nested")
    void nestedTypes(String expected, SchemaElement[] elements) {
        assertEquals("(x: " + expected + ")", schema(tree(1, elements)));
    }

    @Test
    void repeatedFieldsWithoutAnnotationAreListsWithoutNulls() {
        assertEquals(
                "(x: list<int32> not null)",
                schema(columns(leaf("x", Type.INT32).setRepetition_type(REPEATED))));
        assertEquals(
                "(x: list<struct<y: int32>> not null)",
                schema(tree(1, group("x", REPEATED, 1), leaf("y", Type.INT32))));
    }

    @Test
    void elementNamesOfWritersMakeNoDifference() {
        ParquetFixture arrow = tree(1, list("x"), group("list", REPEATED, 1), leaf("item", Type.INT32));
        ParquetFixture spark = tree(1, list("x"), group("list", REPEATED, 1), leaf("element", Type.INT32));
        assertEquals(arrow.openIn(directory).schema(), spark.openIn(directory).schema());
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused(
                        "a decimal of 39 digits, more than 38",
                        decimal(Type.FIXED_LEN_BYTE_ARRAY, 39, 2).setType_length(17)),
                refused("a decimal(2,3)", decimal(Type.INT32, 2, 3)),
                refused("a decimal stored as DOUBLE", decimal(Type.DOUBLE, 4, 2)),
                refused("a geometry", leaf("x", Type.BYTE_ARRAY, LogicalType.GEOMETRY(new GeometryType()))),
                refused("a geography", leaf("x", Type.BYTE_ARRAY, LogicalType.GEOGRAPHY(new GeographyType()))),
                refused("of fixed width 0", fixed(0)),
                refused("a struct without fields", group("x", OPTIONAL, 0)),
                refused(
                        "a variant",
                        group("x", OPTIONAL, 2).setLogicalType(LogicalType.VARIANT(new VariantType())),
                        leaf("metadata", Type.BYTE_ARRAY),
                        leaf("value", Type.BYTE_ARRAY)),
                refused(
                        "a map whose entries are not a key and a value",
                        map("x"),
                        group("key_value", REPEATED, 1),
                        leaf("key", Type.INT32)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusedTypesNameTheColumn(String what, SchemaElement[] elements) {
        assertRefused(tree(1, elements), "Column 'x' is " + what + ", which is not supported.");
    }

    @Test
    void refusalsInsideStructsNameTheWholePath() {
        assertRefused(
                tree(1, group("a", OPTIONAL, 1), decimal(Type.INT32, 40, 2)),
                "Column 'a.x' is a decimal of 40 digits, more than 38, which is not supported.");
    }

    @Test
    void equalNamesAreRefused() {
        assertRefused(
                columns(leaf("a", Type.INT32), leaf("b", Type.INT32), leaf("a", Type.INT64)),
                "Two columns of the file have the same name, which is not supported: (a, b, a).");
        assertRefused(
                tree(1, group("s", OPTIONAL, 2), leaf("f", Type.INT32), leaf("f", Type.INT32)),
                "Column 's' has two fields of the same name, which is not supported: (f, f).");
    }

    private String schema(ParquetFixture fixture) {
        return fixture.openIn(directory).schema().toString();
    }

    private void assertRefused(ParquetFixture fixture, String sentence) {
        DatasetException e = assertThrows(DatasetException.class, () -> fixture.openIn(directory));
        assertEquals("[" + directory.resolve("fixture.parquet") + "] " + sentence, e.getMessage());
        assertEquals(ErrorCode.UNSUPPORTED_FILE, e.code());
    }

    private static Arguments nested(String expected, SchemaElement... elements) {
        return Arguments.of(expected, elements);
    }

    private static Arguments refused(String what, SchemaElement... elements) {
        return Arguments.of(what, elements);
    }

    private static SchemaElement list(String name) {
        return group(name, OPTIONAL, 1).setLogicalType(LogicalType.LIST(new ListType()));
    }

    private static SchemaElement map(String name) {
        return group(name, OPTIONAL, 1).setLogicalType(LogicalType.MAP(new MapType()));
    }

    private static SchemaElement fixed(int width) {
        return leaf("x", Type.FIXED_LEN_BYTE_ARRAY).setType_length(width);
    }

    private static SchemaElement integer(Type type, int bits, boolean signed) {
        return leaf("x", type, LogicalType.INTEGER(new IntType((byte) bits, signed)));
    }

    private static SchemaElement decimal(Type type, int precision, int scale) {
        return leaf("x", type, LogicalType.DECIMAL(new DecimalType(scale, precision)));
    }

    private static SchemaElement time(Type type, TimeUnit unit) {
        return leaf("x", type, LogicalType.TIME(new TimeType(false, unit)));
    }

    private static SchemaElement timestamp(TimeUnit unit, boolean utc) {
        return leaf("x", Type.INT64, LogicalType.TIMESTAMP(new TimestampType(utc, unit)));
    }

    private static SchemaElement converted(Type type, ConvertedType converted) {
        return leaf("x", type).setConverted_type(converted);
    }
}
