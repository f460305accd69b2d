package dev.colonnade.arrow.interop;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A way to start a JVM, and where it takes flags for it. */
public enum Launcher {
    JAVA("java", "java %s", ""),
    JSHELL("JShell", "jshell -R%s", "jdk.jshell"),
    SUREFIRE("Maven Surefire", "<argLine>%s</argLine>", "surefire"),
    NOTEBOOK("a notebook kernel", "JDK_JAVA_OPTIONS=\"%s\" in the \"env\" of its kernel.json", "jupyter"),
    JBANG("JBang", "//JAVA_OPTIONS %s", "jbang");

    private final String label;
    private final String line;
    private final String mark;

    Launcher(String label, String line, String mark) {
        this.label = label;
        this.line = line;
        this.mark = mark;
    }

    /** What started this JVM, as far as its command tells. */
    public static Launcher current() {
        return of(System.getProperty("sun.java.command", ""));
    }

    /** @param command the main class or jar and its arguments */
    static Launcher of(String command) {
        String lower = command.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(launcher -> !launcher.mark.isEmpty() && lower.contains(launcher.mark))
                .findFirst()
                .orElse(JAVA);
    }

    /** The line that gives a JVM of this launcher the one flag that Arrow's own classes need. */
    public String line() {
        return String.format(Locale.ROOT, line, OpenNio.FLAG);
    }

    /** The lines of all launchers. */
    public static String lines() {
        return Arrays.stream(values())
                .map(launcher -> launcher.label + ": " + launcher.line())
                .collect(Collectors.joining("; "));
    }

    /** Whether this JVM has the flag. */
    public static boolean hasFlag() {
        return OpenNio.isOpen();
    }
}
