package dev.colonnade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.Vectors;
import dev.colonnade.parquet.ParquetSink;
import dev.colonnade.parquet.SinkOptions;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private static @TempDir Path directory;

    private static Path write(String name) {
        Path file = directory.resolve(name);
        Schema schema = Schema.of(Field.of("id", DataType.INT64));
        try (ParquetSink sink = ParquetSink.create(file, schema, SinkOptions.defaults())) {
            sink.write(new Batch(schema, 3, List.of(Vectors.of(DataType.INT64, List.of(1L, 2L, 3L)))));
            sink.finish();
        }
        return file;
    }

    @Test
    void countsWhatIsSoundAndTellsWhatIsNot() throws IOException {
        Path sound = write("a.parquet");
        Cli good = Cli.run("verify", sound.toString(), "--format", "csv");
        assertEquals("", good.err());
        assertEquals(0, good.code());
        assertEquals("file,rows,row_groups,pages,values,checksums,problems\n" + sound + ",3,1,1,3,1,0\n", good.out());

        Path damaged = write("b.parquet");
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[4 + 25] ^= 0x7F;
        Files.write(damaged, bytes);
        Files.writeString(directory.resolve("c.parquet"), "no Parquet file, but some text");
        Cli bad = Cli.run("verify", directory.toString(), "--format", "csv");
        assertEquals(1, bad.code());
        List<String> problems = bad.err().lines().toList();
        assertEquals(2, problems.size(), bad.err());
        assertTrue(problems.get(0).startsWith("[" + damaged + "] Row group 0, column 'id'"), problems.get(0));
        assertEquals(
                "[" + directory.resolve("c.parquet") + "] Not a Parquet file, or cut off: it does not end with 'PAR1'.",
                problems.get(1));
        assertEquals(4, bad.out().lines().count());
    }

    @Test
    void aPathThatIsNotThere() {
        Cli none = Cli.run("verify", directory.resolve("none").toString());
        assertEquals(1, none.code());
        assertTrue(none.err().contains("none"), none.err());
    }
}
