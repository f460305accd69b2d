package dev.colonnade.duckdb;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the values of a statement's placeholders can change. */
final class SqlParameters {
    /** Nodes whose type is the same for all values of their operands. */
    private static final Set<String> OF_ONE_TYPE = Set.of(
            "COMPARE_EQUAL",
            "COMPARE_NOTEQUAL",
            "COMPARE_LESSTHAN",
            "COMPARE_GREATERTHAN",
            "COMPARE_LESSTHANOREQUALTO",
            "COMPARE_GREATERTHANOREQUALTO",
            "COMPARE_BETWEEN",
            "COMPARE_IN",
            "LIMIT_MODIFIER");

    private SqlParameters() {}

    /**
     * Whether the names and types of the result may depend on the values, and not only on their types, as where a function
     * makes its type from a constant.
     */
    static boolean mayDecideColumns(Object node) {
        if (node instanceof List<?> array) {
            return array.stream().anyMatch(SqlParameters::mayDecideColumns);
        }
        if (!(node instanceof Map<?, ?> object)) {
            return false;
        }
        if (SqlPruning.text(object, "type").equals("VALUE_PARAMETER")) {
            return true;
        }
        boolean ofOneType = OF_ONE_TYPE.contains(SqlPruning.text(object, "type"));
        return object.values().stream()
                .anyMatch(part -> ofOneType ? decidesBelowOperands(part) : mayDecideColumns(part));
    }

    private static boolean decidesBelowOperands(Object part) {
        if (part instanceof List<?> array) {
            return array.stream().anyMatch(SqlParameters::decidesBelowOperands);
        }
        boolean operand =
                part instanceof Map<?, ?> map && SqlPruning.text(map, "type").equals("VALUE_PARAMETER");
        return !operand && mayDecideColumns(part);
    }
}
