package dev.colonnade.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.type.DataType;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedStringsTest {
    private static final Schema SCHEMA = Schema.of(Field.of("s", DataType.STRING));

    @ParameterizedTest
    @ValueSource(ints = {3, 500, 10_000, 1_000_000_000})
    void sharedOrNotTheValuesAreTheColumns(int distinct) {
        Random random = new Random(distinct);
        List<Batch> batches = new ArrayList<>();
        List<@Nullable String> expected = new ArrayList<>();
        for (int chunk = 0; chunk < 6; chunk++) {
            List<@Nullable String> values = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                values.add(random.nextInt(10) == 0 ? null : text(random.nextInt(distinct)));
            }
            batches.add(new Batch(SCHEMA, 10_000, List.of(Vectors.of(DataType.STRING, values))).slice(7, 9_000));
            expected.addAll(values.subList(7, 9_007));
        }
        assertArrayEquals(
                expected.toArray(new String[0]),
                Table.of(SCHEMA, batches).column("s").toStringArray());
    }

    /** From empty to longer than two words, ASCII and not, alike at both ends. */
    private static String text(int number) {
        return switch (number % 4) {
            case 0 -> Integer.toString(number, 36).substring(number == 0 ? 1 : 0);
            case 1 -> "beginning " + number + " the end";
            case 2 -> "ü" + number + "漢";
            default -> "x".repeat(number % 23);
        };
    }

    @Test
    void repeatedValuesAreOneObject() {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            values.add("value " + i % 100);
        }
        Table table =
                Table.of(SCHEMA, List.of(new Batch(SCHEMA, 50_000, List.of(Vectors.of(DataType.STRING, values)))));
        @Nullable String[] strings = table.column("s").toStringArray();
        Set<Object> objects = Collections.newSetFromMap(new IdentityHashMap<>());
        Collections.addAll(objects, strings);
        assertTrue(objects.size() < 1_000, objects.size() + " objects for 100 values");
        assertSame(strings[0], strings[100]);
    }
}
