package dev.colonnade.maintain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.error.ColonnadeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZOrderTest {
    @Test
    void bitsAreSpread() {
        assertEquals(0b101, ZOrder.spread(0b11, 2));
        assertEquals(0b1000001, ZOrder.spread(0b101, 3));
        assertEquals(0x5555, ZOrder.spread(0xFF, 2));
        assertEquals(0, ZOrder.spread(0, 4));
    }

    /** Bits of both columns alternate. */
    @Test
    void spreadBitsOfColumnsDoNotMeet() {
        for (int columns = 2; columns <= 4; columns++) {
            long all = 0;
            for (int column = 0; column < columns; column++) {
                long bits = ZOrder.spread(0xFF, columns) << column;
                assertEquals(0, all & bits);
                all |= bits;
            }
            assertEquals(8 * columns, Long.bitCount(all));
        }
    }

    @Test
    void aPlaceIsASumOfTreesOfComparisons() {
        String place = ZOrder.place(List.of("a", "b"), List.of(List.of(10L), List.of("m", "t")))
                .toString();
        assertEquals(
                "((0 + when (a < 10) then 0 otherwise 1) + when (b < 't') then when (b < 'm') then 0 otherwise 2 otherwise 8)",
                place);
    }

    @Test
    void oneQueryAsksForAllQuantiles() {
        String text = ZOrder.sampling(List.of("a", "odd \" name"));
        assertTrue(text.startsWith("SELECT quantile_disc(\"a\", [0.00390625, 0.0078125, "), text);
        assertTrue(text.contains("quantile_disc(\"odd \"\" name\", ["), text);
        assertTrue(text.endsWith("USING SAMPLE reservoir(65536 ROWS) REPEATABLE (1)) AS sampled"), text);
    }

    @Test
    void groupsOfValuesHaveTheirOwn() {
        assertEquals(
                "when (c in ['DE', 'FR']) then 'emea' when (c in ['JP']) then 'apac' otherwise 'rest' as region",
                ValueGroups.of("c")
                        .group("emea", "DE", "FR")
                        .group("apac", "JP")
                        .otherwise("rest")
                        .as("region")
                        .toString());
        assertEquals(
                "A group has a name and values of its own, unlike 'b' [2, 1].",
                assertThrows(
                                ColonnadeException.class,
                                () -> ValueGroups.of("c").group("a", 1).group("b", 2, 1))
                        .getMessage());
        assertEquals(
                "No group of values of 'c' is given.",
                assertThrows(ColonnadeException.class, () -> ValueGroups.of("c").as("k"))
                        .getMessage());
    }
}
