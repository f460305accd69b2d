package dev.colonnade.batch;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpcDamageTest {
    private static final byte[] FILE = file();

    @TempDir
    Path directory;

    private static byte[] file() {
        Batch all = IpcFixture.everyType(5);
        return IpcFixture.file(all.schema(), Map.of("key", "value"), List.of(all, all.slice(1, 3)));
    }

    @Test
    void survivesEveryChangedByte() {
        int refused = 0;
        for (int i = 0; i < FILE.length; i++) {
            for (int change : new int[] {0xff, 0x01, 0x80}) {
                byte[] damaged = FILE.clone();
                damaged[i] ^= (byte) change;
                refused += IpcReading.isRefused(damaged) ? 1 : 0;
            }
        }
        assertTrue(refused > 1000, "only " + refused + " refused");
    }

    @Test
    void survivesRandomChangesOfSeveralBytes() {
        System.out.println("IpcDamageTest: reproduce with -Dtest.seed=" + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < 10_000; round++) {
            byte[] damaged = FILE.clone();
            for (int i = 0; i < 1 + round % 8; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            IpcReading.isRefused(damaged);
        }
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 0; length < FILE.length; length++) {
            byte[] cut = Arrays.copyOf(FILE, length);
            DatasetException refusal = assertThrows(DatasetException.class, () -> IpcFixture.read(cut));
            assertEquals(length < 6 ? ErrorCode.CORRUPT_FILE : ErrorCode.TRUNCATED_FILE, refusal.code());
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertRefusal(ErrorCode.PATH_NOT_FOUND, "Does not exist.", null);
        assertRefusal(
                ErrorCode.CORRUPT_FILE,
                "Is no Arrow IPC file: it does not start with ARROW1.",
                "PAR1....PAR1".getBytes(StandardCharsets.US_ASCII));
        assertRefusal(ErrorCode.CORRUPT_FILE, "Is no Arrow IPC file: it does not start with ARROW1.", new byte[0]);
        assertRefusal(
                ErrorCode.TRUNCATED_FILE,
                "Ends before its footer does: it was not written to its end, or is an IPC stream.",
                Arrays.copyOf(FILE, FILE.length - 1));
        byte[] longFooter = FILE.clone();
        Arrays.fill(longFooter, FILE.length - 10, FILE.length - 6, (byte) 0x7f);
        assertRefusal(ErrorCode.CORRUPT_FILE, "Says that its footer has 2139062143 bytes.", longFooter);
        DatasetException directoryRefusal = assertThrows(DatasetException.class, () -> IpcFile.map(directory));
        assertEquals("[" + directory + "] Is a directory, not a file.", directoryRefusal.getMessage());
    }

    @Test
    void refusesTwoColumnsOfOneName() {
        Schema schema = IpcFixture.everyType(0).schema();
        byte[] file = IpcFixture.file(schema, Map.of(), List.of());
        byte[] renamed = new String(file, StandardCharsets.ISO_8859_1)
                .replace("c11", "c12")
                .getBytes(StandardCharsets.ISO_8859_1);
        DatasetException refusal = assertThrows(DatasetException.class, () -> IpcFixture.read(renamed));
        assertEquals(ErrorCode.DUPLICATE_COLUMN, refusal.code());
        assertEquals(
                "[Arrow data in memory] Two columns are named 'c12': give one of them another name with as(..).",
                refusal.getMessage());
    }

    @Test
    void refusesListsOfMoreElementsThanTheFileCanHold() {
        DataType list = DataType.list(Field.of("e", DataType.NULL));
        Schema schema = Schema.of(Field.of("c", list));
        int many = 1 << 30;
        ByteBuffer offsets =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(4, many);
        ColumnVector claimed = ColumnVector.ofList(list, 1, null, offsets, ColumnVector.ofNulls(DataType.NULL, many));
        byte[] file = IpcFixture.file(schema, Map.of(), List.of(new Batch(schema, 1, List.of(claimed))));
        DatasetException refusal = assertThrows(DatasetException.class, () -> IpcFixture.read(file));
        assertEquals(
                "[Arrow data in memory] Lists have 1073741824 elements in a file of " + file.length + " bytes.",
                refusal.getMessage());
        assertEquals(ErrorCode.UNSUPPORTED_FILE, refusal.code());
    }

    private void assertRefusal(ErrorCode code, String sentence, byte[] content) throws IOException {
        Path path = directory.resolve("f.arrow");
        Files.deleteIfExists(path);
        if (content != null) {
            Files.write(path, content);
        }
        ColonnadeException refusal = assertThrows(DatasetException.class, () -> IpcFile.map(path));
        assertEquals("[" + path + "] " + sentence, refusal.getMessage());
        assertEquals(code, refusal.code());
    }
}
