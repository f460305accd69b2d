package dev.colonnade.source;

import dev.colonnade.error.ErrorCode;
import dev.colonnade.source.Storage.Entry;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * A path with wildcards: <code>*</code> and <code>?</code> within a name, <code>[a-c]</code>, <code>{a,b}</code>, and
 * <code>**</code> as a whole name for any number of directories. Names that are no data match only a pattern that spells
 * their first character.
 */
final class Glob {
    private static final String ANY_DEPTH = "**";
    private static final int MAX_DEPTH = 64;

    private final Path base;
    private final List<String> segments;

    private Glob(Path base, List<String> segments) {
        this.base = base;
        this.segments = segments;
    }

    static boolean isGlob(String location) {
        return location.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    static Glob parse(String location) {
        String slashed = File.separatorChar == '\\' ? location.replace('\\', '/') : location;
        List<String> parts = split(slashed);
        int first = 0;
        while (!isGlob(parts.get(first))) {
            first++;
        }
        String prefix = String.join("/", parts.subList(0, first));
        Path base = prefix.isEmpty() && slashed.startsWith("/") ? Path.of("/") : Path.of(prefix);
        for (String part : parts.subList(first, parts.size())) {
            check(location, part);
        }
        return new Glob(base, List.copyOf(parts.subList(first, parts.size())));
    }

    /** The names between slashes; braces lie within one name. */
    private static List<String> split(String location) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < location.length(); i++) {
            if (location.charAt(i) == '/') {
                parts.add(location.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(location.substring(start));
        if (parts.get(parts.size() - 1).isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        return parts;
    }

    private static void check(String location, String part) {
        try {
            matcher(part);
        } catch (PatternSyntaxException e) {
            throw SourceErrors.of(
                    ErrorCode.INVALID_ARGUMENT, location, "The part '" + part + "' of this glob is malformed.", e);
        }
    }

    /** The directory before the first wildcard. */
    Path base() {
        return base;
    }

    /** What matches, each once: files, and directories whose contents are meant. */
    List<Entry> expand(Storage storage) throws IOException {
        Optional<Entry> start =
                base.toString().isEmpty() ? Optional.of(new Entry(base, true, 0, 0)) : storage.find(base);
        Map<Path, Entry> found = new LinkedHashMap<>();
        if (start.isPresent() && start.get().directory()) {
            expand(storage, start.get(), 0, 0, found);
        }
        return List.copyOf(found.values());
    }

    private void expand(Storage storage, Entry at, int segment, int depth, Map<Path, Entry> found) throws IOException {
        if (segment == segments.size()) {
            found.put(at.path(), at);
            return;
        }
        if (!at.directory() || depth > MAX_DEPTH) {
            return;
        }
        String pattern = segments.get(segment);
        boolean anyDepth = pattern.equals(ANY_DEPTH);
        if (anyDepth && segment + 1 < segments.size()) {
            expand(storage, at, segment + 1, depth, found);
        }
        PathMatcher matcher = matcher(pattern);
        for (Entry child : storage.list(at.path())) {
            String name = child.path().getFileName().toString();
            boolean spelled = pattern.charAt(0) == name.charAt(0);
            if (Listing.hidden(name, child.directory()) && !spelled) {
                continue;
            }
            if (anyDepth && child.directory()) {
                expand(storage, child, segment, depth + 1, found);
            } else if (anyDepth && segment + 1 == segments.size()) {
                found.put(child.path(), child);
            } else if (!anyDepth && matcher.matches(Path.of(name))) {
                expand(storage, child, segment + 1, depth + 1, found);
            }
        }
    }

    private static PathMatcher matcher(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }
}
