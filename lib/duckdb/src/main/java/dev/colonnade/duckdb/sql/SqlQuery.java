package dev.colonnade.duckdb.sql;

import dev.colonnade.expr.LiteralValue;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement and what it needs to run on a connection whose time zone is UTC.
 *
 * @param text one SELECT
 * @param parameters values of its placeholders {@code $1}, {@code $2}, .., or {@code ?}, in order
 * @param variables the lists that the text reads with {@code getvariable}, to be set on the connection before it is
 *     prepared
 * @param keepsOrder whether the answer depends on the order in which rows are read, so that the engine has to preserve it
 * @param schema the columns of the result by position, each of the engine type that {@link TypeSql} gives; where it has
 *     none, the statement still delivers one column, whose rows count
 */
public record SqlQuery(
        String text, List<LiteralValue> parameters, List<Variable> variables, boolean keepsOrder, Schema schema) {
    public SqlQuery {
        parameters = List.copyOf(parameters);
        variables = List.copyOf(variables);
    }

    /** A list of strings under a name. */
    public record Variable(String name, List<@Nullable String> values) {
        public Variable {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }
    }
}
