package dev.colonnade.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.Session;
import dev.colonnade.batch.Table;
import dev.colonnade.contract.Answers;
import dev.colonnade.contract.Corpus;
import dev.colonnade.error.PlanException;
import dev.colonnade.expr.Exprs;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file whose int96 timestamps lie inside and outside of the years 1677 to 2262, which nanoseconds since 1970 cannot leave. */
class Int96Test {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void copy() {
        file = Corpus.copy("parquet-testing/int96_from_spark.parquet", directory);
    }

    private LazyFrame frame(Session session) {
        return session.open(file.toString()).lazy();
    }

    @Test
    void isHandedOverWithEveryValueAsItIs() {
        List<List<@Nullable Object>> expected;
        try (Session session = Colonnade.builder().backend("duckdb").open()) {
            expected = Answers.rows(frame(session).collect());
        }
        try (Session session = Colonnade.builder().backend("arrow").open()) {
            Table table = frame(session).collect();
            assertEquals(expected, Answers.rows(table));
            assertEquals(LocalDateTime.of(9999, 12, 31, 3, 0), table.column("a").valueAt(2));
            assertEquals("duckdb", frame(session).explain().backend());
        }
    }

    @Test
    void filtersSeeValuesThatWouldWrap() {
        LocalDateTime afterNanoseconds = LocalDateTime.of(2262, 4, 12, 0, 0);
        try (Session session = Colonnade.builder().backend("arrow").open()) {
            Table late =
                    frame(session).filter(Exprs.col("a").gt(afterNanoseconds)).collect();
            List<List<@Nullable Object>> expected = Answers.rows(frame(session).collect()).stream()
                    .filter(row -> row.get(0) instanceof LocalDateTime time && time.isAfter(afterNanoseconds))
                    .toList();
            assertEquals(expected, Answers.rows(late));
        }
    }

    @Test
    void strictRefusesItAndNamesFileAndColumn() {
        try (Session session = Colonnade.builder().backend("arrow-strict").open()) {
            LazyFrame frame = frame(session);
            assertEquals(
                    "Backend 'arrow' cannot run 'Scan " + file
                            + " columns 1/1 [a]', since it does not read timestamps that"
                            + " are stored as int96, as column 'a' of [" + file
                            + "] is: ask for 'arrow' without strict, which hands such plans to another engine.",
                    assertThrows(PlanException.class, frame::collect).getMessage());
        }
    }
}
