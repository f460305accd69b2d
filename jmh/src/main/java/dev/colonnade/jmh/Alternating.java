package dev.colonnade.jmh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The benchmarks in turns, one call each, round after round in one JVM: on a machine with other work to do, that work
 * hits all of them alike, and ratios hold where those of consecutive runs do not. Prints the median and the tenth
 * percentile of each in milliseconds.
 */
public final class Alternating {
    private Alternating() {}

    /**
     * {@code query <rows of the file> <rounds>}, {@code fetch <rounds>}, {@code arrays <rounds>}, {@code backends <files>
     * <rounds>}, {@code write <days per partition> <rounds>} or {@code compact <rounds>}.
     */
    public static void main(String[] args) throws Exception {
        Map<String, Callable<?>> steps = new LinkedHashMap<>();
        if (args.length == 3 && args[0].equals("query")) {
            QueryBenchmark queries = new QueryBenchmark();
            queries.rows = Integer.parseInt(args[1]);
            queries.open();
            steps.put("driver", queries::driver);
            steps.put("driverPrepared", queries::driverPrepared);
            steps.put("frame", queries::frame);
            steps.put("sql", queries::sql);
            run(steps, Integer.parseInt(args[2]));
            queries.close();
        } else if (args.length == 2 && List.of("fetch", "arrays").contains(args[0])) {
            FetchBenchmark fetches = new FetchBenchmark();
            fetches.open();
            if (args[0].equals("fetch")) {
                steps.put("driverArrow", fetches::driverArrow);
                steps.put("collect", fetches::collect);
            } else {
                steps.put("gettersArrays", fetches::gettersArrays);
                steps.put("driverArrowArrays", fetches::driverArrowArrays);
                steps.put("collectArrays", fetches::collectArrays);
            }
            run(steps, Integer.parseInt(args[1]));
            fetches.close();
        } else if (args.length == 4 && args[0].equals("write")) {
            write(WriteBenchmark.Place.valueOf(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        } else if (args.length == 2 && args[0].equals("compact")) {
            compact(Integer.parseInt(args[1]));
        } else if (args.length == 3 && args[0].equals("backends")) {
            for (BackendBenchmark.Shape shape : BackendBenchmark.Shape.values()) {
                backends(shape, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            }
        } else {
            System.err.println("usage: Alternating query <rows> <rounds> | fetch <rounds> | arrays <rounds>"
                    + " | backends <files> <rounds> | write <SAME|NEW> <days> <rounds> | compact <rounds>");
            System.exit(2);
        }
    }

    private static void compact(int rounds) throws Exception {
        CompactBenchmark compactions = new CompactBenchmark();
        compactions.open();
        Map<String, Callable<?>> steps = new LinkedHashMap<>();
        steps.put("driver", compactions::driver);
        steps.put("library", compactions::library);
        Around around = new Around() {
            @Override
            public void before() throws Exception {
                compactions.makeRoom();
            }

            @Override
            public void after() throws Exception {
                compactions.clear();
            }
        };
        run(steps, rounds, around);
        compactions.close();
    }

    private static void write(WriteBenchmark.Place place, int days, int rounds) throws Exception {
        WriteBenchmark writes = new WriteBenchmark();
        writes.place = place;
        writes.days = days;
        writes.open();
        Map<String, Callable<?>> steps = new LinkedHashMap<>();
        steps.put("driver", writes::driver);
        steps.put("library", writes::library);
        Around around = new Around() {
            @Override
            public void before() throws Exception {
                writes.makeRoom();
            }

            @Override
            public void after() throws Exception {
                writes.clear();
            }
        };
        run(steps, rounds, around);
        writes.close();
    }

    /** One question on each backend. */
    private static void backends(BackendBenchmark.Shape shape, int files, int rounds) throws Exception {
        Map<String, Callable<?>> steps = new LinkedHashMap<>();
        List<BackendBenchmark> open = new ArrayList<>();
        for (String backend : List.of("duckdb", "arrow", "auto")) {
            BackendBenchmark benchmark = new BackendBenchmark();
            benchmark.files = files;
            benchmark.shape = shape;
            benchmark.backend = backend;
            benchmark.open();
            open.add(benchmark);
            steps.put(backend, benchmark::rows);
        }
        System.out.println(
                shape + " of " + files + " files, auto takes " + open.get(2).engine());
        run(steps, rounds);
        open.forEach(BackendBenchmark::close);
    }

    private static void run(Map<String, Callable<?>> steps, int rounds) throws Exception {
        run(steps, rounds, Around.NOTHING);
    }

    /** What is done before and after a call, and not timed. */
    interface Around {
        Around NOTHING = new Around() {};

        default void before() throws Exception {}

        default void after() throws Exception {}
    }

    /** A quarter of the rounds warms up and does not count. */
    private static void run(Map<String, Callable<?>> steps, int rounds, Around around) throws Exception {
        Map<String, List<Long>> nanos = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Callable<?>> step : steps.entrySet()) {
                around.before();
                long start = System.nanoTime();
                step.getValue().call();
                long taken = System.nanoTime() - start;
                around.after();
                if (round >= rounds / 4) {
                    nanos.computeIfAbsent(step.getKey(), name -> new ArrayList<>())
                            .add(taken);
                }
            }
        }
        nanos.forEach((name, times) -> {
            Collections.sort(times);
            System.out.printf(
                    "%-17s median %8.2f  p10 %8.2f%n",
                    name, times.get(times.size() / 2) / 1e6, times.get(times.size() / 10) / 1e6);
        });
    }
}
