package dev.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the pages to the programs. A fenced block after {@code <!-- snippet: Quickstart#plan -->} is the marked region of
 * that example or test, and one after {@code <!-- output: Quickstart -->} is what it prints; {@code -Dgolden=update} rewrites both.
 */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<Path> TEST_SOURCES = List.of(
            Path.of("lib/core/src/test/java"),
            Path.of("lib/duckdb/src/test/java"),
            Path.of("lib/arrow/src/test/java"),
            Path.of("lib/parquet/src/test/java"),
            Path.of("lib/cli/src/test/java"),
            Path.of("examples/src/test/java"));
    private static final Path SOURCES = Path.of("src/main/java/dev/colonnade/examples");
    /** Programs that need what the examples do not depend on. */
    private static final Path TESTS_OF_ARROW = ROOT.resolve("lib/arrow/src/test/java/dev/colonnade/arrow/interop");

    private static final Pattern MARKED =
            Pattern.compile("<!-- (snippet|output): (\\w+)(?:#([\\w-]+))? -->\n```\\w*\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(p -> p.toString().endsWith(".md")).forEach(pages::add);
        }
        try (Stream<Path> top = Files.list(ROOT)) {
            top.filter(p -> p.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages.stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void blocksEqualTheirPrograms(Path page) throws IOException {
        String text = Files.readString(page);
        String expected = withCurrentBlocks(text);
        boolean current = Timings.hidden(expected).equals(Timings.hidden(text));
        if (!current && "update".equals(System.getProperty("golden"))) {
            Files.writeString(page, expected);
        } else {
            assertEquals(Timings.hidden(expected), Timings.hidden(text), page.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        Matcher links = LINK.matcher(Files.readString(page).replaceAll("(?s)```.*?```", ""));
        while (links.find()) {
            Path target = page.resolveSibling(links.group(1));
            assertFalse(Files.notExists(target), () -> page + " links to " + target + ", which does not exist.");
        }
    }

    @Test
    void capabilitiesNameTestsThatExist() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/capabilities.md"));
        Map<String, String> sources = new HashMap<>();
        for (Path tests : TEST_SOURCES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(tests))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        Matcher named = Pattern.compile("`(\\w+(?:Test|Contract))#(\\w+)`").matcher(page);
        int found = 0;
        while (named.find()) {
            String source = sources.getOrDefault(named.group(1), "");
            assertTrue(source.contains("void " + named.group(2) + "("), named.group());
            found++;
        }
        assertTrue(found >= 30, "tests named: " + found);
    }

    @Test
    void aStaleBlockIsSeen(@TempDir Path directory) throws IOException {
        String stale = "<!-- snippet: Quickstart#open -->\n```java\nold();\n```\n";
        assertFalse(withCurrentBlocks(stale).contains("old()"));
        assertFalse(withCurrentBlocks(stale).equals(stale));
    }

    private static String withCurrentBlocks(String text) throws IOException {
        Matcher blocks = MARKED.matcher(text);
        StringBuilder current = new StringBuilder();
        while (blocks.find()) {
            String block = blocks.group(1).equals("snippet")
                    ? region(blocks.group(2), blocks.group(3))
                    : ExampleOutputs.of(blocks.group(2));
            String whole = blocks.group();
            int from = blocks.start(4) - blocks.start();
            int to = blocks.end(4) - blocks.start();
            blocks.appendReplacement(
                    current, Matcher.quoteReplacement(whole.substring(0, from) + block + whole.substring(to)));
        }
        return blocks.appendTail(current).toString();
    }

    private static String region(String example, String name) throws IOException {
        Path directory = example.endsWith("Test") ? TESTS_OF_ARROW : SOURCES;
        String source = Files.readString(directory.resolve(example + ".java"));
        Matcher region = Pattern.compile("// snippet: " + Pattern.quote(name) + "\n(.*?)\\s*// end\n", Pattern.DOTALL)
                .matcher(source);
        if (!region.find()) {
            throw new AssertionError(example + " has no snippet '" + name + "'.");
        }
        return region.group(1).stripIndent() + "\n";
    }
}
