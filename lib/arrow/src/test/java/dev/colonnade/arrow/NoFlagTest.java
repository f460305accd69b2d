package dev.colonnade.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.Colonnade;
import dev.colonnade.Session;
import dev.colonnade.contract.BareJvm;
import dev.colonnade.expr.Exprs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries on the native engine need no JVM flag. */
class NoFlagTest {
    @TempDir
    private Path directory;

    static final class Query {
        private Query() {}

        public static void main(String[] args) {
            try (Session session = Colonnade.builder().backend("arrow-strict").open()) {
                System.out.println(session.open(args[0])
                        .lazy()
                        .filter(Exprs.col("s").ge("v5"))
                        .agg(Exprs.sum("i").as("total"))
                        .collect()
                        .column(0)
                        .longAt(0));
            }
        }
    }

    @Test
    void queriesRunWithoutFlags() throws Exception {
        Path file = ParquetFile.write(directory.resolve("rows.parquet"), "SELECT i, 'v' || i AS s FROM range(10) t(i)");
        assertEquals("35", BareJvm.run(BareJvm.classPath(entry -> true), Query.class, file));
    }
}
