package dev.colonnade.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionPathTest {
    private static final Field S = Field.of("s", DataType.STRING);

    private static String path(Field key, String text) {
        return PartitionPath.of(List.of(key), Collections.singletonList(text));
    }

    private static String refusal(Field key, String text) {
        DatasetException refused = assertThrows(DatasetException.class, () -> path(key, text));
        assertEquals(ErrorCode.PARTITION_VALUE, refused.code());
        return refused.getMessage();
    }

    @Test
    void keysAreNestedAndNullHasItsName() {
        List<Field> keys = List.of(Field.of("day", DataType.DATE), S);
        assertEquals("", PartitionPath.of(List.of(), List.of()));
        assertEquals(
                "day=2024-01-31/s=__HIVE_DEFAULT_PARTITION__",
                PartitionPath.of(keys, Arrays.asList("2024-01-31", null)));
    }

    @Test
    void asciiIsEscapedAsSparkDoes() {
        assertEquals("s=a b%2Fc%3Dd%25%3A%27%22~_-.,;!$&()+@", path(S, "a b/c=d%:'\"~_-.,;!$&()+@"));
        assertEquals("a%2Fb=%0A", path(Field.of("a/b", DataType.STRING), "\n"));
        assertEquals("s=..", path(S, ".."));
    }

    @Test
    void everyCharacterReadsBack() {
        for (int c = 1; c < 0x3000; c++) {
            String text = "x" + Character.toString(c);
            String name = path(S, text);
            assertEquals(text, Partitions.decode(name.substring(2)));
            assertFalse(name.substring(2).contains("/"));
        }
        assertEquals("x😀", Partitions.decode(path(S, "x😀").substring(2)));
    }

    @Test
    void whatDoesNotReadBackIsRefused() {
        assertEquals(
                "The value '' of the partition key 's' (string) stands for null in directory names: replace it before"
                        + " writing.",
                refusal(S, ""));
        assertEquals(
                "The value '__HIVE_DEFAULT_PARTITION__' of the partition key 's' (string) stands for null in directory"
                        + " names: replace it before writing.",
                refusal(S, "__HIVE_DEFAULT_PARTITION__"));
        assertEquals(
                "The value 'a\\0' of the partition key 's' (string) has a NUL, which no directory name holds.",
                refusal(S, "a\0"));
        assertEquals(
                "The value '12024-01-01' of the partition key 'd' (date) does not read back as date: partition by another"
                        + " column.",
                refusal(Field.of("d", DataType.DATE), "12024-01-01"));
        assertEquals(
                "The value '" + "ä".repeat(60) + "..' of the partition key 's' (string) makes a directory name of more"
                        + " than 255 bytes: partition by another column.",
                refusal(S, "ä".repeat(128)));
    }

    @Test
    void keyTypesAreKnownByName() {
        List<DataType> keys = List.of(
                DataType.BOOL,
                DataType.INT8,
                DataType.UINT64,
                DataType.decimal(38, 10),
                DataType.STRING,
                DataType.UUID,
                DataType.DATE,
                DataType.timestamp(Resolution.MILLIS),
                DataType.timestampUtc(Resolution.NANOS));
        for (DataType type : keys) {
            assertTrue(PartitionPath.canBeKey(Field.of("a", type)), type.toString());
        }
        for (DataType type :
                List.of(DataType.FLOAT64, DataType.BINARY, DataType.list(S), DataType.time(Resolution.MICROS))) {
            assertFalse(PartitionPath.canBeKey(Field.of("a", type)), type.toString());
        }
        assertFalse(PartitionPath.canBeKey(Field.of(".a", DataType.STRING)));
    }
}
