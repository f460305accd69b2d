package dev.colonnade.examples;

import dev.colonnade.Colonnade;
import dev.colonnade.LazyFrame;
import dev.colonnade.Session;
import dev.colonnade.session.Validation;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Asks in SQL, with bound parameters, and goes on with the answer in Java. */
public final class Sql {
    private Sql() {}

    public static void main(String[] args) {
        try (ExampleData data = ExampleData.open()) {
            run(data.directory(), System.out);
        }
    }

    /** A month at an airport; components are matched with columns by name. */
    // snippet: record
    public record Month(String origin, long month, double rain) {}
    // end

    public static void run(Path data, PrintStream out) {
        // snippet: session
        try (Session session = Colonnade.builder().memoryLimit("1GB").threads(2).open()) {
            session.dataset("weather", data.resolve("weather").toString());

            LazyFrame wet = session.sql(
                    """
                    SELECT origin, month, rain
                    FROM (
                        SELECT origin, month, round(sum(precip), 2) AS rain,
                            row_number() OVER (PARTITION BY origin ORDER BY sum(precip) DESC) AS place
                        FROM weather
                        WHERE origin <> ? AND month BETWEEN ? AND ?
                        GROUP BY origin, month
                    )
                    WHERE place = 1
                    ORDER BY origin
                    """,
                    "EWR",
                    4,
                    9);
            out.println(wet.schema());
            out.print(wet.collect());

            List<Month> months = wet.collect().toList(Month.class);
            out.println(months.get(0));
            // end

            // snippet: validate
            Validation typo = session.validate("SELECT tmep FROM weather");
            out.println(typo.problems().get(0));
            // end
        }
    }
}
