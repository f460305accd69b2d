package dev.colonnade.duckdb;

import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.backend.WriteOrder;
import dev.colonnade.duckdb.sql.SqlQuery;
import dev.colonnade.type.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out before a COPY how many partitions and bytes are to come, as far as that is cheap. */
final class CopyPreflight {
    /** Rows that are written to see their size, or whose keys are counted, since a key with too many values shows early. */
    private static final long SAMPLE = 122_880;

    /** Assumed bytes of a value whose type does not tell. */
    private static final int WIDE = 32;

    private final Lane lane;
    private final SqlQuery query;
    private final WriteOrder order;
    private final long memoryBytes;

    /** @param memoryBytes what the engine may use */
    CopyPreflight(Lane lane, SqlQuery query, WriteOrder order, long memoryBytes) {
        this.lane = lane;
        this.query = query;
        this.order = order;
        this.memoryBytes = memoryBytes;
    }

    /** @throws dev.colonnade.error.PlanException INVALID_ARGUMENT if there are more files than the order allows */
    CopyShape shape() throws SQLException {
        Forecast forecast = Forecast.of(lane, query);
        ParquetFormat format = order.format();
        boolean large = bytes(forecast.rows()) > format.fileBytes();
        boolean many = !order.keys().isEmpty() && forecast.rows() > format.mostFiles();
        if (!forecast.streams() || !large && !many) {
            return new CopyShape(gathers(forecast.rows()), Optional.empty());
        }
        if (!large) {
            requireFiles(partitions(SAMPLE).size());
            return new CopyShape(gathers(forecast.rows()), Optional.empty());
        }
        List<Long> partitions = order.keys().isEmpty() ? List.of(forecast.rows()) : partitions(Long.MAX_VALUE);
        long rows = partitions.stream().mapToLong(Long::longValue).sum();
        requireFiles(partitions.size());
        if (bytes(rows) <= format.fileBytes() || format.rowGroupBytes() > 0) {
            return new CopyShape(gathers(rows), Optional.empty());
        }
        FileCut cut = cut(partitions);
        requireFiles(partitions.stream().mapToLong(cut::files).sum());
        return new CopyShape(gathers(rows), Optional.of(cut));
    }

    private void requireFiles(long files) {
        if (files > order.format().mostFiles()) {
            throw order.tooManyFiles();
        }
    }

    /** An ordered write is sorted by its keys already. */
    private boolean gathers(long rows) {
        return !order.keys().isEmpty() && order.rows() == WriteOrder.Rows.UNORDERED && bytes(rows) > memoryBytes / 2;
    }

    /** About what so many rows take in memory. */
    private double bytes(long rows) {
        double row = query.schema().fields().stream()
                .mapToInt(field -> width(field.type()))
                .sum();
        return rows * row;
    }

    private static int width(DataType type) {
        if (type instanceof DataType.IntType integer) {
            return integer.bits() / 8;
        }
        boolean wide = type.isNested() || type instanceof DataType.StringType || type instanceof DataType.BinaryType;
        return wide ? WIDE : Long.BYTES;
    }

    /** How many of the first {@code most} rows each partition has; of at most one partition more than there may be files. */
    private List<Long> partitions(long most) throws SQLException {
        String columns = order.keys().stream()
                .map(key -> CopySql.column(query, key) + ", ")
                .collect(Collectors.joining());
        List<Long> rows = new ArrayList<>();
        try (PreparedStatement statement = lane.connection()
                .prepareStatement("SELECT " + columns + "count(*) AS n FROM (FROM " + CopySql.rows(query) + " LIMIT "
                        + most + ") GROUP BY ALL LIMIT " + (order.format().mostFiles() + 1L))) {
            Parameters.bind(statement, query.parameters());
            try (ResultSet counts = statement.executeQuery()) {
                while (counts.next()) {
                    rows.add(counts.getLong("n"));
                }
            }
        }
        return rows;
    }

    /** From samples: where they are much larger than a file, its dictionaries tell too little, and a smaller one is taken. */
    private FileCut cut(List<Long> partitions) throws SQLException {
        double wanted = order.format().fileBytes() / bytesPerRow(SAMPLE);
        double nearer = wanted > SAMPLE / 2.0
                ? wanted
                : order.format().fileBytes() / bytesPerRow(Math.max(FileCut.VECTOR, (long) wanted));
        return FileCut.of(partitions, Math.max(1, nearer), order.format().rowGroupRows());
    }

    private double bytesPerRow(long rows) throws SQLException {
        Path sample = order.directory().resolve("sample" + order.suffix());
        try (PreparedStatement statement =
                lane.connection().prepareStatement(CopySql.sample(query, order, sample, rows))) {
            Parameters.bind(statement, query.parameters());
            try (ResultSet written = statement.executeQuery()) {
                written.next();
                return Math.max(
                        0.01, (double) written.getLong("file_size_bytes") / Math.max(1, written.getLong("count")));
            }
        } finally {
            delete(sample);
        }
    }

    private static void delete(Path sample) {
        try {
            Files.deleteIfExists(sample);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
