package dev.colonnade.parquet;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.backend.PageVersion;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.parquet.Samples.NullPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand damaged files: each is refused in one sentence or read, none ends the program or hangs. */
class MutatedFilesTest {
    private static final int FILES = 1_000;
    private static @TempDir Path directory;
    private final Random random = new Random(SEED);

    /** @param checked whether every page has a checksum */
    private record Original(byte[] bytes, List<List<@Nullable Object>> rows, boolean checked) {}

    @Test
    void aThousandDamagedFiles() throws Exception {
        System.out.println("MutatedFilesTest: reproduce with -Dtest.seed=" + SEED);
        List<Original> originals = originals();
        int refused = 0;
        int read = 0;
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < FILES; i++) {
                Original original = originals.get(i % originals.size());
                Path file = directory.resolve("mutated.parquet");
                boolean pagesOnly = i % 3 == 0;
                Files.write(file, mutated(original.bytes(), pagesOnly));
                String name = "file " + i;
                Future<@Nullable List<List<@Nullable Object>>> reading = worker.submit(() -> rowsOrRefusal(file, name));
                List<List<@Nullable Object>> rows = reading.get(30, TimeUnit.SECONDS);
                if (rows == null) {
                    refused++;
                } else {
                    read++;
                    if (original.checked() && pagesOnly) {
                        assertNull(TestFiles.difference(original.rows(), rows), name);
                    }
                }
            }
        } finally {
            worker.shutdownNow();
        }
        System.out.println("MutatedFilesTest: " + refused + " refused, " + read + " read");
        assertEquals(FILES, refused + read);
        assertTrue(refused > FILES / 4 && read > 0, refused + " refused, " + read + " read");
    }

    private static @Nullable List<List<@Nullable Object>> rowsOrRefusal(Path file, String name) {
        ParquetVerifier.verify(file); // has no failure of its own
        try {
            return TestFiles.rows(ParquetSource.open(file).read());
        } catch (ColonnadeException refusal) {
            String message = String.valueOf(refusal.getMessage());
            boolean cast = message.startsWith("Column '");
            assertTrue(cast || message.startsWith("[" + file + "] "), name + ": " + message);
            assertTrue(message.endsWith("."), name + ": " + message);
            assertEquals(1, message.lines().count(), name + ": " + message);
            return null;
        }
    }

    private List<Original> originals() throws IOException {
        List<Original> originals = new ArrayList<>();
        for (PageCodec codec : PageCodec.values()) {
            for (PageVersion pages : PageVersion.values()) {
                Path file = directory.resolve(codec + "-" + pages + ".parquet");
                RoundTripTest.write(
                        file,
                        new Samples(random.nextLong()).batch(Samples.everyType(), 60, NullPattern.SOME),
                        SinkOptions.defaults()
                                .withCompression(Compression.of(codec))
                                .withPages(pages)
                                .withLimits(SinkOptions.SizeLimits.defaults()
                                        .withRowGroupRows(40)
                                        .withPageRows(15)));
                originals.add(original(file, true));
            }
        }
        for (String name : List.of(
                "alltypes_plain",
                "nested_maps.snappy",
                "delta_binary_packed",
                "datapage_v2.snappy",
                "byte_stream_split.zstd",
                "lz4_raw_compressed",
                "fixed_length_decimal",
                "rle_boolean_encoding",
                "list_columns")) {
            originals.add(original(TestFiles.parquetTesting(name), false));
        }
        return originals;
    }

    private static Original original(Path file, boolean checked) throws IOException {
        return new Original(
                Files.readAllBytes(file),
                TestFiles.rows(ParquetSource.open(file).read()),
                checked);
    }

    /** Flips bits, overwrites runs, cuts; in the pages alone or anywhere. */
    private byte[] mutated(byte[] original, boolean pagesOnly) {
        byte[] bytes = original.clone();
        int footer = Footers.start(bytes);
        int from = pagesOnly || random.nextBoolean() ? 4 : footer;
        int to = pagesOnly ? footer : bytes.length;
        switch (pagesOnly ? random.nextInt(3) : random.nextInt(5)) {
            case 0 -> bytes[from + random.nextInt(to - from)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                for (int i = 0; i < 20; i++) {
                    bytes[from + random.nextInt(to - from)] = (byte) random.nextInt();
                }
            }
            case 2 -> {
                int start = from + random.nextInt(to - from);
                int end = Math.min(to, start + 1 + random.nextInt(40));
                Arrays.fill(bytes, start, end, (byte) (random.nextBoolean() ? 0xFF : 0));
            }
            case 3 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            default -> bytes[bytes.length - 8 + random.nextInt(4)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
