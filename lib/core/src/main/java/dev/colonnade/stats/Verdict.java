package dev.colonnade.stats;

import java.util.Locale;

/** What overlaps come to, in one sentence. */
final class Verdict {
    private static final double WELL = 0.1;
    private static final double PARTLY = 0.5;

    private Verdict() {}

    /** Of the files, or of the row groups where there is one file. */
    static String of(String column, RangeOverlap files, RangeOverlap rowGroups) {
        boolean byFile = files.openable() > 1 || rowGroups.openable() <= 1;
        return of(column, byFile ? files : rowGroups, byFile ? "files" : "row groups");
    }

    private static String of(String column, RangeOverlap level, String things) {
        if (level.ranges() == 0) {
            return level.withoutBounds() == 0
                    ? "Empty: '" + column + "' has no values."
                    : "Unknown: no footer states bounds of '" + column + "', so no look-up by it skips any of the "
                            + things + ".";
        }
        String cost = "a look-up by '" + column + "' opens "
                + String.format(Locale.ROOT, "%,.1f of %,d ", level.averageDepth(), level.openable()) + things
                + " on average and " + Content.grouped(level.maxDepth()) + " at most.";
        return word(level) + ": " + cost;
    }

    private static String word(RangeOverlap level) {
        if (level.openable() == 1) {
            return "Too small to skip";
        }
        double extra = (level.averageDepth() - 1) / (level.openable() - 1);
        if (level.constant() == level.openable() && extra == 1) {
            return "Constant";
        }
        boolean complete = level.withoutBounds() == 0;
        if (complete && level.ascendingShare() == 1) {
            return "Sorted ascending";
        }
        if (complete && level.descendingShare() == 1) {
            return "Sorted descending";
        }
        return extra <= WELL ? "Well clustered" : extra <= PARTLY ? "Partly clustered" : "Not clustered";
    }
}
