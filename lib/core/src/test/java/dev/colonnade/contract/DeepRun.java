package dev.colonnade.contract;

import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.error.QueryException;
import dev.colonnade.session.QueryOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The program of {@link DamagedFilesContract} for one row whose value is nested so deeply that an engine may take for
 * ever: asks for it under a limit of time, then for a plain column, then closes, and prints what came of each.
 */
final class DeepRun {
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final long PATIENCE_SECONDS = 5;

    private DeepRun() {}

    /** @param arguments backend, file with columns {@code deep} and {@code id} */
    public static void main(String[] arguments) {
        long start = System.nanoTime();
        Session session = new Subject(arguments[0]).session().open();
        ParquetDataset dataset = session.open(arguments[1]);
        long plain = dataset.select("id").collect().rowCount();
        long asked = System.nanoTime();
        String answer;
        try {
            answer = dataset.select("deep")
                            .with(QueryOptions.defaults().withTimeout(LIMIT))
                            .collect()
                            .rowCount()
                    + " row";
        } catch (QueryException stopped) {
            answer = stopped.code().toString();
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - asked);
        System.out.println("deep: " + answer + (seconds < PATIENCE_SECONDS ? "" : " after " + seconds + " s"));
        System.out.println(
                "plain: " + plain + ", " + dataset.select("id").collect().rowCount());
        session.close();
        System.out.println("closed after " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms in all");
    }
}
