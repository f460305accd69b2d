package dev.colonnade.contract;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A JVM with no flag at all, and with parts of this one's class path. */
public final class BareJvm {
    private BareJvm() {}

    /** The entries of this JVM's class path that are let through. */
    public static List<String> classPath(Predicate<String> allowed) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(allowed)
                .toList();
    }

    /** What {@code main} prints, and how it ended if it failed. */
    public static String run(List<String> classPath, Class<?> main, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        String printed = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("WARNING"))
                .collect(Collectors.joining("\n"));
        return code == 0 ? printed.strip() : printed + "\nexit code " + code;
    }
}
