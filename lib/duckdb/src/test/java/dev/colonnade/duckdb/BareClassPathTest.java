package dev.colonnade.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.Colonnade;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.contract.BareJvm;
import dev.colonnade.contract.Raw;
import dev.colonnade.expr.Exprs;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library runs with no JVM flag on what a user's pom brings: of Arrow no more than what steps a C stream. */
class BareClassPathTest {
    @TempDir
    private Path directory;

    static final class Query {
        private Query() {}

        public static void main(String[] args) {
            try (Session session = Colonnade.builder().backend("duckdb").open()) {
                ParquetDataset dataset = session.open(args[0]);
                System.out.println(dataset.lazy()
                        .filter(Exprs.col("s").ge("v5"))
                        .agg(Exprs.sum("i").as("total"))
                        .collect()
                        .column(0)
                        .longAt(0));
                System.out.println(session.doctor().stream()
                        .filter(check -> check.name().equals("result transfer"))
                        .map(check -> check.status().toString())
                        .toList());
            }
        }
    }

    static final class Footers {
        private Footers() {}

        public static void main(String[] args) {
            ParquetDataset dataset = ParquetDataset.open(args[0]);
            System.out.println(dataset.schema() + " " + dataset.rowCount() + " rows");
            System.out.println(dataset.lazy().limit(1).validate().problems());
        }
    }

    private Path file() {
        Path file = directory.resolve("rows.parquet");
        try (Raw raw = Raw.open()) {
            raw.execute("COPY (SELECT i, 'v' || i AS s FROM range(10) t(i)) TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }

    private static boolean isOfTests(String entry) {
        return List.of("junit", "opentest4j", "apiguardian", "h2-", "tpch", "archunit", "guava", "failureaccess")
                .stream()
                .anyMatch(name -> entry.substring(entry.lastIndexOf(File.separatorChar) + 1)
                        .contains(name));
    }

    @Test
    void coreAndDuckDbNeedNoFlagAndNoAllocator() throws Exception {
        List<String> classPath = BareJvm.classPath(entry -> !isOfTests(entry));
        assertEquals(
                List.of("arrow-c-data", "arrow-format", "arrow-vector"),
                classPath.stream()
                        .map(entry -> entry.substring(entry.lastIndexOf(File.separatorChar) + 1))
                        .filter(name -> name.startsWith("arrow-"))
                        .map(name -> name.replaceAll("-[0-9].*", ""))
                        .sorted()
                        .toList());
        assertEquals("35\n[OK]", BareJvm.run(classPath, Query.class, file()));
    }

    @Test
    void coreAloneReadsFootersAndSaysWhatIsMissing() throws Exception {
        List<String> classPath = BareJvm.classPath(entry -> !isOfTests(entry)
                && !entry.contains("duckdb_jdbc")
                && !entry.contains("arrow-c-data")
                && !entry.contains("arrow-vector")
                && !entry.contains("cdata")
                && !entry.endsWith("duckdb" + File.separator + "target" + File.separator + "classes"));
        assertEquals("(i: int64, s: string) 10 rows\ncode BACKEND_UNAVAILABLE", coreAlone(classPath));
    }

    private String coreAlone(List<String> classPath) throws Exception {
        String printed = BareJvm.run(classPath, Footers.class, file());
        boolean missing =
                printed.contains("No engine is on the class path: add the artifact dev.colonnade:colonnade-duckdb.");
        return printed.lines().findFirst().orElse("") + "\n" + (missing ? "code BACKEND_UNAVAILABLE" : printed);
    }
}
