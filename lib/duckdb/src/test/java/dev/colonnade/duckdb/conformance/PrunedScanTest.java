package dev.colonnade.duckdb.conformance;

import static dev.colonnade.expr.Exprs.col;
import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Row;
import dev.colonnade.batch.Table;
import dev.colonnade.contract.Corpus;
import dev.colonnade.contract.Footers;
import dev.colonnade.contract.Raw;
import dev.colonnade.duckdb.conformance.RandomPredicates.Operand;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.expr.Expr;
import dev.colonnade.scan.ScanReport;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Resolution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random predicates over files with adversarial statistics deliver the same rows, and count as many, as over the same rows
 * in files without any statistics, where nothing is pruned by anyone.
 */
class PrunedScanTest {
    private static final int DATASETS = 10;
    private static final int FILES = 6;
    private static final int PER_DATASET = 460;
    private static final int PER_FILE = 60;
    /** How many predicates one unpruned query computes. */
    private static final int BATCH = 23;

    private static @TempDir Path directory;
    private static Session session;
    private static Raw raw;

    private final Random random = new Random(SEED);
    private final List<String> wrong = new ArrayList<>();
    private int checked;
    private int failing;
    private final Map<String, Integer> evidence = new HashMap<>();

    @BeforeAll
    static void open() {
        session = Colonnade.builder().threads(2).open();
        raw = Raw.open();
    }

    @AfterAll
    static void close() {
        session.close();
        raw.close();
    }

    @Test
    void prunedAndUnprunedScansDeliverTheSameRows() throws Exception {
        System.out.println("PrunedScanTest: reproduce with -Dtest.seed=" + SEED);
        AdversarialFiles files = new AdversarialFiles(random, raw);
        for (int i = 0; i < DATASETS; i++) {
            Path stated = directory.resolve("stated" + i);
            Path bare = directory.resolve("bare" + i);
            files.write(stated, bare, FILES);
            compare(session.open(stated.toString()), session.open(bare.toString()), "id", operands(), PER_DATASET);
        }
        for (String name : List.of(
                "int96_from_spark",
                "alltypes_plain",
                "alltypes_tiny_pages",
                "nan_in_stats",
                "int32_decimal",
                "int64_decimal",
                "fixed_length_decimal",
                "byte_array_decimal",
                "binary",
                "data_index_bloom_encoding_stats")) {
            Path stated = Corpus.copy("parquet-testing/" + name + ".parquet", directory.resolve("a"));
            Path bare = Corpus.copy("parquet-testing/" + name + ".parquet", directory.resolve("b"));
            Footers.change(bare, AdversarialFiles::strip);
            ParquetDataset unpruned = session.open(bare.toString());
            String column = unpruned.schema().field(0).name();
            compare(session.open(stated.toString()), unpruned, column, operands(unpruned), PER_FILE);
        }
        System.out.println(
                "PrunedScanTest: " + checked + " predicates, " + failing + " fail for a row, pruned by " + evidence);
        assertEquals(List.of(), wrong, () -> "reproduce with -Dtest.seed=" + SEED);
        assertTrue(checked >= 5_000, () -> "Only " + checked + " predicates were checked.");
        assertTrue(failing < checked / 20, () -> failing + " predicates fail.");
        assertTrue(evidence.getOrDefault("statistics", 0) > 1_000, evidence::toString);
        assertTrue(evidence.getOrDefault("partition", 0) > 20, evidence::toString);
        assertTrue(evidence.getOrDefault("bloom", 0) > 20, evidence::toString);
    }

    private static List<Operand> operands() {
        List<Operand> operands = new ArrayList<>();
        for (AdversarialFiles.Column column : AdversarialFiles.COLUMNS) {
            operands.add(new Operand(col(column.name()), type(column.name()), column.pool()));
        }
        Operand number = operands.get(0);
        operands.add(new Operand(col("st").struct().field("a"), DataType.INT32, number.pool()));
        operands.add(new Operand(col("p"), DataType.INT64, List.of(1L, 2L, 3L)));
        return operands;
    }

    private static DataType type(String column) {
        return switch (column) {
            case "s" -> DataType.STRING;
            case "day" -> DataType.DATE;
            case "ts" -> DataType.timestamp(Resolution.MICROS);
            case "flag" -> DataType.BOOL;
            case "raw" -> DataType.BINARY;
            default -> DataType.INT64;
        };
    }

    /** Columns of single values, compared with the values that they have. */
    private static List<Operand> operands(ParquetDataset dataset) {
        List<Operand> operands = new ArrayList<>();
        Table rows = dataset.lazy().head(1_000).collect();
        for (Field field : dataset.schema().fields()) {
            Set<Object> pool = new LinkedHashSet<>();
            for (Row row : rows.rows()) {
                Object value = row.value(field.name());
                if (value != null && pool.size() < 20) {
                    pool.add(value);
                }
            }
            if (!field.type().isNested() && !pool.isEmpty()) {
                operands.add(new Operand(col(field.name()), field.type(), List.copyOf(pool)));
            }
        }
        return operands;
    }

    private void compare(
            ParquetDataset stated, ParquetDataset bare, String key, List<Operand> operands, int predicates) {
        RandomPredicates generator = new RandomPredicates(random, operands);
        for (int done = 0; done < predicates; done += BATCH) {
            List<Expr> batch = new ArrayList<>();
            for (int i = done; i < Math.min(predicates, done + BATCH); i++) {
                batch.add(generator.condition(2));
            }
            compare(stated, bare, key, batch);
        }
    }

    private void compare(ParquetDataset stated, ParquetDataset bare, String key, List<Expr> batch) {
        List<Expr> columns = new ArrayList<>();
        columns.add(col(key));
        for (int i = 0; i < batch.size(); i++) {
            columns.add(batch.get(i).as("condition " + i));
        }
        Table truth;
        try {
            truth = bare.select(columns.toArray(Expr[]::new)).collect();
        } catch (ColonnadeException failure) {
            if (batch.size() == 1) {
                failing++;
            } else {
                batch.forEach(condition -> compare(stated, bare, key, List.of(condition)));
            }
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            check(stated, key, batch.get(i), matching(truth, i + 1));
        }
    }

    private static List<String> matching(Table truth, int column) {
        List<String> keys = new ArrayList<>();
        for (Row row : truth.rows()) {
            if (Boolean.TRUE.equals(row.value(column))) {
                keys.add(text(row.value(0)));
            }
        }
        return keys.stream().sorted().toList();
    }

    private static String text(@Nullable Object key) {
        return key instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(key);
    }

    private void check(ParquetDataset stated, String key, Expr condition, List<String> expected) {
        checked++;
        LazyFrame frame = stated.filter(condition).select(key);
        try {
            List<String> actual = new ArrayList<>();
            for (Row row : frame.collect().rows()) {
                actual.add(text(row.value(0)));
            }
            List<String> sorted = actual.stream().sorted().toList();
            if (!sorted.equals(expected)) {
                wrong.add(stated + " " + condition + " keeps " + sorted + ", not " + expected);
            }
            if (checked % 3 == 0) {
                Object rows = stated.filter(condition)
                        .agg(count().as("n"))
                        .collect()
                        .row(0)
                        .value(0);
                if (!rows.equals((long) expected.size())) {
                    wrong.add(condition + " counts " + rows + ", not " + expected.size());
                }
            }
            if (checked % 4 == 0) {
                frame.explain().scans().forEach(this::tally);
            }
        } catch (ColonnadeException failure) {
            wrong.add(condition + " fails only where it may be pruned: " + failure.getMessage());
        }
    }

    private void tally(ScanReport report) {
        for (ScanReport.Step step : report.steps()) {
            evidence.merge(step.evidence().split(" ", 2)[0], (int) (step.files() + step.rowGroups()), Integer::sum);
        }
    }
}
