package dev.colonnade.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ValuesTest {
    /** Each value is less than every one after it. */
    private static void ascending(Object... values) {
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                String pair = values[i] + " and " + values[j];
                assertEquals(Integer.signum(i - j), Integer.signum(Values.compare(values[i], values[j])), pair);
            }
        }
    }

    @Test
    void order() {
        ascending(false, true);
        ascending(-3L, 0L, 7L);
        ascending(Double.NEGATIVE_INFINITY, -1.5, 0.0, Double.MIN_VALUE, Double.POSITIVE_INFINITY, Double.NaN);
        ascending(-1f, 0f, Float.POSITIVE_INFINITY, Float.NaN);
        ascending("", "A", "Z", "a", "aa", "b", "é", "\uE000", "\uFFFD", "\uD83D\uDE00", "\uD83D\uDE01");
        ascending(new byte[0], new byte[] {1}, new byte[] {1, 0}, new byte[] {127}, new byte[] {-128}, new byte[] {-1});
        ascending(new BigDecimal("-1.5"), new BigDecimal("0"), new BigDecimal("1.10"), new BigDecimal("1.2"));
        ascending(new UUID(0, 1), new UUID(0, -1), new UUID(1, 0), new UUID(-1, 0));
        ascending(Instant.MIN, Instant.EPOCH, Instant.MAX);
        ascending(new Interval(0, 29, 0), new Interval(1, 0, 0), new Interval(0, 30, 1), new Interval(0, 31, -1));
        ascending(List.of(), List.of(1), List.of(1, 2), List.of(2), Arrays.asList((Object) null));
        ascending(struct(1, "a"), struct(1, "b"), struct(2, "a"), struct(2, null));
    }

    private static Map<String, Object> struct(Object a, Object b) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", a);
        map.put("b", b);
        return map;
    }

    @Test
    void equality() {
        assertTrue(Values.same(null, null));
        assertFalse(Values.same(null, 1));
        assertFalse(Values.same(1, null));
        assertTrue(Values.same(Double.NaN, Double.NaN));
        assertTrue(Values.same(-0.0, 0.0));
        assertTrue(Values.same(-0.0f, 0.0f));
        assertTrue(Values.same(new BigDecimal("1.0"), new BigDecimal("1.00")));
        assertTrue(Values.same(new byte[] {1}, new byte[] {1}));
        assertTrue(Values.same(new Interval(1, 0, 0), new Interval(0, 30, 0)));
        assertTrue(Values.same(new Interval(0, 1, 0), new Interval(0, 0, 86_400_000_000_000L)));
    }
}
