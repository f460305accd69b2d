package dev.colonnade.duckdb.sql;

import dev.colonnade.expr.LiteralValue;
import java.util.List;

/** Something that delivers columns: what can stand between parentheses in a FROM. */
sealed interface Query permits Select, Query.UnionAll, Query.UserSql {

    /** All rows of all members, whose columns correspond by position. */
    record UnionAll(List<Select> members) implements Query {
        public UnionAll {
            members = List.copyOf(members);
        }
    }

    /** A text that somebody wrote, over tables that it knows by name. */
    record UserSql(String text, List<LiteralValue> parameters, List<Table> tables) implements Query {
        public UserSql {
            parameters = List.copyOf(parameters);
            tables = List.copyOf(tables);
        }
    }

    /** A query under the name that a text knows it by. */
    record Table(String name, Select query) {}
}
