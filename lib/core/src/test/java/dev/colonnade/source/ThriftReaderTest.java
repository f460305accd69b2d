package dev.colonnade.source;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TEnum;
import shaded.parquet.org.apache.thrift.TFieldIdEnum;
import shaded.parquet.org.apache.thrift.TUnion;
import shaded.parquet.org.apache.thrift.meta_data.EnumMetaData;
import shaded.parquet.org.apache.thrift.meta_data.FieldMetaData;
import shaded.parquet.org.apache.thrift.meta_data.FieldValueMetaData;
import shaded.parquet.org.apache.thrift.meta_data.ListMetaData;
import shaded.parquet.org.apache.thrift.meta_data.StructMetaData;

/**
 * Footers against the classes that Thrift generates from the format: the same values or the same refusal, also of damaged
 * ones. {@code -Dtest.files=DIRECTORY} takes the Parquet files there too.
 */
class ThriftReaderTest {
    private static final int DAMAGED = 6_000;

    /** Of {@code TFieldRequirementType}, which the jar leaves out. */
    private static final byte REQUIRED = 1;

    @Test
    void shapesAreThoseOfTheFormat() throws ReflectiveOperationException {
        Set<Class<?>> seen = new HashSet<>();
        compareShape(FileMetaData.class, ParquetShapes.FILE_META_DATA, seen);
        compareShape(ColumnIndex.class, ParquetShapes.COLUMN_INDEX, seen);
        assertEquals(44, seen.size());
    }

    @Test
    void readsWhatThriftReads() throws IOException {
        for (Path file : files()) {
            byte[] footer = footer(file);
            if (footer.length > 0) {
                judge(file.toString(), footer);
            }
        }
    }

    @Test
    void refusesWhatThriftRefuses() throws IOException {
        System.out.println("reproduce with -Dtest.seed=" + SEED);
        Random random = new Random(SEED);
        List<byte[]> footers = new ArrayList<>();
        for (Path file : files()) {
            byte[] footer = footer(file);
            if (footer.length > 0 && footer.length < 20_000) {
                footers.add(footer);
            }
        }
        int accepted = 0;
        for (int i = 0; i < DAMAGED; i++) {
            byte[] damaged = footers.get(random.nextInt(footers.size()));
            for (int times = random.nextInt(3); times >= 0; times--) {
                damaged = damage(damaged, random);
            }
            accepted += judge("damaged footer " + i + ", -Dtest.seed=" + SEED, damaged) ? 1 : 0;
        }
        assertTrue(accepted > DAMAGED / 100 && accepted < DAMAGED * 99 / 100, accepted + " accepted");
    }

    @Test
    void equalSchemasAreDecodedOnce() throws IOException, ThriftReader.Damaged {
        byte[] footer = footer(Resources.path("parquet-testing/nested_lists.snappy.parquet"));
        ThriftReader first = new ThriftReader(footer, ParquetShapes.SCHEMA_ELEMENT, null);
        ThriftStruct[] elements = FooterParser.schema(first.struct(ParquetShapes.FILE_META_DATA));
        ThriftReader second = new ThriftReader(footer.clone(), ParquetShapes.SCHEMA_ELEMENT, first.repeated());
        assertTrue(elements == FooterParser.schema(second.struct(ParquetShapes.FILE_META_DATA)));
        byte[] other = footer(Resources.path("parquet-testing/null_list.parquet"));
        ThriftReader third = new ThriftReader(other, ParquetShapes.SCHEMA_ELEMENT, first.repeated());
        assertTrue(elements != FooterParser.schema(third.struct(ParquetShapes.FILE_META_DATA)));
        assertTrue(first.repeated() != third.repeated());
    }

    // --- shapes

    private static void compareShape(Class<?> generated, ThriftShape shape, Set<Class<?>> seen)
            throws ReflectiveOperationException {
        seen.add(generated);
        String name = generated.getSimpleName();
        assertEquals(TUnion.class.isAssignableFrom(generated), shape.isUnion(), name);
        Map<? extends TFieldIdEnum, FieldMetaData> fields = fields(generated);
        int known = 0;
        for (Map.Entry<? extends TFieldIdEnum, FieldMetaData> field : fields.entrySet()) {
            int id = field.getKey().getThriftFieldId();
            String where = name + "." + field.getValue().fieldName;
            ThriftShape.Member member = shape.member(id);
            if (member == null) {
                fail(where + " is missing");
            } else {
                boolean required = field.getValue().requirementType == REQUIRED;
                assertEquals(required, (shape.required() >> id & 1) != 0, where);
                compareMember(where, field.getValue().valueMetaData, member, seen);
            }
            known++;
        }
        for (int id = 0; id < shape.limit(); id++) {
            known -= shape.member(id) == null ? 0 : 1;
        }
        assertEquals(0, known, name + " has other fields");
    }

    private static void compareMember(
            String where, FieldValueMetaData expected, ThriftShape.Member member, Set<Class<?>> seen)
            throws ReflectiveOperationException {
        FieldValueMetaData value = expected;
        if (expected instanceof ListMetaData list) {
            assertEquals(ThriftShape.LIST, member.type(), where);
            value = list.elemMetaData;
        }
        int type = expected instanceof ListMetaData ? member.element() : member.type();
        if (value instanceof EnumMetaData enumerated) {
            assertEquals(ThriftShape.I32, type, where);
            long known = 0;
            for (Object constant : enumerated.enumClass.getEnumConstants()) {
                known |= 1L << ((TEnum) constant).getValue();
            }
            assertEquals(known, member.known(), where);
            return;
        }
        assertEquals(0, member.known(), where);
        assertEquals(code(value.type), type, where);
        if (value instanceof StructMetaData struct) {
            compareShape(struct.structClass, Objects.requireNonNull(member.shape()), seen);
        }
    }

    /** The compact protocol's number of a type of {@code TType}. */
    private static int code(byte type) {
        return switch (type) {
            case 2 -> ThriftShape.BOOL;
            case 3 -> ThriftShape.BYTE;
            case 6 -> ThriftShape.I16;
            case 8 -> ThriftShape.I32;
            case 10 -> ThriftShape.I64;
            case 4 -> ThriftShape.DOUBLE;
            case 11 -> ThriftShape.BINARY;
            case 12 -> ThriftShape.STRUCT;
            default -> throw new AssertionError("type " + type);
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<? extends TFieldIdEnum, FieldMetaData> fields(Class<?> generated)
            throws ReflectiveOperationException {
        return (Map<? extends TFieldIdEnum, FieldMetaData>)
                generated.getField("metaDataMap").get(null);
    }

    // --- values

    /** Whether both accept the footer; they have to agree. */
    private static boolean judge(String what, byte[] footer) {
        FileMetaData expected = null;
        String reason = "";
        try {
            expected = Util.readFileMetaData(new ByteArrayInputStream(footer), footer.length);
        } catch (IOException | RuntimeException refused) {
            reason = "Thrift: " + refused;
        }
        ThriftStruct actual = null;
        try {
            actual = new ThriftReader(footer).struct(ParquetShapes.FILE_META_DATA);
        } catch (ThriftReader.Damaged refused) {
            reason += "; this reader: " + refused;
        }
        assertEquals(expected == null, actual == null, what + ": only one refuses it, " + reason);
        if (expected != null && actual != null) {
            compare(what, expected, actual);
        }
        return expected != null;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void compare(String what, Object expected, ThriftStruct actual) {
        if (expected instanceof TUnion union) {
            assertEquals(union.getSetField() != null, actual.isSet(), what);
            if (union.getSetField() != null) {
                assertEquals(union.getSetField().getThriftFieldId(), (short) actual.which(), what);
                compare(what, union.getFieldValue(), actual.struct(actual.which()));
            }
            return;
        }
        TBase struct = (TBase) expected;
        try {
            for (Map.Entry<? extends TFieldIdEnum, FieldMetaData> field :
                    fields(struct.getClass()).entrySet()) {
                int id = field.getKey().getThriftFieldId();
                String where = what + ", " + field.getValue().fieldName;
                assertEquals(struct.isSet(field.getKey()), actual.has(id), where);
                if (actual.has(id)) {
                    compareValue(where, struct.getFieldValue(field.getKey()), actual, id);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static void compareValue(String where, Object expected, ThriftStruct actual, int id) {
        if (expected instanceof TBase) {
            compare(where, expected, actual.struct(id));
        } else if (expected instanceof List<?> list) {
            boolean structs = !list.isEmpty() && list.get(0) instanceof TBase;
            for (int i = 0; i < list.size(); i++) {
                if (structs) {
                    compare(where + "[" + i + "]", list.get(i), actual.structs(id)[i]);
                } else {
                    comparePlain(where + "[" + i + "]", list.get(i), actual, actual.numbers(id)[i]);
                }
            }
            if (!list.isEmpty()) {
                assertEquals(list.size(), structs ? actual.structs(id).length : actual.numbers(id).length, where);
            }
        } else {
            comparePlain(where, expected, actual, actual.number(id));
        }
    }

    private static void comparePlain(String where, @Nullable Object expected, ThriftStruct struct, long actual) {
        if (expected instanceof Boolean flag) {
            assertEquals(flag, actual != 0, where);
        } else if (expected instanceof TEnum constant) {
            assertEquals(constant.getValue(), actual, where);
        } else if (expected instanceof String text) {
            assertEquals(text, struct.text(actual), where);
        } else if (expected instanceof byte[] bytes) {
            assertEquals(ByteBuffer.wrap(bytes), struct.bytes(actual), where);
        } else if (expected instanceof ByteBuffer bytes) {
            assertEquals(bytes, struct.bytes(actual), where);
        } else if (expected instanceof Number number && !(expected instanceof Double)) {
            assertEquals(number.longValue(), actual, where);
        } else {
            assertTrue(expected instanceof Double, where); // which nothing here reads
        }
    }

    // --- inputs

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String root :
                new String[] {Resources.path("parquet-testing").toString(), System.getProperty("test.files")}) {
            if (root != null) {
                try (Stream<Path> below = Files.walk(Path.of(root))) {
                    below.filter(file -> file.toString().endsWith(".parquet")).forEach(files::add);
                }
            }
        }
        assertTrue(files.size() > 20);
        return files;
    }

    /** Empty if the file has none. */
    private static byte[] footer(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length - 8;
        if (end < 4) {
            return new byte[0];
        }
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
        boolean whole = length > 0
                && length <= end - 4
                && new String(bytes, end + 4, 4, StandardCharsets.ISO_8859_1).equals("PAR1");
        return whole ? Arrays.copyOfRange(bytes, end - length, end) : new byte[0];
    }

    private static byte[] damage(byte[] footer, Random random) {
        int at = random.nextInt(footer.length);
        switch (random.nextInt(5)) {
            case 0 -> {
                byte[] flipped = footer.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                return flipped;
            }
            case 1 -> {
                byte[] replaced = footer.clone();
                replaced[at] = (byte) random.nextInt(256);
                return replaced;
            }
            case 2 -> {
                return Arrays.copyOf(footer, at + 1);
            }
            case 3 -> {
                byte[] longer = new byte[footer.length + 1];
                System.arraycopy(footer, 0, longer, 0, at);
                longer[at] = (byte) random.nextInt(256);
                System.arraycopy(footer, at, longer, at + 1, footer.length - at);
                return longer;
            }
            default -> {
                byte[] shorter = new byte[Math.max(1, footer.length - 1)];
                System.arraycopy(footer, 0, shorter, 0, Math.min(at, shorter.length));
                System.arraycopy(footer, at + 1, shorter, Math.min(at, shorter.length), footer.length - at - 1);
                return shorter;
            }
        }
    }
}
