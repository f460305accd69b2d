package dev.colonnade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedParametersTest {
    @Test
    void replacesPlaceholdersInOrder() {
        NamedParameters bound = NamedParameters.bind(
                "select * from t where a > $low and b = $name or a < $low", Map.of("low", "5", "name", "x y"));
        assertEquals("select * from t where a > ? and b = ? or a < ?", bound.sql());
        assertEquals(List.of(5L, "x y", 5L), bound.values());
    }

    @Test
    void leavesQuotesAndCommentsAlone() {
        String text = "select '$a''$a', \"$a\", $$ $a $$, $q$ $a $q$ -- $a\n/* $a */ from t where x = ";
        NamedParameters bound = NamedParameters.bind(text + "$a", Map.of("a", "1"));
        assertEquals(text + "?", bound.sql());
        assertEquals(List.of(1L), bound.values());
        assertEquals(
                "select $1, '", NamedParameters.bind("select $1, '", Map.of()).sql());
    }

    @Test
    void refusesMissingAndUnusedValues() {
        assertEquals(
                "The query uses $x: give it with --param x=VALUE.",
                assertThrows(UsageException.class, () -> NamedParameters.bind("select $x", Map.of()))
                        .getMessage());
        assertEquals(
                "The query has no $x: leave --param x away or use it.",
                assertThrows(UsageException.class, () -> NamedParameters.bind("select '$x'", Map.of("x", "1")))
                        .getMessage());
    }

    @Test
    void valuesGetTheTypeTheyLookLike() {
        assertEquals(true, ParameterValue.parse("true"));
        assertEquals(-7L, ParameterValue.parse("-7"));
        assertEquals(new BigDecimal("9223372036854775808"), ParameterValue.parse("9223372036854775808"));
        assertEquals(new BigDecimal("1.50"), ParameterValue.parse("1.50"));
        assertEquals(LocalDate.of(2013, 7, 1), ParameterValue.parse("2013-07-01"));
        assertEquals(LocalDateTime.of(2013, 7, 1, 5, 30), ParameterValue.parse("2013-07-01T05:30"));
        assertEquals(Instant.parse("2013-07-01T05:30:00Z"), ParameterValue.parse("2013-07-01T05:30:00Z"));
        assertEquals("2013-07-01 or so", ParameterValue.parse("2013-07-01 or so"));
        assertEquals("7", ParameterValue.parse("'7'"));
        assertEquals("JFK", ParameterValue.parse("JFK"));
        assertEquals("", ParameterValue.parse(""));
        assertEquals("1e5", ParameterValue.parse("1e5"));
    }
}
