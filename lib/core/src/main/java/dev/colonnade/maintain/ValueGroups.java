package dev.colonnade.maintain;

import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.expr.CaseBuilder;
import dev.colonnade.expr.Expr;
import dev.colonnade.expr.Exprs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of a column grouped under names, as a key for list partitions: {@code ValueGroups.of("country").group("emea", "DE",
 * "FR").group("apac", "JP").otherwise("other").as("region")}. Immutable.
 */
public final class ValueGroups {
    private final String column;
    private final Map<String, List<Object>> groups;
    private final Optional<String> rest;

    private ValueGroups(String column, Map<String, List<Object>> groups, Optional<String> rest) {
        this.column = column;
        this.groups = groups;
        this.rest = rest;
    }

    public static ValueGroups of(String column) {
        return new ValueGroups(column, Map.of(), Optional.empty());
    }

    /**
     * One more name for some values.
     *
     * @throws ColonnadeException INVALID_ARGUMENT if there are none, or a name or value is given twice
     */
    public ValueGroups group(String name, Object... values) {
        Map<String, List<Object>> more = new LinkedHashMap<>(groups);
        boolean taken = more.put(name, List.copyOf(Arrays.asList(values))) != null;
        Set<Object> all = new HashSet<>();
        boolean twice = more.values().stream().flatMap(List::stream).anyMatch(value -> !all.add(value));
        if (values.length == 0 || name.isEmpty() || taken || twice) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT,
                    "A group has a name and values of its own, unlike '" + name + "' " + Arrays.toString(values) + ".");
        }
        return new ValueGroups(column, more, rest);
    }

    /** The name for all other values, null among them; without it these have no name: their key is null. */
    public ValueGroups otherwise(String name) {
        return new ValueGroups(column, groups, Optional.of(name));
    }

    /** The name of each row's group, as a column. @throws ColonnadeException INVALID_ARGUMENT if there is no group */
    public Expr as(String key) {
        CaseBuilder.@Nullable Then cases = null;
        for (Map.Entry<String, List<Object>> group : new ArrayList<>(groups.entrySet())) {
            Expr holds = Exprs.col(column).isIn(group.getValue());
            cases = (cases == null ? Exprs.when(holds) : cases.when(holds)).then(group.getKey());
        }
        if (cases == null) {
            throw new ColonnadeException(
                    ErrorCode.INVALID_ARGUMENT, "No group of values of '" + column + "' is given.");
        }
        return cases.otherwise(rest.orElse(null)).as(key);
    }
}
