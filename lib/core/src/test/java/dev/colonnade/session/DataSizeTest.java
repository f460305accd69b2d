package dev.colonnade.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.error.ColonnadeException;
import org.junit.jupiter.api.Test;

class DataSizeTest {
    @Test
    void readsDecimalAndBinaryUnits() {
        assertEquals(512_000_000L, DataSize.parse("512MB").bytes());
        assertEquals(1_610_612_736L, DataSize.parse(" 1.5 GiB ").bytes());
        assertEquals(4096, DataSize.parse("4096").bytes());
        assertEquals(2_000, DataSize.parse("2kb").bytes());
    }

    @Test
    void refusesOtherTexts() {
        for (String text : new String[] {"", "MB", "4 parsecs", "-1MB", "1e3MB"}) {
            ColonnadeException refused = assertThrows(ColonnadeException.class, () -> DataSize.parse(text));
            assertEquals("'" + text + "' is no size: write it like 512MB, 4GB or 1.5GiB.", refused.getMessage());
        }
    }
}
