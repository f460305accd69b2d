package dev.colonnade.duckdb.conformance;

import dev.colonnade.contract.Footers;
import dev.colonnade.contract.Raw;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;

/**
 * Datasets whose footers state what writers of all kinds may state, beside the same rows in files that state nothing:
 * statistics missing, cut, widened, in deprecated fields, in the order of other types, without NaN, without null counts;
 * columns that are missing, narrower or null throughout in some files.
 */
final class AdversarialFiles {
    /** A column: its engine types, of which a file has the first that holds its values, and what it may hold, in order. */
    record Column(String name, List<String> types, List<Object> pool) {}

    static final List<Column> COLUMNS = List.of(
            new Column("i", List.of("SMALLINT", "INTEGER"), List.of(-300, -1, 0, 1, 2, 3, 100, 30_000)),
            new Column(
                    "l",
                    List.of("BIGINT"),
                    List.of(Long.MIN_VALUE, -1L, 0L, 1L, 3L, 9_007_199_254_740_993L, Long.MAX_VALUE)),
            new Column("u", List.of("UINTEGER"), List.of(0L, 1L, 2_147_483_647L, 2_147_483_648L, 4_294_967_295L)),
            new Column(
                    "v",
                    List.of("UBIGINT"),
                    List.of(
                            BigInteger.ZERO,
                            BigInteger.ONE,
                            BigInteger.TWO.pow(63),
                            BigInteger.TWO.pow(64).subtract(BigInteger.ONE))),
            new Column(
                    "x",
                    List.of("DOUBLE"),
                    List.of(
                            Double.NEGATIVE_INFINITY,
                            -1.5,
                            -0.0,
                            0.0,
                            1.0,
                            2.5,
                            1e300,
                            Double.POSITIVE_INFINITY,
                            Double.NaN)),
            new Column("f", List.of("FLOAT"), List.of(-1.5f, -0.0f, 0.0f, 1.0f, 2.5f, Float.NaN)),
            new Column(
                    "s",
                    List.of("VARCHAR"),
                    List.of(
                            "",
                            "a",
                            "ab",
                            "abc",
                            "abd",
                            "b",
                            "longer than eight bytes",
                            "\u00E9",
                            "\u00E9t\u00E9",
                            "\uFFFD",
                            "\uD83D\uDE00x")),
            new Column(
                    "c",
                    List.of("DECIMAL(7,2)", "DECIMAL(9,2)"),
                    List.of(
                            new BigDecimal("-9999.99"),
                            new BigDecimal("-0.01"),
                            new BigDecimal("0.00"),
                            new BigDecimal("1.00"),
                            new BigDecimal("2.50"))),
            new Column(
                    "w",
                    List.of("DECIMAL(30,2)"),
                    List.of(
                            new BigDecimal("-100000000000000000000.00"),
                            new BigDecimal("-1.00"),
                            new BigDecimal("0.00"),
                            new BigDecimal("2.55"))),
            new Column(
                    "day",
                    List.of("DATE"),
                    List.of(
                            LocalDate.of(1969, 12, 31),
                            LocalDate.EPOCH,
                            LocalDate.of(2023, 12, 31),
                            LocalDate.of(2024, 1, 1),
                            LocalDate.of(2024, 2, 29))),
            new Column(
                    "ts",
                    List.of("TIMESTAMP"),
                    List.of(
                            LocalDateTime.of(1969, 12, 31, 23, 59, 59),
                            LocalDateTime.of(2023, 12, 31, 23, 0),
                            LocalDateTime.of(2024, 1, 1, 0, 30),
                            LocalDateTime.of(2024, 1, 1, 1, 45, 30),
                            LocalDateTime.of(2024, 2, 29, 12, 0))),
            new Column("flag", List.of("BOOLEAN"), List.of(false, true)),
            new Column(
                    "raw",
                    List.of("BLOB"),
                    List.of(new byte[0], new byte[] {1}, new byte[] {1, (byte) 0x80}, new byte[] {(byte) 0xFF})));

    private static final int ROWS = 6;

    private final Random random;
    private final Raw raw;
    /** The values of the columns of floats of the last file. */
    private final Map<String, List<Double>> reals = new HashMap<>();

    private int nextId;

    AdversarialFiles(Random random, Raw raw) {
        this.random = random;
        this.raw = raw;
    }

    /** So many files as {@code p=..} directories below {@code stated}, and flat without statistics below {@code bare}. */
    void write(Path stated, Path bare, int files) throws IOException {
        for (int file = 0; file < files; file++) {
            String p = List.of("1", "2", "__HIVE_DEFAULT_PARTITION__").get(file % 3);
            List<Column> stored = new ArrayList<>(COLUMNS);
            stored.removeIf(column -> random.nextInt(12) == 0);
            boolean full = file == 0;
            String rows = rows(full ? COLUMNS : stored, full);
            Path directory = Files.createDirectories(stated.resolve("p=" + p));
            raw.copy(rows, directory.resolve(file(file)));
            Footers.change(directory.resolve(file(file)), this::adversarial);
            String value = p.startsWith("_") ? "NULL::BIGINT" : p + "::BIGINT";
            Files.createDirectories(bare);
            raw.copy("SELECT *, " + value + " AS p FROM (" + rows + ")", bare.resolve(file(file)));
            Footers.change(bare.resolve(file(file)), AdversarialFiles::strip);
        }
    }

    private static String file(int number) {
        return "f" + number + ".parquet";
    }

    /** A full file has no column of nulls and no narrow type, so that all columns are known by their wide types. */
    private String rows(List<Column> columns, boolean full) {
        reals.clear();
        List<String> selects = new ArrayList<>();
        List<String> types = new ArrayList<>();
        List<List<String>> cells = new ArrayList<>();
        for (Column column : columns) {
            int from = random.nextInt(column.pool().size());
            List<Object> window =
                    column.pool().subList(from, Math.min(column.pool().size(), from + 1 + random.nextInt(3)));
            boolean onlyNull = !full && random.nextInt(15) == 0;
            int nullsIn10 = random.nextInt(3) == 0 ? 3 : 0;
            boolean narrow = !full && random.nextBoolean();
            types.add(
                    narrow
                            ? column.types().get(0)
                            : column.types().get(column.types().size() - 1));
            List<String> values = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                boolean isNull = onlyNull || random.nextInt(10) < nullsIn10;
                Object value = isNull ? null : window.get(random.nextInt(window.size()));
                values.add(value == null ? "NULL" : sql(value));
                if (value instanceof Double || value instanceof Float) {
                    reals.computeIfAbsent(column.name(), c -> new ArrayList<>()).add(((Number) value).doubleValue());
                }
            }
            cells.add(values);
        }
        for (int row = 0; row < ROWS; row++) {
            List<String> values = new ArrayList<>();
            values.add(nextId++ + "::BIGINT AS id");
            for (int i = 0; i < columns.size(); i++) {
                values.add("CAST(" + cells.get(i).get(row) + " AS " + types.get(i) + ") AS "
                        + columns.get(i).name());
            }
            selects.add("SELECT " + String.join(", ", values));
        }
        String all = String.join(" UNION ALL ", selects);
        boolean struct =
                columns.stream().map(Column::name).collect(Collectors.toSet()).containsAll(List.of("i", "s"));
        return struct
                ? "SELECT *, CASE WHEN id % 5 = 0 THEN NULL ELSE {'a': i::INTEGER, 't': s} END AS st FROM (" + all + ")"
                : all;
    }

    private static String sql(Object value) {
        if (value instanceof byte[] bytes) {
            String hex = HexFormat.of().withPrefix("\\x").formatHex(bytes);
            return "'" + hex + "'::BLOB";
        }
        if (value instanceof LocalDateTime ts) {
            return "TIMESTAMP '" + ts.toString().replace('T', ' ') + "'";
        }
        if (value instanceof Double || value instanceof Float) {
            String text = value.toString().replace("Infinity", "inf");
            return "'" + text + "'::DOUBLE";
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : "'" + value + "'";
    }

    // --- what footers state

    static void strip(FileMetaData footer) {
        for (ColumnChunk chunk : chunks(footer)) {
            chunk.unsetColumn_index_offset();
            chunk.unsetColumn_index_length();
            chunk.getMeta_data().unsetStatistics();
            chunk.getMeta_data().unsetBloom_filter_offset();
            chunk.getMeta_data().unsetBloom_filter_length();
        }
    }

    private static List<ColumnChunk> chunks(FileMetaData footer) {
        return footer.getRow_groups().stream()
                .flatMap(group -> group.getColumns().stream())
                .toList();
    }

    private void adversarial(FileMetaData footer) {
        int writer = random.nextInt(4);
        if (writer == 1) {
            footer.setCreated_by("parquet-mr version 1.8.2 (build c6522788629e590a53eb79874b95f6c3ff11f16c)");
            footer.unsetColumn_orders();
        } else if (writer > 1) {
            footer.setCreated_by("parquet-cpp-arrow version 25.0.1");
        }
        for (ColumnChunk chunk : chunks(footer)) {
            ColumnMetaData column = chunk.getMeta_data();
            if (writer != 0 && isReal(column)) {
                column.setStatistics(withoutNan(column));
            }
            if (column.isSetStatistics() && random.nextInt(4) > 0) {
                change(column, writer);
            }
        }
    }

    /** Bounds of what is no NaN, which most writers leave out of them. */
    private Statistics withoutNan(ColumnMetaData column) {
        Statistics stats = new Statistics();
        double[] numbers = reals.getOrDefault(column.getPath_in_schema().get(0), List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .filter(number -> !Double.isNaN(number))
                .sorted()
                .toArray();
        if (numbers.length > 0) {
            stats.setMin_value(encoded(numbers[0], column.getType()));
            stats.setMax_value(encoded(numbers[numbers.length - 1], column.getType()));
        }
        return stats;
    }

    private static byte[] encoded(double number, Type type) {
        ByteBuffer bytes = ByteBuffer.allocate(type == Type.DOUBLE ? 8 : 4).order(ByteOrder.LITTLE_ENDIAN);
        return (type == Type.DOUBLE ? bytes.putDouble(number) : bytes.putFloat((float) number)).array();
    }

    private static boolean isReal(ColumnMetaData column) {
        return column.getType() == Type.DOUBLE || column.getType() == Type.FLOAT;
    }

    private void change(ColumnMetaData column, int writer) {
        Statistics stats = column.getStatistics();
        switch (random.nextInt(8)) {
            case 0 -> column.unsetStatistics();
            case 1 -> stats.unsetNull_count();
            case 2 -> {
                byte[] min = stats.getMin_value();
                stats.setMin_value(stats.getMax_value());
                stats.setMax_value(min);
            }
            case 3, 4 -> deprecate(column, stats);
            case 5 -> stats.setDistinct_count(random.nextInt(ROWS));
            default -> {
                if (column.getType() == Type.BYTE_ARRAY && writer != 1) {
                    cut(stats);
                } else if (isReal(column)) {
                    flipZeros(stats, column.getType() == Type.DOUBLE ? 8 : 4);
                }
            }
        }
    }

    /** Deprecated bounds are in signed order: for texts and unsigned numbers they bound nothing. */
    private void deprecate(ColumnMetaData column, Statistics stats) {
        boolean bytes = column.getType() == Type.BYTE_ARRAY || column.getType() == Type.FIXED_LEN_BYTE_ARRAY;
        boolean unsigned = List.of("u", "v").contains(column.getPath_in_schema().get(0));
        byte[] min = stats.getMin_value();
        byte[] max = stats.getMax_value();
        if (min != null && max != null) {
            boolean swapped = bytes || unsigned;
            stats.setMin(swapped ? max : min);
            stats.setMax(swapped ? min : max);
        }
        stats.unsetMin_value();
        stats.unsetMax_value();
    }

    /** The least bytes before and the least behind all texts that begin like the bounds; also within a character. */
    private void cut(Statistics stats) {
        byte[] min = stats.getMin_value();
        byte[] max = stats.getMax_value();
        if (min == null || max == null) {
            return;
        }
        stats.setMin_value(Arrays.copyOf(min, Math.min(min.length, 1 + random.nextInt(2))));
        int kept = 1 + random.nextInt(2);
        if (max.length > kept && max[kept - 1] != -1) {
            byte[] above = Arrays.copyOf(max, kept);
            above[kept - 1]++;
            stats.setMax_value(above);
        }
        stats.setIs_min_value_exact(false);
        stats.setIs_max_value_exact(false);
    }

    private static void flipZeros(Statistics stats, int width) {
        for (byte[] bound : new byte[][] {stats.getMin_value(), stats.getMax_value()}) {
            if (bound != null && bound.length == width) {
                long bits = width == 8
                        ? ByteBuffer.wrap(bound).order(ByteOrder.LITTLE_ENDIAN).getLong() << 1
                        : (long) ByteBuffer.wrap(bound)
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .getInt()
                                << 33;
                bound[width - 1] ^= (byte) (bits == 0 ? 0x80 : 0);
            }
        }
    }
}
