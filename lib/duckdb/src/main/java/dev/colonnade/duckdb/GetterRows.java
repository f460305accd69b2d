package dev.colonnade.duckdb;

import dev.colonnade.batch.Batch;
import dev.colonnade.batch.ColumnVector;
import dev.colonnade.batch.Vectors;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/** Lays out the values that the driver's getters return as batches. */
final class GetterRows implements RowSource {
    private final DuckDBResultSet result;
    private final Schema schema;
    private final int batchRows;

    GetterRows(DuckDBResultSet result, @Nullable Schema promised, int batchRows) throws SQLException {
        this.result = result;
        this.schema = promised == null ? schemaOf(result.getMetaData()) : promised;
        this.batchRows = batchRows;
    }

    private static Schema schemaOf(ResultSetMetaData columns) throws SQLException {
        List<Field> fields = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnName(i);
            fields.add(Field.of(name, TypeNames.parse(columns.getColumnTypeName(i), name)));
        }
        return Schema.of(fields);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Batch next() throws SQLException {
        List<List<@Nullable Object>> columns = new ArrayList<>();
        schema.fields().forEach(field -> columns.add(new ArrayList<>()));
        int rows = 0;
        while (rows < batchRows && result.next()) {
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).add(value(i));
            }
            rows++;
        }
        if (rows == 0) {
            return null;
        }
        List<ColumnVector> vectors = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            vectors.add(Vectors.of(schema.field(i).type(), columns.get(i)));
        }
        return new Batch(schema, rows, vectors);
    }

    private @Nullable Object value(int column) throws SQLException {
        Field field = schema.field(column);
        if (field.type() instanceof DataType.TimestampType timestamp && !timestamp.utc()) {
            return result.getObject(column + 1, LocalDateTime.class);
        }
        return GetterValues.convert(result.getObject(column + 1), field.type(), field.name());
    }

    @Override
    public void close() {
        // the run closes the result
    }
}
