package dev.colonnade.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program in a JVM of its own, with the class path and the flags of this one, so that a crash or a hang of it is a red
 * test and not a dead build.
 *
 * @param exitCode -1 if it was ended since it took too long
 * @param lines what it printed, on both channels
 */
record Fork(int exitCode, List<String> lines) {
    private static final List<String> FLAGS =
            List.of("--add-opens", "--add-exports", "--enable-native-access", "--sun-misc-unsafe-memory-access");

    /** Runs {@code main} to its end, or for at most so long; what it leaves behind is left in a directory of the place. */
    static Fork run(Path place, Class<?> main, Duration limit, List<String> jvmFlags, Object... arguments) {
        return run(place, main, limit, jvmFlags, Map.of(), arguments);
    }

    /**
     * The same, with allocators that give native memory back at once, so that what stays is what is held. The threshold of mapped
     * blocks is fixed, since it grows with what is freed otherwise, and large blocks then leave holes in a heap that never shrinks.
     */
    static Fork runWithPlainAllocators(
            Path place, Class<?> main, Duration limit, List<String> jvmFlags, Object... arguments) {
        Map<String, String> plain = Map.of(
                "MALLOC_ARENA_MAX", "1", "MALLOC_MMAP_THRESHOLD_", "65536", "ARROW_DEFAULT_MEMORY_POOL", "system");
        return run(place, main, limit, jvmFlags, plain, arguments);
    }

    private static Fork run(
            Path place,
            Class<?> main,
            Duration limit,
            List<String> jvmFlags,
            Map<String, String> environment,
            Object[] arguments) {
        try {
            Path own = Files.createTempDirectory(place, "fork");
            Path output = own.resolve("output.txt");
            List<String> command = command(own, main, jvmFlags, arguments);
            return new Fork(wait(command, environment, output, limit), printed(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> command(Path temporary, Class<?> main, List<String> jvmFlags, Object[] arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> FLAGS.stream().anyMatch(flag::startsWith))
                .forEach(command::add);
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    /** Without blank lines, and without what newer JVMs say about the native access of libraries. */
    private static List<String> printed(Path output) throws IOException {
        return Files.readAllLines(output).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("WARNING: "))
                .toList();
    }

    private static int wait(List<String> command, Map<String, String> environment, Path output, Duration limit)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** What it printed last, for a report. */
    String tail() {
        return "exit code " + exitCode + " after\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }
}
