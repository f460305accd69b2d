package dev.colonnade.duckdb;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parse tree of one statement, as the engine serializes it. It is judged node by node: tables must be CTEs in scope
 * or datasets, table functions must be on a short list, and functions that look into the engine are refused.
 */
final class SqlTree {
    /** Table functions that make rows from their arguments alone. */
    private static final Set<String> TABLE_FUNCTIONS =
            Set.of("range", "generate_series", "unnest", "repeat", "repeat_row", "json_each", "json_tree");

    /** Functions that tell of the engine's state, change it, or hold a thread. */
    private static final Set<String> FORBIDDEN_FUNCTIONS = Set.of(
            "current_setting",
            "getvariable",
            "getenv",
            "write_log",
            "sleep_ms",
            "pg_sleep",
            "setseed",
            "setval",
            "nextval",
            "currval",
            "current_query",
            "json_serialize_plan",
            "stats",
            "query",
            "query_table",
            "add_parquet_key",
            "get_block_size",
            "parse_duckdb_log_message",
            "txid_current",
            "vector_type");

    private static final Set<String> TABLES =
            Set.of("BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EMPTY", "EXPRESSION_LIST", "PIVOT");

    private final Function<String, String> datasets;
    private final Set<String> cteNames = new HashSet<>();
    private final Map<String, String> tables = new LinkedHashMap<>();
    private int placeholders;

    private SqlTree(Function<String, String> datasets) {
        this.datasets = datasets;
    }

    /**
     * What a statement reads.
     *
     * @param tables the dataset behind each table name that the rewritten tree uses
     * @param placeholders how many parameters it takes
     */
    record Judgement(Map<String, String> tables, int placeholders) {}

    /**
     * Judges {@code root} and has its tables carry names that no CTE has.
     *
     * @param datasets the dataset that a table name stands for
     * @throws PlanException SQL_FORBIDDEN, or what {@code datasets} throws
     */
    static Judgement judge(Object root, Function<String, String> datasets) {
        SqlTree tree = new SqlTree(datasets);
        tree.collectCteNames(root);
        tree.visit(root, Set.of());
        return new Judgement(tree.tables, tree.placeholders);
    }

    private void collectCteNames(Object node) {
        if (node instanceof Map<?, ?> object) {
            cteNames.addAll(ctesOf(object));
            object.values().forEach(this::collectCteNames);
        } else if (node instanceof List<?> array) {
            array.forEach(this::collectCteNames);
        }
    }

    private void visit(Object node, Set<String> scope) {
        if (node instanceof List<?> array) {
            array.forEach(element -> visit(element, scope));
        } else if (node instanceof Map<?, ?> object) {
            judge(object, scope);
            visitChildren(object, scope);
        }
    }

    /** A CTE sees those before it, itself if it is recursive, and what the whole query sees. */
    private void visitChildren(Map<?, ?> object, Set<String> scope) {
        Set<String> inner = new HashSet<>(scope);
        if (text(object, "type").equals("RECURSIVE_CTE_NODE")) {
            inner.add(text(object, "cte_name").toLowerCase(Locale.ROOT));
        }
        if (object.get("cte_map") instanceof Map<?, ?> ctes && ctes.get("map") instanceof List<?> entries) {
            for (Object entry : entries) {
                visit(entry, inner);
                inner.add(text((Map<?, ?>) entry, "key").toLowerCase(Locale.ROOT));
            }
        }
        object.forEach((key, child) -> {
            if (!key.equals("cte_map")) {
                visit(child, inner);
            }
        });
    }

    private void judge(Map<?, ?> object, Set<String> scope) {
        String type = text(object, "type");
        requireTable(object.get("from_table"));
        if (type.equals("JOIN") || type.equals("PIVOT")) {
            requireTable(object.get("left"));
            requireTable(object.get("right"));
            requireTable(object.get("source"));
        }
        switch (type) {
            case "BASE_TABLE" -> judgeTable(object, scope);
            case "TABLE_FUNCTION" -> judgeTableFunction(object);
            case "VALUE_PARAMETER" -> placeholders = Math.max(placeholders, number(text(object, "identifier")));
            case "FUNCTION" -> {
                String name = text(object, "function_name").toLowerCase(Locale.ROOT);
                if (FORBIDDEN_FUNCTIONS.contains(name) || name.startsWith("__internal")) {
                    throw forbidden("calls " + name + "(), which looks into the engine");
                }
            }
            default -> {
                // every other node is judged by its parts
            }
        }
    }

    /** Whatever stands where rows come from must be of a kind that is judged. */
    private static void requireTable(@Nullable Object from) {
        if (from instanceof Map<?, ?> table && !TABLES.contains(text(table, "type"))) {
            throw forbidden("asks for the engine's catalog: select from datasets");
        }
    }

    private void judgeTableFunction(Map<?, ?> object) {
        String name = object.get("function") instanceof Map<?, ?> function
                ? text(function, "function_name").toLowerCase(Locale.ROOT)
                : "";
        if (!TABLE_FUNCTIONS.contains(name)) {
            throw forbidden("calls the table function " + name
                    + "(), which reads more than its arguments: open a dataset instead");
        }
    }

    @SuppressWarnings("unchecked")
    private void judgeTable(Map<?, ?> object, Set<String> scope) {
        String name = text(object, "table_name");
        boolean qualified = !text(object, "schema_name").isEmpty()
                || !text(object, "catalog_name").isEmpty();
        if (!qualified && scope.contains(name.toLowerCase(Locale.ROOT))) {
            return;
        }
        String path = qualified
                ? String.join(".", text(object, "catalog_name"), text(object, "schema_name"), name)
                        .replaceAll("^\\.", "")
                : name;
        String used = nameFor(datasets.apply(path), path);
        Map<String, Object> table = (Map<String, Object>) object;
        if (text(object, "alias").isEmpty()) {
            table.put("alias", name);
        }
        table.put("table_name", used);
        table.put("schema_name", "");
        table.put("catalog_name", "");
        table.put("qualified_name", Map.of("path", List.of(used)));
    }

    /** The name under which the tree reads {@code dataset}: the one it was called by, unless a CTE has it too. */
    private String nameFor(String dataset, String called) {
        for (Map.Entry<String, String> known : tables.entrySet()) {
            if (known.getValue().equals(dataset)) {
                return known.getKey();
            }
        }
        String name = called;
        for (int i = 1; taken(name); i++) {
            name = called + "_" + i;
        }
        tables.put(name, dataset);
        return name;
    }

    private boolean taken(String name) {
        return cteNames.contains(name.toLowerCase(Locale.ROOT))
                || tables.keySet().stream().anyMatch(known -> known.equalsIgnoreCase(name));
    }

    private static Set<String> ctesOf(Map<?, ?> object) {
        Set<String> names = new HashSet<>();
        if (object.get("cte_map") instanceof Map<?, ?> ctes && ctes.get("map") instanceof List<?> entries) {
            entries.forEach(entry -> names.add(text((Map<?, ?>) entry, "key").toLowerCase(Locale.ROOT)));
        }
        return names;
    }

    private static String text(Map<?, ?> object, String key) {
        return object.get(key) instanceof String text ? text : "";
    }

    private static int number(String identifier) {
        try {
            return Integer.parseInt(identifier);
        } catch (NumberFormatException e) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The placeholder $" + identifier + " has a name: write ? for each parameter.",
                    e);
        }
    }

    static PlanException forbidden(String what) {
        return new PlanException(ErrorCode.SQL_FORBIDDEN, "The SQL text " + what + ".");
    }
}
