package dev.colonnade.cli;

import dev.colonnade.batch.Table;
import dev.colonnade.type.Schema;

/** A column of a schema, as a row. */
record ColumnLine(String column, String type, boolean nullable) {
    static Table table(Schema schema) {
        return Table.ofRecords(
                ColumnLine.class,
                schema.fields().stream()
                        .map(f -> new ColumnLine(f.name(), f.type().toString(), f.nullable()))
                        .toList());
    }
}
