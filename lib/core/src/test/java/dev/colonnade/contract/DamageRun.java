package dev.colonnade.contract;

import static dev.colonnade.expr.Exprs.count;
import static dev.colonnade.expr.Exprs.sum;

import dev.colonnade.ParquetDataset;
import dev.colonnade.Session;
import dev.colonnade.batch.Table;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The program of {@link DamagedFilesContract}: reads damaged copies of sound files in one session, and after each one a
 * good file. Prints the case before it runs, a line that begins with {@code WRONG} for whatever is neither rows nor one
 * sentence, and at the end what came of all cases. A case that takes longer than its limit ends the program.
 */
final class DamageRun {
    private static final long LIMIT_SECONDS = 10;
    private static final Set<ErrorCode> NEVER = Set.of(ErrorCode.INTERNAL, ErrorCode.CLOSED, ErrorCode.CANCELLED);

    private final Session session;
    private final ParquetDataset good;
    private final Path scratch;
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<Path, String> soundRows = new HashMap<>();

    private DamageRun(Session session, Path goodFile, Path scratch) {
        this.session = session;
        this.good = session.open(goodFile.toString());
        this.scratch = scratch;
    }

    /** @param arguments backend, directory of sound files, a good file, a scratch directory, first seed, number of cases */
    public static void main(String[] arguments) throws Exception {
        List<Path> files = files(Path.of(arguments[1]));
        long seed = Long.parseLong(arguments[4]);
        int cases = Integer.parseInt(arguments[5]);
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "reader");
            thread.setDaemon(true);
            return thread;
        });
        try (Session session =
                new Subject(arguments[0]).session().memoryLimit("300MB").open()) {
            DamageRun run = new DamageRun(session, Path.of(arguments[2]), Path.of(arguments[3]));
            for (long at = seed; at < seed + cases; at++) {
                long one = at;
                Path file = files.get((int) (at % files.size()));
                Damage damage = Damage.values()[(int) (at / files.size() % Damage.values().length)];
                System.out.println("case " + at + ": " + file.getFileName() + " " + damage);
                try {
                    worker.submit(() -> run.read(file, damage, one)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
                } catch (TimeoutException hang) {
                    System.out.println("WRONG case " + at + ": hangs");
                    Runtime.getRuntime().halt(3);
                }
            }
            System.out.println("damaged: " + cases + " files, " + run.outcomes);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(path -> path.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    private Void read(Path sound, Damage damage, long seed) throws IOException {
        String expected = soundRows.computeIfAbsent(sound, this::rowsOrRefusal);
        byte[] bytes = damage.apply(Files.readAllBytes(sound), new Random(seed));
        Path file = Files.write(scratch.resolve("case-" + seed + ".parquet"), bytes);
        try {
            outcomes.merge(damage + " " + outcome(file, expected, seed), 1, Integer::sum);
            String answer = Answers.rows(good.agg(count(), sum("id")).collect()).toString();
            if (!answer.equals("[[1000, 499500]]")) {
                System.out.println("WRONG case " + seed + ": a good file gives " + answer);
            }
        } catch (Throwable broken) {
            System.out.println("WRONG case " + seed + ": " + broken);
            broken.printStackTrace(System.out);
        } finally {
            Files.delete(file);
        }
        return null;
    }

    private String rowsOrRefusal(Path sound) {
        try {
            return text(session.open(sound.toString()).lazy().collect());
        } catch (ColonnadeException refused) {
            return "refused";
        }
    }

    private String outcome(Path file, String expected, long seed) {
        try {
            ParquetDataset dataset = session.open(file.toString());
            Table table = dataset.lazy().collect();
            if (table.rowCount() != dataset.rowCount()) {
                System.out.println("WRONG case " + seed + ": " + table.rowCount() + " rows of " + dataset.rowCount());
            }
            return text(table).equals(expected) ? "right" : "other values";
        } catch (ColonnadeException refused) {
            String message = String.valueOf(refused.getMessage());
            boolean named = message.contains(file.toString()) || message.startsWith("Column '");
            boolean sentence = named && message.endsWith(".") && !message.contains("\n");
            if (!sentence || NEVER.contains(refused.code())) {
                System.out.println("WRONG case " + seed + ": " + refused.code() + ": " + message);
            }
            return refused.code().toString();
        }
    }

    private static String text(Table table) {
        return table.schema() + "\n" + table.toCsv();
    }
}
