package dev.colonnade.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static void assertNearest(String expected, String name, String... candidates) {
        assertEquals(Optional.ofNullable(expected), Nearest.to(name, List.of(candidates)));
    }

    @Test
    void finds() {
        assertNearest("price", "pirce", "id", "price", "day");
        assertNearest("price", "PRICE", "id", "price");
        assertNearest("passenger_count", "passanger_cuont", "passenger_count", "trip_distance");
        assertNearest("id", "ip", "id", "day");
        assertNearest("A", "a", "b", "A");
        assertNearest("ab1", "ab3", "ab1", "ab2");
        assertNearest("ab2", "ab2x", "ab1x9", "ab2");
    }

    @Test
    void doesNotGuess() {
        assertNearest(null, "pirce", "id", "day");
        assertNearest(null, "x", "a", "b");
        assertNearest(null, "abcdef", "uvwxyz");
        assertNearest(null, "a");
    }

    @Test
    void hints() {
        assertEquals(" Did you mean 'price'?", Nearest.hint("prise", List.of("price")));
        assertEquals("", Nearest.hint("prise", List.of("id")));
    }

    @Test
    void swapsOfNeighboursAreOneEdit() {
        assertEquals(1, Nearest.distance("ab", "ba"));
        assertEquals(3, Nearest.distance("kitten", "sitting"));
        assertEquals(3, Nearest.distance("", "abc"));
        assertEquals(0, Nearest.distance("abc", "abc"));
    }
}
