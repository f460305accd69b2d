package dev.colonnade.duckdb.sql;

import dev.colonnade.expr.LiteralValue;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.Schema;
import java.util.List;
import java.util.Map;

/**
 * A query as the engine gets it.
 *
 * @param text one SELECT
 * @param parameters the values of its {@code ?} or {@code $1} placeholders, in order
 * @param variables SQL expressions of the variables that the text gets with {@code getvariable}, by name
 * @param fileOrder whether the result depends on the order of rows in the files
 * @param schema the columns of the result
 * @param datasets the file sets that are read
 * @param files the files that are read
 */
public record SqlQuery(
        String text,
        List<LiteralValue> parameters,
        Map<String, String> variables,
        boolean fileOrder,
        Schema schema,
        List<FileSet> datasets,
        List<DataFile> files) {
    public SqlQuery {
        parameters = List.copyOf(parameters);
        variables = Map.copyOf(variables);
        datasets = List.copyOf(datasets);
        files = List.copyOf(files);
    }
}
