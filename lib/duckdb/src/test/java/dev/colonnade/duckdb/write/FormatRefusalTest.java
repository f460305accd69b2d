package dev.colonnade.duckdb.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.Colonnade;
import dev.colonnade.Session;
import dev.colonnade.backend.Codec;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.write.WriteOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where this engine is alone, what it cannot write has no remedy but to leave it out. */
class FormatRefusalTest {
    private static final String SENTENCE =
            "Backend 'duckdb' cannot compress column 'id' unlike its file: leave that out, since no backend here can.";

    record Row(long id) {}

    @TempDir
    Path temp;

    private static PlanException refused(Runnable write) {
        PlanException e = assertThrows(PlanException.class, write::run);
        assertEquals(ErrorCode.NOT_SUPPORTED, e.code());
        return e;
    }

    @Test
    void noRowIsComputedOrRead() {
        WriteOptions how = WriteOptions.defaults().withColumnCompression("id", Codec.SNAPPY);
        Path target = temp.resolve("refused");
        try (Session session = Colonnade.builder().backend("auto").open()) {
            assertEquals(
                    SENTENCE,
                    refused(() -> session.sql("SELECT error('ran') AS id").write(target.toString(), how))
                            .getMessage());
            Iterator<Row> unread = List.of(new Row(1)).iterator();
            assertEquals(
                    SENTENCE,
                    refused(() -> session.write(BatchStream.ofRecords(Row.class, unread), target.toString(), how))
                            .getMessage());
            assertFalse(Files.exists(target));
        }
    }
}
