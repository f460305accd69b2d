package dev.colonnade.maintain;

import static dev.colonnade.oracle.TestSeed.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colonnade.error.ColonnadeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** The next {@code count} local times with their offsets. */
    private static List<String> next(String text, String after, int count) {
        ZonedDateTime moment = ZonedDateTime.parse(after + "[Europe/Berlin]");
        List<String> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            moment = Cron.parse(text).next(moment);
            found.add(moment.toOffsetDateTime().toString());
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "30 2 * * *, 2024-05-01T02:29:59+02:00, 2024-05-01T02:30+02:00",
        "30 2 * * *, 2024-05-01T02:30:00+02:00, 2024-05-02T02:30+02:00",
        "*/15 * * * *, 2024-05-01T02:31:00+02:00, 2024-05-01T02:45+02:00",
        "5/20 * * * *, 2024-05-01T02:31:00+02:00, 2024-05-01T02:45+02:00",
        "0 0 31 * *, 2024-01-31T00:00:00+01:00, 2024-03-31T00:00+01:00",
        "0 0 29 2 *, 2024-02-29T00:00:00+01:00, 2028-02-29T00:00+01:00",
        "0 12 1 JAN *, 2024-01-01T12:00:00+01:00, 2025-01-01T12:00+01:00",
        "0 4 * * SUN, 2024-05-01T00:00:00+02:00, 2024-05-05T04:00+02:00",
        "0 4 * * 7, 2024-05-01T00:00:00+02:00, 2024-05-05T04:00+02:00",
        "0 4 * * mon-fri, 2024-05-03T05:00:00+02:00, 2024-05-06T04:00+02:00",
        "0 4 13 * 5, 2024-05-01T00:00:00+02:00, 2024-05-03T04:00+02:00",
        "0 4 13 * 5, 2024-05-10T04:00:00+02:00, 2024-05-13T04:00+02:00",
        "'0 9,17 * * *', 2024-05-01T09:00:00+02:00, 2024-05-01T17:00+02:00",
        "59 23 31 12 *, 2024-12-31T23:59:00+01:00, 2025-12-31T23:59+01:00",
    })
    void isDueNext(String text, String after, String expected) {
        assertEquals(List.of(expected), next(text, after, 1));
    }

    @Test
    void clocksPutForwardMakeItDueAtTheEndOfTheGap() {
        assertEquals(
                List.of("2024-03-30T02:30+01:00", "2024-03-31T03:00+02:00", "2024-04-01T02:30+02:00"),
                next("30 2 * * *", "2024-03-30T00:00:00+01:00", 3));
        assertEquals(
                List.of("2024-03-31T01:30+01:00", "2024-03-31T03:00+02:00", "2024-03-31T03:30+02:00"),
                next("*/30 * * * *", "2024-03-31T01:00:00+01:00", 3));
    }

    @Test
    void clocksPutBackMakeFixedHoursDueOnceAndEveryHourTwice() {
        assertEquals(
                List.of("2024-10-27T02:30+02:00", "2024-10-28T02:30+01:00"),
                next("30 2 * * *", "2024-10-27T00:00:00+02:00", 2));
        assertEquals(
                List.of(
                        "2024-10-27T02:00+02:00",
                        "2024-10-27T02:30+02:00",
                        "2024-10-27T02:00+01:00",
                        "2024-10-27T02:30+01:00",
                        "2024-10-27T03:00+01:00"),
                next("*/30 * * * *", "2024-10-27T01:59:00+02:00", 5));
    }

    /** Against a look at every minute of a zone without changes of clocks. */
    @Test
    void agreesWithAskingEveryMinute() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            int minute = random.nextInt(60);
            int hour = random.nextInt(24);
            int day = random.nextInt(28) + 1;
            boolean everyDay = random.nextBoolean();
            String text = minute + " " + hour + " " + (everyDay ? "*" : day) + " * *";
            ZonedDateTime after = LocalDateTime.of(2023, 1, 1, 0, 0)
                    .plusMinutes(random.nextInt(2 * 365 * 24 * 60))
                    .atZone(ZoneId.of("UTC"));
            ZonedDateTime expected = after.plusMinutes(1);
            while (expected.getMinute() != minute
                    || expected.getHour() != hour
                    || !everyDay && expected.getDayOfMonth() != day) {
                expected = expected.plusMinutes(1);
            }
            assertEquals(
                    expected,
                    Cron.parse(text).next(after),
                    text + " after " + after + ", reproduce with -Dtest.seed=" + SEED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * FEBRUARY *",
                "* * * * 8",
                "a * * * *",
                "5-1 * * * *",
                "*/0 * * * *",
                "1//2 * * * *",
                "1,, * * * *",
                "-1 * * * *",
                "1-2-3 * * * *"
            })
    void whatIsNoFieldIsRefused(String text) {
        String message =
                assertThrows(ColonnadeException.class, () -> Cron.parse(text)).getMessage();
        assertEquals("The schedule '" + text + "' has '", message.substring(0, text.length() + 21));
        assertEquals(
                " is meant: write five fields, such as '30 2 * * *' for 2:30 every night.",
                message.substring(message.indexOf(" is meant")));
    }

    @Test
    void whatIsNeverDueIsRefused() {
        assertEquals(
                "The schedule '0 0 30 2 *' names a day that no month has: write five fields, such as '30 2 * * *' for 2:30 every night.",
                assertThrows(ColonnadeException.class, () -> Schedule.cron("0 0 30 2 *"))
                        .getMessage());
        assertEquals(
                "The schedule '0 0' has 2 fields and not minute, hour, day of month, month, day of week: write five fields, such as"
                        + " '30 2 * * *' for 2:30 every night.",
                assertThrows(ColonnadeException.class, () -> Schedule.cron("0 0"))
                        .getMessage());
    }

    @Test
    void aDelayCountsFromTheLastRun() {
        Instant last = Instant.parse("2024-05-01T10:00:00Z");
        assertEquals(
                last.plusSeconds(90), Schedule.every(Duration.ofSeconds(90)).next(last));
        assertEquals(
                "Between two runs lies more than nothing, not PT0S.",
                assertThrows(ColonnadeException.class, () -> Schedule.every(Duration.ZERO))
                        .getMessage());
        assertEquals(
                Instant.parse("2024-05-02T00:30:00Z"),
                Schedule.cron("30 2 * * *", BERLIN).next(last));
    }
}
