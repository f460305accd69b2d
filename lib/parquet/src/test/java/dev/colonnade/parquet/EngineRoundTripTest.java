package dev.colonnade.parquet;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.backend.Codec;
import dev.colonnade.batch.Batch;
import dev.colonnade.parquet.Samples.NullPattern;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Schema;
import dev.colonnade.write.WriteOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type and null pattern, written by each engine with each of its codecs: each engine reads the same values, and footers and Bloom
 * filters are true.
 */
class EngineRoundTripTest {
    private static final int ROWS = 300;
    /** The codecs that every engine has. */
    private static final List<Codec> COMMON =
            List.of(Codec.UNCOMPRESSED, Codec.SNAPPY, Codec.GZIP, Codec.ZSTD, Codec.LZ4);

    @TempDir
    Path directory;

    private record Variant(String writer, Codec codec, NullPattern nulls) {}

    static List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        int next = 0;
        for (NullPattern nulls : NullPattern.values()) {
            variants.add(new Variant("duckdb", Codec.values()[next % Codec.values().length], nulls));
            variants.add(new Variant("parquet-strict", COMMON.get(next++ % COMMON.size()), nulls));
        }
        return variants;
    }

    /** DuckDB refuses negative intervals in one sentence. */
    private static Schema columns(String writer) {
        Schema all = Samples.everyType();
        return writer.equals("duckdb")
                ? Schema.of(all.fields().stream()
                        .filter(field -> !field.type().equals(DataType.INTERVAL))
                        .toList())
                : all;
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyEngineReadsWhatWasWritten(Variant variant) {
        Batch batch = new Samples(SEED).batch(columns(variant.writer()), ROWS, variant.nulls());
        List<List<@Nullable Object>> expected = RoundTripTest.rows(batch);
        Path source = directory.resolve("source.parquet");
        RoundTripTest.write(source, batch, SinkOptions.defaults());
        try (Session session =
                Colonnade.builder().backend(variant.writer()).threads(1).open()) {
            String target = directory.resolve("target").toString();
            session.open(source.toString())
                    .write(
                            target,
                            WriteOptions.defaults()
                                    .withCompression(variant.codec())
                                    .withBloomFilters(0.01)
                                    .withRowGroupRows(2_048));
            ParquetDataset written = session.open(target);
            List<String> readers = new ArrayList<>(List.of("duckdb"));
            if (COMMON.contains(variant.codec())) {
                readers.addAll(List.of("arrow", "parquet-strict"));
                assertEquals(List.of(), problems(written));
            }
            for (String reader : readers) {
                assertNull(
                        TestFiles.difference(
                                expected,
                                TestFiles.rows(
                                        written.lazy().on(reader).head(ROWS).collect())),
                        reader);
            }
        }
    }

    private static List<String> problems(ParquetDataset written) {
        return written.files().stream()
                .flatMap(file -> ParquetVerifier.verify(file.path()).problems().stream())
                .map(Object::toString)
                .toList();
    }
}
