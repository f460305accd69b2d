package dev.colonnade.duckdb.maintain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colonnade.Colonnade;
import dev.colonnade.Session;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.maintain.HealthLimits;
import dev.colonnade.maintain.MaintenanceListener;
import dev.colonnade.maintain.MaintenanceReport;
import dev.colonnade.maintain.MaintenanceSchedule;
import dev.colonnade.maintain.Schedule;
import dev.colonnade.stats.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScheduleTest {
    private static final Schedule OFTEN = Schedule.every(Duration.ofMillis(1));

    @TempDir
    Path temp;

    private Path directory;

    @BeforeEach
    void fill() {
        directory = temp.resolve("d");
        try (Session session = open()) {
            for (int i = 0; i < 3; i++) {
                new Kept(session, directory).append("SELECT " + i + " AS id");
            }
        }
    }

    private static Session open() {
        return Colonnade.builder().backend("duckdb").threads(1).open();
    }

    /** Keeps what it hears. */
    private static final class Heard implements MaintenanceListener {
        private final BlockingQueue<Object> all = new LinkedBlockingQueue<>();

        @Override
        public void done(Report report) {
            all.add(report);
        }

        @Override
        public void failed(RuntimeException failure) {
            all.add(failure);
        }

        @Override
        public void skipped() {
            all.add("skipped");
        }

        Object next() throws InterruptedException {
            Object message = all.poll(100, TimeUnit.SECONDS);
            assertTrue(message != null, "nothing was heard");
            return message;
        }
    }

    @Test
    void whatIsDueIsDoneByOneThreadOfLowPriority() throws InterruptedException {
        try (Session session = open()) {
            Heard heard = new Heard();
            BlockingQueue<Integer> priorities = new LinkedBlockingQueue<>();
            session.open(directory.toString())
                    .maintain()
                    .schedule(
                            OFTEN,
                            maintenance -> {
                                priorities.add(Thread.currentThread().getPriority());
                                return maintenance.compact();
                            },
                            heard);
            MaintenanceReport first = (MaintenanceReport) heard.next();
            assertTrue(first.changed());
            assertEquals(3, first.before().files());
            assertFalse(((MaintenanceReport) heard.next()).changed());
            assertEquals(Thread.MIN_PRIORITY, priorities.take());
            assertEquals(1, session.open(directory.toString()).files().size());
        }
    }

    @Test
    void oneOfAllMaintains() throws InterruptedException {
        try (Session session = open();
                Session other = open()) {
            Heard owner = new Heard();
            Heard second = new Heard();
            MaintenanceSchedule owning =
                    session.open(directory.toString()).maintain().schedule(OFTEN, HealthLimits.defaults(), owner);
            owner.next();
            other.open(directory.toString()).maintain().schedule(OFTEN, HealthLimits.defaults(), second);
            assertEquals("skipped", second.next());
            owning.close();
            Object taken = second.next();
            while (taken.equals("skipped")) {
                taken = second.next();
            }
            assertTrue(taken instanceof Report, taken.toString());
        }
    }

    @Test
    void failuresAreHeardAndTriedAgain() throws InterruptedException {
        try (Session session = open()) {
            Heard heard = new Heard();
            session.open(directory.toString())
                    .maintain()
                    .schedule(
                            OFTEN,
                            maintenance -> maintenance.sort(
                                    dev.colonnade.expr.Exprs.col("nothing").asc()),
                            heard);
            for (int i = 0; i < 2; i++) {
                ColonnadeException failure = (ColonnadeException) heard.next();
                assertEquals(ErrorCode.NO_SUCH_COLUMN, failure.code());
            }
        }
    }

    @Test
    void aClosedSessionSchedulesNothing() throws InterruptedException {
        Heard heard = new Heard();
        Session session = open();
        var maintenance = session.open(directory.toString()).maintain();
        MaintenanceSchedule schedule = maintenance.schedule(OFTEN, HealthLimits.defaults(), heard);
        assertTrue(heard.next() instanceof Report);
        session.close();
        assertEquals(
                ErrorCode.CLOSED,
                assertThrows(
                                ColonnadeException.class,
                                () -> maintenance.schedule(OFTEN, HealthLimits.defaults(), heard))
                        .code());
        schedule.close();
        try (Session later = open()) {
            Heard again = new Heard();
            later.open(directory.toString()).maintain().schedule(OFTEN, HealthLimits.defaults(), again);
            Object message = again.next();
            while (message.equals("skipped")) {
                message = again.next();
            }
            assertTrue(message instanceof Report, message.toString());
        }
    }
}
