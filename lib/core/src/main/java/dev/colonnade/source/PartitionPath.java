package dev.colonnade.source;

import dev.colonnade.error.DatasetException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The directories {@code key=value/..} that hold the rows with these partition values. */
public final class PartitionPath {
    /** What Spark and Hive escape, and no name of a file may hold somewhere. */
    private static final String ESCAPED = "\"#%'*/:=?\\{}[]^<>|";

    private PartitionPath() {}

    /**
     * The relative directory, outermost key first; empty without keys.
     *
     * @param keys names and types
     * @param texts per key the value as the type's canonical text, or null
     * @throws DatasetException PARTITION_VALUE if a value has no directory name that every reader takes for it
     */
    public static String of(List<Field> keys, List<@Nullable String> texts) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            path.append(i == 0 ? "" : "/").append(name(keys.get(i), texts.get(i)));
        }
        return path.toString();
    }

    /** The names of a path as readers decode them: two directories with equal ones hold the same partition. */
    public static List<String> decoded(Path relative) {
        List<String> names = new ArrayList<>();
        relative.forEach(name -> names.add(Partitions.decode(name.toString())));
        return names;
    }

    private static String name(Field key, @Nullable String text) {
        if (text == null) {
            return escape(key.name()) + "=" + Partitions.NULL_NAME;
        }
        if (text.isEmpty() || text.equals(Partitions.NULL_NAME)) {
            throw refused(key, text, "stands for null in directory names: replace it before writing");
        }
        if (text.indexOf('\0') >= 0) {
            throw refused(key, text.replace("\0", "\\0"), "has a NUL, which no directory name holds");
        }
        Optional<Object> value = PartitionValues.parse(text, key.type());
        if (value.isEmpty()) {
            throw refused(key, text, "does not read back as " + key.type() + ": partition by another column");
        }
        String name = escape(key.name()) + "=" + escape(text);
        if (name.getBytes(StandardCharsets.UTF_8).length > 255) {
            throw refused(key, text, "makes a directory name of more than 255 bytes: partition by another column");
        }
        return name;
    }

    /** Whether a column of that name can be a key: names that begin with a dot are hidden, and long ones are refused. */
    public static boolean canBeKey(Field field) {
        return PartitionTypes.canBeKey(field.type())
                && !field.name().startsWith(".")
                && !field.name().isEmpty();
    }

    /** The types that {@link #canBeKey} takes, for messages. */
    public static String keyTypes() {
        return "bool, an integer, a decimal, string, uuid, date or a timestamp";
    }

    /**
     * The escapes of Spark: ASCII characters only, since Spark reads an escape as one character. Other characters stand for
     * themselves, or are escaped as UTF-8 where this system's file names cannot hold them.
     */
    private static String escape(String text) {
        boolean plain = isName(text.codePoints()
                .filter(c -> c >= 0x80)
                .mapToObj(Character::toString)
                .collect(Collectors.joining()));
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < ' ' || c == 0x7f || ESCAPED.indexOf(c) >= 0 || c >= 0x80 && !plain) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    escaped.append(String.format("%%%02X", b));
                }
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static boolean isName(String text) {
        try {
            return Path.of(text).toString().equals(text);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static DatasetException refused(Field key, String text, String why) {
        String shown = text.length() > 60 ? text.substring(0, 60) + ".." : text;
        DataType type = key.type();
        return new DatasetException(
                ErrorCode.PARTITION_VALUE,
                "The value '" + shown + "' of the partition key '" + key.name() + "' (" + type + ") " + why + ".");
    }
}
