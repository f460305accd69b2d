package dev.colonnade.arrow.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colonnade.error.ColonnadeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class OpenNioTest {
    /** A program that uses the interop. */
    public static final class Program {
        private Program() {}

        public static void main(String[] args) {
            try {
                // without the flag there is no allocator at all
                ArrowInterop.readStream(InputStream.nullInputStream(), args.length == 0 ? null : new RootAllocator());
            } catch (ColonnadeException e) {
                System.out.println(e.code() + " " + e.getMessage());
            }
        }
    }

    private static String run(List<String> flags, String... args) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return text.strip();
    }

    @Test
    void namesTheMissingFlag() throws IOException, InterruptedException {
        assertEquals(
                "BACKEND_UNAVAILABLE Arrow's own classes need java.nio opened, which this JVM was started without: java --add-opens=java.base/java.nio=ALL-UNNAMED.",
                run(List.of()));
        assertEquals(
                "ENGINE An Arrow stream failed: Unexpected end of input. Missing schema.",
                run(List.of(OpenNio.FLAG), "allocator"));
    }
}
