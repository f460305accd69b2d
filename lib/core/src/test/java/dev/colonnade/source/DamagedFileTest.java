package dev.colonnade.source;

import static dev.colonnade.oracle.TestSeed.SEED;
import static dev.colonnade.source.ParquetFixture.bounds;
import static dev.colonnade.source.ParquetFixture.columns;
import static dev.colonnade.source.ParquetFixture.leaf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.parquet.format.AesGcmV1;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.EncryptionAlgorithm;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what their name says are refused in one sentence. */
class DamagedFileTest {
    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve("x.parquet");
    }

    @Test
    void zeroBytes() throws IOException {
        Files.write(path, new byte[0]);
        assertRefused(ErrorCode.TRUNCATED_FILE, "The file is empty: it was probably never finished.");
    }

    @Test
    void textFile() throws IOException {
        Files.writeString(path, "id,name\n1,Ada\n2,Grace\n");
        assertRefused(ErrorCode.NOT_PARQUET, "Not a Parquet file: it does not end with 'PAR1'.");
        Files.writeString(path, "id\n1\n");
        assertRefused(ErrorCode.NOT_PARQUET, "Not a Parquet file: 5 bytes are too few.");
    }

    @Test
    void truncatedFile() throws IOException {
        byte[] whole = sound().bytes();
        Files.write(path, Arrays.copyOf(whole, whole.length - 20));
        assertRefused(ErrorCode.TRUNCATED_FILE, "The file is cut off: it begins as Parquet but has no footer.");
    }

    @Test
    void dataThatIsNotThere() {
        assertRefused(ErrorCode.CORRUPT_FILE, "The file is damaged: column 'x' lies outside the file.", footer -> {
            footer.getRow_groups().get(0).getColumns().get(0).getMeta_data().setTotal_compressed_size(1_000_000);
        });
    }

    @Test
    void footerLength() throws IOException {
        byte[] file = sound().bytes();
        for (int length : new int[] {0, -1, file.length}) {
            System.arraycopy(ParquetFixture.littleEndian(length), 0, file, file.length - 8, 4);
            Files.write(path, file);
            assertRefused(
                    ErrorCode.CORRUPT_FILE,
                    "The footer claims " + Integer.toUnsignedString(length) + " bytes in a file of " + file.length
                            + ".");
        }
    }

    @Test
    void footerOfGarbage() throws IOException {
        byte[] file = sound().bytes();
        Arrays.fill(file, 14, file.length - 8, (byte) 0xFF);
        Files.write(path, file);
        assertRefused(ErrorCode.CORRUPT_FILE, "The footer does not decode: the file is damaged.");
    }

    @Test
    void contradictions() {
        assertRefused(
                ErrorCode.CORRUPT_FILE,
                "The file is damaged: a row group has 0 columns and the schema 1.",
                footer -> footer.getRow_groups().get(0).setColumns(List.of()));
        assertRefused(
                ErrorCode.CORRUPT_FILE,
                "The file is damaged: a row group has -3 rows.",
                footer -> footer.getRow_groups().get(0).setNum_rows(-3));
        assertRefused(
                ErrorCode.CORRUPT_FILE,
                "The file is damaged: a row group has 9223372036854775807 rows.",
                footer -> footer.getRow_groups().get(0).setNum_rows(Long.MAX_VALUE));
        assertRefused(
                ErrorCode.CORRUPT_FILE,
                "The file is damaged: its schema ends early.",
                footer -> footer.getSchema().get(0).setNum_children(2));
        assertRefused(
                ErrorCode.CORRUPT_FILE,
                "The file is damaged: its schema has 1 elements too many.",
                footer -> footer.getSchema().get(0).setNum_children(0));
        assertRefused(
                ErrorCode.CORRUPT_FILE,
                "The file is damaged: it has no schema.",
                footer -> footer.setSchema(List.of()));
    }

    @Test
    void encryptedFiles() throws IOException {
        byte[] file = sound().bytes();
        file[file.length - 1] = 'E';
        Files.write(path, file);
        assertRefused(ErrorCode.UNSUPPORTED_FILE, "The file is encrypted, which is not supported.");
        assertRefused(
                ErrorCode.UNSUPPORTED_FILE,
                "The file is encrypted, which is not supported.",
                footer -> footer.setEncryption_algorithm(EncryptionAlgorithm.AES_GCM_V1(new AesGcmV1())));
        assertRefused(
                ErrorCode.UNSUPPORTED_FILE,
                "Column 'x' is encrypted, which is not supported.",
                footer -> footer.getRow_groups().get(0).setColumns(List.of(new ColumnChunk(4))));
    }

    @Test
    void descriptionOfOtherFiles() {
        assertRefused(
                ErrorCode.UNSUPPORTED_FILE,
                "The file only describes other files: open those, or their directory.",
                footer -> footer.getRow_groups().get(0).getColumns().get(0).setFile_path("part-0.parquet"));
    }

    @Test
    void unreadableFile() {
        sound().write(path);
        RecordingStorage storage = new RecordingStorage().lock(path);
        DatasetException e = assertThrows(
                DatasetException.class,
                () -> Datasets.open(storage, List.of(path.toString()), DatasetOptions.defaults()));
        assertEquals("[" + path + "] The file cannot be read: permission denied.", e.getMessage());
        assertEquals(ErrorCode.NOT_READABLE, e.code());
    }

    @Test
    void firstDamagedFileInFileOrderIsNamed() throws IOException {
        for (int i = 0; i < 40; i++) {
            sound().write(directory.resolve(String.format("f%02d.parquet", i)));
        }
        Files.writeString(directory.resolve("f11.parquet"), "not at all Parquet");
        Files.write(directory.resolve("f33.parquet"), new byte[0]);
        DatasetException e = assertThrows(
                DatasetException.class,
                () -> Datasets.open(
                        List.of(directory.toString()), DatasetOptions.defaults().withParallelism(4)));
        assertEquals(
                "[" + directory.resolve("f11.parquet") + "] Not a Parquet file: it does not end with 'PAR1'.",
                e.getMessage());
    }

    /** Whatever byte of a footer changes, the answer is a file set or a refusal that names the file. */
    @Test
    void randomDamage() throws IOException {
        System.out.println("reproduce with -Dtest.seed=" + SEED);
        Random random = new Random(SEED);
        byte[] sound = sound().bytes();
        int refused = 0;
        for (int round = 0; round < 3_000; round++) {
            byte[] damaged = sound.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[14 + random.nextInt(damaged.length - 14)] = (byte) random.nextInt(256);
            }
            Files.write(path, damaged);
            try {
                Datasets.open(path.toString());
            } catch (DatasetException e) {
                assertTrue(e.getMessage().startsWith("[" + path + "] "), e.getMessage());
                assertTrue(e.getMessage().endsWith("."), e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 300, "Only " + refused + " of 3000 damaged files were refused.");
    }

    private static ParquetFixture sound() {
        return columns(leaf("x", Type.INT32), leaf("a string column", Type.BYTE_ARRAY))
                .createdBy("a writer")
                .rows(5, bounds(1, 2), bounds("a", "b"));
    }

    private void assertRefused(ErrorCode code, String sentence, Consumer<FileMetaData> damage) {
        ParquetFixture fixture = columns(leaf("x", Type.INT32)).rows(5);
        fixture.changed(damage).write(path);
        assertRefused(code, sentence);
    }

    private void assertRefused(ErrorCode code, String sentence) {
        DatasetException e = assertThrows(DatasetException.class, () -> Datasets.open(path.toString()));
        assertEquals("[" + path + "] " + sentence, e.getMessage());
        assertEquals(code, e.code());
    }
}
