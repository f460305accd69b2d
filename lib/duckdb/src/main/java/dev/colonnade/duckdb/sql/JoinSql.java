package dev.colonnade.duckdb.sql;

import dev.colonnade.plan.JoinType;
import dev.colonnade.plan.LogicalPlan;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Joins. A side that only names columns of its source joins directly, and so does a filtered side whose filter may as
 * well run after the join; any other becomes a nested query.
 */
final class JoinSql {
    private final Aliases aliases;

    JoinSql(Aliases aliases) {
        this.aliases = aliases;
    }

    Select select(LogicalPlan.Join join, Select leftInput, Select rightInput) {
        JoinType type = join.type();
        Select left = side(leftInput, !type.padsLeft(), true);
        Select right = side(rightInput, !type.padsRight() && type.keepsRightColumns(), false);
        Map<String, Select.Column> both = new LinkedHashMap<>(left.columns());
        both.putAll(right.columns());
        Select pairs = new Select(null, both);
        boolean cross = type == JoinType.CROSS;
        String condition = cross ? null : ExprSql.of(join.condition(), pairs::text);
        Source source = new Source.Joined(from(left), keyword(type), from(right), condition);
        Select select = new Select(source, type.keepsRightColumns() ? both : left.columns());
        left.where().forEach(select::filter);
        right.where().forEach(select::filter);
        return select;
    }

    private static String keyword(JoinType type) {
        return switch (type) {
            case INNER -> "JOIN";
            case LEFT -> "LEFT JOIN";
            case RIGHT -> "RIGHT JOIN";
            case FULL -> "FULL JOIN";
            case SEMI -> "SEMI JOIN";
            case ANTI -> "ANTI JOIN";
            case CROSS -> "CROSS JOIN";
        };
    }

    private static Source from(Select side) {
        Source from = side.from();
        if (from == null) {
            throw new IllegalStateException("A side of a join reads from nothing.");
        }
        return from;
    }

    /**
     * @param kept whether each row of the join has a row of this side, so that its filters and computed columns may be
     *     evaluated above the join
     * @param first whether this is the left side, where another join needs no parentheses
     */
    private Select side(Select input, boolean kept, boolean first) {
        boolean direct = input.from() != null
                && (first || !(input.from() instanceof Source.Joined))
                && input.isRowwise()
                && (kept ? cheap(input) : input.isBare());
        return direct ? input : input.nested(aliases.next());
    }

    private static boolean cheap(Select select) {
        return select.columns().values().stream().noneMatch(c -> c.kind() == Select.Kind.COMPUTED);
    }
}
