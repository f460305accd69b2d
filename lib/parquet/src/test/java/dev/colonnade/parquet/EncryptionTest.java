package dev.colonnade.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.backend.FileVerification;
import dev.colonnade.batch.Batch;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.parquet.Samples.NullPattern;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Files that are encrypted, read with the right keys, the wrong ones and none. */
class EncryptionTest {
    private static final Map<String, byte[]> KEYS = Map.of(
            "footer", "0123456789abcdef".getBytes(StandardCharsets.US_ASCII),
            "secret", "fedcba9876543210fedcba98".getBytes(StandardCharsets.US_ASCII),
            "nested", "00112233445566778899aabbccddeeff".getBytes(StandardCharsets.US_ASCII));
    private static final KeySource ALL = KEYS::get;
    private static @TempDir Path directory;

    private static final Schema SCHEMA = Schema.of(
            Field.of("open", DataType.INT64),
            Field.of("secret", DataType.STRING),
            Field.of(
                    "nested",
                    DataType.list(Field.of("element", DataType.struct(List.of(Field.of("a", DataType.FLOAT64)))))));
    private static final Batch BATCH = new Samples(7).batch(SCHEMA, 500, NullPattern.SOME);

    private static Path write(String name, Encryption encryption) {
        Path file = directory.resolve(name + ".parquet");
        RoundTripTest.write(file, BATCH, SinkOptions.defaults().withEncryption(encryption));
        return file;
    }

    private static List<List<@Nullable Object>> read(Path file, KeySource keys) {
        return TestFiles.rows(ParquetSource.open(file, keys).read());
    }

    private static Encryption columns() {
        return Encryption.of(ALL, "footer").withColumnKey("secret", "secret").withColumnKey("nested", "nested");
    }

    private static List<Encryption> all() {
        List<Encryption> ways = new ArrayList<>();
        for (Encryption way :
                List.of(Encryption.of(ALL, "footer"), columns(), columns().withOtherColumnsPlain())) {
            ways.add(way);
            ways.add(way.withPlaintextFooter());
            ways.add(way.withUnauthenticatedPages());
        }
        return ways;
    }

    @Test
    void rightKeysReadWhatWasWritten() {
        int number = 0;
        for (Encryption way : all()) {
            Path file = write("right" + number++, way);
            assertNull(TestFiles.difference(RoundTripTest.rows(BATCH), read(file, ALL)), way.toString());
            assertEquals(SCHEMA, ParquetSource.open(file, ALL).schema());
            FileVerification verification = ParquetVerifier.verify(file, ALL);
            assertTrue(verification.isSound(), () -> verification.problems().toString());
            assertEquals(500, verification.rows());
        }
    }

    @Test
    void everyTypeIsEncrypted() {
        Batch batch = new Samples(11).batch(Samples.everyType(), 100, NullPattern.SOME);
        Path file = directory.resolve("types.parquet");
        RoundTripTest.write(file, batch, SinkOptions.defaults().withEncryption(Encryption.of(ALL, "footer")));
        assertNull(TestFiles.difference(RoundTripTest.rows(batch), read(file, ALL)));
        assertEquals(batch.schema(), ParquetSource.open(file, ALL).schema());
    }

    private static void refused(ErrorCode code, String sentence, Executable reading) {
        ColonnadeException refused = assertThrows(ColonnadeException.class, reading);
        assertEquals(sentence, refused.getMessage());
        assertEquals(code, refused.code());
    }

    @Test
    void noKeys() {
        Path file = write("none", columns());
        refused(
                ErrorCode.UNSUPPORTED_FILE,
                "[" + file + "] The file is encrypted: open it with a key source.",
                () -> read(file, KeySource.NONE));
        refused(
                ErrorCode.UNSUPPORTED_FILE,
                "[" + file + "] The footer is encrypted, and the key source has no key 'footer'.",
                () -> read(file, name -> null));
    }

    @Test
    void wrongKeys() {
        Path file = write("wrong", columns());
        KeySource wrongFooter = name -> name.equals("footer") ? KEYS.get("secret") : KEYS.get(name);
        refused(
                ErrorCode.CORRUPT_FILE,
                "[" + file
                        + "] The footer does not decrypt: 'footer' is not the key that it was written with, or the file"
                        + " was changed.",
                () -> read(file, wrongFooter));
        KeySource wrongColumn = name -> name.equals("secret") ? KEYS.get("footer") : KEYS.get(name);
        refused(
                ErrorCode.CORRUPT_FILE,
                "[" + file
                        + "] Column 'secret' does not decrypt: 'secret' is not the key that it was written with, or the"
                        + " file was changed.",
                () -> read(file, wrongColumn));
        KeySource shortKey = name -> new byte[5];
        refused(
                ErrorCode.INVALID_ARGUMENT,
                "Key 'footer' has 5 bytes: a key has 16, 24 or 32.",
                () -> read(file, shortKey));
    }

    @Test
    void aColumnWithoutItsKeyIsRefusedAndTheOthersAreRead() {
        Path file = write("some", columns());
        KeySource without = name -> name.equals("secret") ? null : KEYS.get(name);
        refused(
                ErrorCode.UNSUPPORTED_FILE,
                "[" + file + "] Column 'secret' is encrypted, and the key source has no key 'secret'.",
                () -> read(file, without));
        SourceOptions others = SourceOptions.defaults().withColumns(List.of("nested", "open"));
        assertEquals(
                500,
                TestFiles.rows(ParquetSource.open(file, without).read(others)).size());
        FileVerification verification = ParquetVerifier.verify(file, without);
        assertEquals(
                List.of("[" + file + "] Row group 0, column 'secret': it is encrypted, and the key source has no"
                        + " key 'secret'."),
                verification.problems().stream().map(Object::toString).toList());
    }

    @Test
    void aPlaintextFooterShowsWhatIsNotEncrypted() {
        Path file = write("plain", columns().withPlaintextFooter().withOtherColumnsPlain());
        ParquetSource source = ParquetSource.open(file);
        assertEquals(SCHEMA, source.schema());
        assertEquals(
                500,
                TestFiles.rows(source.read(SourceOptions.defaults().withColumns(List.of("open"))))
                        .size());
        refused(
                ErrorCode.UNSUPPORTED_FILE,
                "[" + file + "] Column 'secret' is encrypted: open the file with a key source.",
                () -> read(file, KeySource.NONE));
        KeySource wrongFooter = name -> name.equals("footer") ? KEYS.get("secret") : KEYS.get(name);
        refused(
                ErrorCode.CORRUPT_FILE,
                "[" + file
                        + "] The footer does not decrypt: 'footer' is not the key that it was written with, or the file"
                        + " was changed.",
                () -> read(file, wrongFooter));
    }

    /** A changed byte does not go through as another value, and verification finds each. */
    @Test
    void changesAreNoticed() throws IOException {
        Path file = write("changed", Encryption.of(ALL, "footer"));
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 4; i < bytes.length; i += 97) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            Path copy = directory.resolve("copy.parquet");
            Files.write(copy, changed);
            int at = i;
            assertFalse(ParquetVerifier.verify(copy, ALL).isSound(), () -> "byte " + at);
            try {
                assertNull(TestFiles.difference(RoundTripTest.rows(BATCH), read(copy, ALL)), () -> "byte " + at);
            } catch (ColonnadeException noticed) {
                assertTrue(String.valueOf(noticed.getMessage()).startsWith("[" + copy + "] "));
            }
        }
    }

    @Test
    void filesHoldNamesOfKeysAndNeverKeys() throws IOException {
        for (Encryption way : all()) {
            Path file = write("search" + way.hashCode(), way);
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            Set<String> found = new TreeSet<>();
            KEYS.forEach((name, key) -> {
                if (bytes.contains(new String(key, StandardCharsets.ISO_8859_1))) {
                    found.add(name);
                }
            });
            assertEquals(Set.of(), found);
            KEYS.values()
                    .forEach(key -> assertFalse(way.toString().contains(new String(key, StandardCharsets.ISO_8859_1))));
        }
    }

    @Test
    void writingWithoutAKeyIsRefusedAndLeavesNoFile() {
        Path file = directory.resolve("nokey.parquet");
        refused(
                ErrorCode.INVALID_ARGUMENT,
                "[" + file + "] The file cannot be encrypted: the key source has no key 'other'.",
                () -> ParquetSink.create(
                        file, SCHEMA, SinkOptions.defaults().withEncryption(Encryption.of(ALL, "other"))));
        assertFalse(Files.exists(file));
    }
}
