package dev.colonnade.maintain;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import dev.colonnade.source.DataFile;
import dev.colonnade.source.FileSet;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which span of time the rows of a partition are from, by the values of its keys; in UTC. */
final class PartitionTime {
    private final List<Integer> positions;
    private final Grain grain;
    private final boolean told;
    private final Function<List<Object>, LocalDateTime> start;
    private final Function<LocalDateTime, List<Object>> values;

    /**
     * @param told whether the grain is said, and not concluded from the values
     * @param start of key values, of which none is null; a DateTimeException if they are no time
     */
    private PartitionTime(
            List<Integer> positions,
            Grain grain,
            boolean told,
            Function<List<Object>, LocalDateTime> start,
            Function<LocalDateTime, List<Object>> values) {
        this.positions = List.copyOf(positions);
        this.grain = grain;
        this.told = told;
        this.start = start;
        this.values = values;
    }

    /** A span of time. @param end the first moment behind it */
    record Span(LocalDateTime start, LocalDateTime end) {}

    /** @throws PlanException INVALID_ARGUMENT if no key is a time, or several could be */
    static PartitionTime of(FileSet dataset, Optional<TimeKey> given) {
        return given.isPresent() ? of(dataset, given.get()) : found(dataset);
    }

    Grain grain() {
        return grain;
    }

    /** Whether the grain is concluded from values of which there are too few. */
    boolean isGuessed(FileSet dataset) {
        long starts = dataset.files().stream()
                .flatMap(file -> span(file.partitionValues()).stream())
                .distinct()
                .limit(2)
                .count();
        return !told && starts < 2;
    }

    /** Empty if a value is null or no time. */
    Optional<Span> span(List<@Nullable Object> partition) {
        List<Object> mine = new ArrayList<>();
        for (int position : positions) {
            Object value = partition.get(position);
            if (value == null) {
                return Optional.empty();
            }
            mine.add(value);
        }
        try {
            LocalDateTime from = start.apply(mine);
            return Optional.of(new Span(from, grain.after(from)));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** The partition values with those of the time replaced. */
    List<@Nullable Object> at(LocalDateTime from, List<@Nullable Object> partition) {
        List<@Nullable Object> moved = new ArrayList<>(partition);
        List<Object> mine = values.apply(from);
        for (int i = 0; i < mine.size(); i++) {
            moved.set(positions.get(i), mine.get(i));
        }
        return moved;
    }

    // --- found by name and type

    private static PartitionTime found(FileSet dataset) {
        List<Field> keys = dataset.partitionFields();
        List<Integer> typed = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            DataType type = keys.get(i).type();
            if (type instanceof DataType.DateType || type instanceof DataType.TimestampType) {
                typed.add(i);
            }
        }
        if (typed.size() == 1) {
            return typed(dataset, typed.get(0), Optional.empty());
        }
        List<Integer> parts = parts(keys);
        if (!typed.isEmpty() || parts.isEmpty()) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The partition keys (" + names(keys) + ") "
                            + (typed.isEmpty() ? "hold no time that is told by name or type" : "hold several times")
                            + ": say which with a TimeKey.");
        }
        return composed(keys, parts);
    }

    private static String names(List<Field> keys) {
        return String.join(
                ", ", keys.stream().map(key -> key.name() + " " + key.type()).toList());
    }

    /** The positions of year, month, day, hour, or of year, quarter, as far as they are there without a gap. */
    private static List<Integer> parts(List<Field> keys) {
        List<Integer> quarters = run(keys, "year", "quarter");
        return quarters.size() == 2 ? quarters : run(keys, "year", "month", "day", "hour");
    }

    private static List<Integer> run(List<Field> keys, String... names) {
        List<Integer> found = new ArrayList<>();
        boolean gap = false;
        for (String name : names) {
            int position = position(keys, name);
            if (position < 0) {
                gap = true;
            } else if (gap) {
                return List.of();
            } else {
                found.add(position);
            }
        }
        return found;
    }

    private static int position(List<Field> keys, String name) {
        for (int i = 0; i < keys.size(); i++) {
            DataType type = keys.get(i).type();
            boolean digits = type instanceof DataType.IntType || type instanceof DataType.StringType;
            if (digits && keys.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private static PartitionTime composed(List<Field> keys, List<Integer> parts) {
        boolean quarters = keys.get(parts.get(parts.size() - 1)).name().equalsIgnoreCase("quarter");
        Grain grain = quarters
                ? Grain.QUARTER
                : List.of(Grain.YEAR, Grain.MONTH, Grain.DAY, Grain.HOUR).get(parts.size() - 1);
        return new PartitionTime(
                parts,
                grain,
                true,
                values -> {
                    int second = values.size() > 1 ? number(values.get(1)) : 1;
                    return LocalDateTime.of(
                            number(values.get(0)),
                            quarters ? (second - 1) * 3 + 1 : second,
                            values.size() > 2 ? number(values.get(2)) : 1,
                            values.size() > 3 ? number(values.get(3)) : 0,
                            0);
                },
                start -> parts(keys, parts, quarters, start));
    }

    private static List<Object> parts(List<Field> keys, List<Integer> parts, boolean quarters, LocalDateTime start) {
        int month = start.getMonthValue();
        int[] numbers = {start.getYear(), quarters ? (month - 1) / 3 + 1 : month, start.getDayOfMonth(), start.getHour()
        };
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            boolean text = keys.get(parts.get(i)).type() instanceof DataType.StringType;
            values.add(text ? String.format(Locale.ROOT, "%02d", numbers[i]) : (Object) (long) numbers[i]);
        }
        return values;
    }

    private static int number(Object value) {
        try {
            return value instanceof Number number
                    ? Math.toIntExact(number.longValue())
                    : Integer.parseInt((String) value);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new DateTimeException("No number of a calendar: " + value, e);
        }
    }

    // --- one key

    private static PartitionTime of(FileSet dataset, TimeKey given) {
        List<Field> keys = dataset.partitionFields();
        int position = keys.stream().map(Field::name).toList().indexOf(given.column());
        if (position < 0) {
            throw new PlanException(
                    ErrorCode.NO_SUCH_COLUMN, "'" + given.column() + "' is no partition key of (" + names(keys) + ").");
        }
        if (given.pattern().isEmpty()) {
            return typed(dataset, position, Optional.of(given.grain()));
        }
        boolean text = keys.get(position).type() instanceof DataType.StringType;
        DateTimeFormatter format = new DateTimeFormatterBuilder()
                .appendPattern(given.pattern().replace("yyyy", "uuuu"))
                .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
                .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
        return new PartitionTime(
                List.of(position),
                given.grain(),
                true,
                values -> LocalDateTime.parse(values.get(0).toString(), format),
                start -> List.of(text ? format.format(start) : (Object) Long.parseLong(format.format(start))));
    }

    private static PartitionTime typed(FileSet dataset, int position, Optional<Grain> given) {
        Field key = dataset.partitionFields().get(position);
        if (!(key.type() instanceof DataType.DateType) && !(key.type() instanceof DataType.TimestampType)) {
            throw new PlanException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The partition key '" + key.name() + "' is " + key.type()
                            + " and neither date nor timestamp: give its TimeKey a pattern, such as yyyyMMdd.");
        }
        Grain grain = given.orElseGet(() -> coarsest(dataset, position));
        return new PartitionTime(
                List.of(position), grain, given.isPresent(), values -> moment(values.get(0)), start -> {
                    Object value = key.type() instanceof DataType.DateType
                            ? start.toLocalDate()
                            : ((DataType.TimestampType) key.type()).utc()
                                    ? start.toInstant(ZoneOffset.UTC)
                                    : (Object) start;
                    return List.of(value);
                });
    }

    private static LocalDateTime moment(Object value) {
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        return value instanceof Instant instant
                ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                : (LocalDateTime) value;
    }

    /** The longest span that all values begin: a partition then never counts as older than it is. */
    private static Grain coarsest(FileSet dataset, int position) {
        List<LocalDateTime> starts = dataset.files().stream()
                .map(DataFile::partitionValues)
                .flatMap(values -> Optional.ofNullable(values.get(position)).stream())
                .map(PartitionTime::moment)
                .distinct()
                .toList();
        return List.of(Grain.values()).stream()
                .sorted(Comparator.reverseOrder())
                .filter(grain -> starts.stream().allMatch(grain::begins))
                .findFirst()
                .orElseThrow(
                        () -> new PlanException(
                                ErrorCode.INVALID_ARGUMENT,
                                "The values of the partition key '"
                                        + dataset.partitionFields()
                                                .get(position)
                                                .name()
                                        + "' are no full hours, so they do not tell how much time each spans: say it with a TimeKey."));
    }
}
