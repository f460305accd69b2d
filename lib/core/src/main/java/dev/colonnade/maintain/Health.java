package dev.colonnade.maintain;

import dev.colonnade.batch.Table;
import dev.colonnade.stats.Content;
import dev.colonnade.stats.Report;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What was measured of a dataset, and what helps.
 *
 * @param findings one for each thing that was looked at
 * @param limits what they were held against
 */
public record Health(Path directory, List<Finding> findings, HealthLimits limits) implements Report {
    private static final Schema FINDINGS = Schema.of(
            Field.required("measure", DataType.STRING),
            Field.required("level", DataType.STRING),
            Field.required("value", DataType.FLOAT64),
            Field.required("warning", DataType.FLOAT64),
            Field.required("critical", DataType.FLOAT64),
            Field.required("action", DataType.STRING),
            Field.required("finding", DataType.STRING));

    /** How bad it is. */
    public enum Level {
        GOOD,
        WARNING,
        CRITICAL
    }

    /** The operation that helps. */
    public enum Action {
        NOTHING,
        COMPACT,
        SORT,
        VACUUM,
        /** Another choice of partition keys, which is the owner's. */
        REPARTITION,
        /** Files without statistics, written anew by any operation that rewrites them. */
        REWRITE,
        /** Opening the dataset again. */
        REFRESH
    }

    /**
     * One thing that was looked at.
     *
     * @param measure its name
     * @param value what was measured, to be held against the threshold
     * @param sentence the same in words
     */
    public record Finding(
            String measure, Level level, double value, HealthLimits.Threshold limit, Action action, String sentence) {
        static Finding of(String measure, double value, HealthLimits.Threshold limit, Action action, String sentence) {
            Level level = limit.level(value);
            return new Finding(measure, level, value, limit, level == Level.GOOD ? Action.NOTHING : action, sentence);
        }
    }

    public Health {
        findings = List.copyOf(findings);
    }

    /** The worst of all findings. */
    public Level level() {
        return findings.stream()
                .map(Finding::level)
                .max(Comparator.naturalOrder())
                .orElse(Level.GOOD);
    }

    /** The operations that help, each once. */
    public List<Action> actions() {
        return findings.stream()
                .map(Finding::action)
                .filter(action -> action != Action.NOTHING)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Content content() {
        List<List<Object>> rows = new ArrayList<>();
        findings.forEach(each -> rows.add(List.of(
                each.measure(),
                name(each.level()),
                each.value(),
                each.limit().warning(),
                each.limit().critical(),
                name(each.action()),
                each.sentence())));
        List<String> helps = actions().stream().map(Health::name).toList();
        return new Content("Health")
                .text("directory", directory.toString())
                .text("level", name(level()))
                .text("actions", helps.isEmpty() ? "none" : String.join(", ", helps))
                .table("findings", Table.ofRows(FINDINGS, rows));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return toText();
    }
}
