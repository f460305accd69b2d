package dev.colonnade.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rooms under a root package from the highest to the lowest, and what a set of classes does against them. */
record RoomTable(String root, List<String> rooms) {

    private static final Pattern TABLE =
            Pattern.compile("^\\| room \\|[^\\n]*\\n\\|[-|: ]+\\|\\n((?:\\|[^\\n]*(?:\\n|$))+)", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

    RoomTable {
        rooms = List.copyOf(rooms);
        if (rooms.stream().distinct().count() < rooms.size()) {
            throw new IllegalArgumentException("A room has two rows: " + rooms);
        }
    }

    /** Reads the first table of the page whose head row starts with {@code room}; the row named as the root is the root itself. */
    static RoomTable parse(String root, String markdown) {
        var table = TABLE.matcher(markdown);
        if (!table.find()) {
            throw new IllegalArgumentException("The page has no table that starts with '| room |'");
        }
        String rows = table.group(1);
        List<String> rooms =
                ROW.matcher(rows).results().map(row -> row.group(1)).toList();
        if (rooms.size() != rows.lines().count()) {
            throw new IllegalArgumentException(
                    "Every row starts with a room in backticks, but these are the rows:\n" + rows);
        }
        return new RoomTable(root, rooms);
    }

    /** One sentence for each package without a row and for each use of a room that is not above the user's own, sorted. */
    List<String> violations(JavaClasses classes) {
        var found = new TreeSet<String>();
        for (JavaClass type : classes) {
            if (level(type) < 0) {
                found.add("Package " + type.getPackageName() + " has no row in the room table");
                continue;
            }
            for (Dependency use : type.getDirectDependenciesFromSelf()) {
                JavaClass used = use.getTargetClass().getBaseComponentType();
                if (isUnderRoot(used) && level(used) > level(type)) {
                    found.add(outermost(type) + " uses " + outermost(used) + ", but room '" + room(used)
                            + "' is below room '" + room(type) + "'");
                }
            }
        }
        return List.copyOf(found);
    }

    private int level(JavaClass type) {
        return rooms.indexOf(room(type));
    }

    private String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(root) ? root : name.substring(root.length() + 1).replaceFirst("\\..*", "");
    }

    private boolean isUnderRoot(JavaClass type) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }
}
