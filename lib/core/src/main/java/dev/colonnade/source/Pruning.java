package dev.colonnade.source;

import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.type.Field;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which row groups of a file set may hold a row that meets all of some conditions, and which condition refutes each of the
 * others. Row groups are numbered through all files in file order.
 */
public final class Pruning {
    private static final int KEPT = -1;
    private static final int LEFT_OUT = -2;

    private final int[] refutedBy;
    private final BitSet kept;
    private int[] keptFiles = new int[0];
    private int[] filesRefuted = new int[0];

    private Pruning(int groups) {
        this.refutedBy = new int[groups];
        this.kept = new BitSet(groups);
        Arrays.fill(refutedBy, KEPT);
        kept.set(0, groups);
    }

    /**
     * @param conditions boolean expressions bound to the schema of {@code files}
     * @param selection the files that count, or null for all
     */
    static Pruning of(FileSet files, List<BoundExpr> conditions, @Nullable FileSelection selection) {
        Pruning pruning = new Pruning(files.rowGroupCount());
        Manifest manifest = files.manifest();
        pruning.dropEmpty(manifest);
        if (selection != null) {
            pruning.dropOthers(manifest, selection);
        }
        Set<String> partitions =
                files.partitionFields().stream().map(Field::name).collect(Collectors.toSet());
        boolean[] done = new boolean[conditions.size()];
        for (int i = 0; i < done.length; i++) {
            if (partitions.containsAll(BoundExprs.columns(conditions.get(i)))) {
                pruning.byPartition(files, conditions.get(i), i);
                done[i] = true;
            }
        }
        for (PartitionRule rule : files.rules()) {
            for (int i = 0; i < done.length; i++) {
                if (!done[i] && BoundExprs.columns(conditions.get(i)).contains(rule.column())) {
                    pruning.byRule(files, rule, conditions.get(i), i);
                }
            }
        }
        for (int i = 0; i < done.length; i++) {
            KeyTest test = done[i] ? null : KeyTest.of(conditions.get(i), manifest, partitions);
            if (test != null) {
                pruning.keepOnly(test.among(pruning.kept), i);
            }
        }
        for (int i = 0; i < done.length; i++) {
            if (!done[i]) {
                pruning.exactly(files, conditions.get(i), i);
            }
        }
        pruning.sumUp(manifest, conditions.size());
        return pruning;
    }

    /** A file without a row group that may match counts for what refuted its first one, if anything did. */
    private void sumUp(Manifest manifest, int conditions) {
        IntStream.Builder files = IntStream.builder();
        filesRefuted = new int[conditions];
        int next = kept.nextSetBit(0);
        for (int file = 0; file < manifest.fileCount(); file++) {
            int first = manifest.firstGroup(file);
            int end = manifest.firstGroup(file + 1);
            if (next >= 0 && next < first) {
                next = kept.nextSetBit(first);
            }
            if (next >= first && next < end) {
                files.add(file);
                continue;
            }
            int refuting = refuting(first, end);
            if (refuting >= 0) {
                filesRefuted[refuting]++;
            }
        }
        keptFiles = files.build().toArray();
    }

    /**
     * The number of the condition that refutes the first refuted row group from {@code firstGroup} to before {@code end};
     * negative if there is none.
     */
    public int refuting(int firstGroup, int end) {
        for (int group = firstGroup; group < end; group++) {
            if (refutedBy[group] >= 0) {
                return refutedBy[group];
            }
        }
        return LEFT_OUT;
    }

    /** The numbers of the files with a row group that may match, in file order. */
    public IntStream keptFiles() {
        return Arrays.stream(keptFiles);
    }

    /** How many files the condition of that number rules out. */
    public int filesRefuted(int condition) {
        return filesRefuted[condition];
    }

    private void dropEmpty(Manifest manifest) {
        for (int group = 0; group < refutedBy.length; group++) {
            if (manifest.rows(group) == 0) {
                refutedBy[group] = LEFT_OUT;
                kept.clear(group);
            }
        }
    }

    private void dropOthers(Manifest manifest, FileSelection selection) {
        for (int file = 0; file < manifest.fileCount(); file++) {
            if (!selection.contains(file)) {
                refuteFile(manifest, file, LEFT_OUT);
            }
        }
    }

    private void byPartition(FileSet files, BoundExpr condition, int number) {
        Manifest manifest = files.manifest();
        InclusiveEvaluator evaluator = new InclusiveEvaluator(files, condition);
        boolean[] mayMatch = new boolean[manifest.lists().directories().size()];
        for (int i = 0; i < mayMatch.length; i++) {
            mayMatch[i] = evaluator.mayMatchPartition(files.directoryValues(i));
        }
        for (int file = 0; file < manifest.fileCount(); file++) {
            if (!mayMatch[manifest.directory(file)]) {
                refuteFile(manifest, file, number);
            }
        }
    }

    /** By what the keys of directories tell of the column that they are computed from. */
    private void byRule(FileSet files, PartitionRule rule, BoundExpr condition, int number) {
        Manifest manifest = files.manifest();
        int key = files.partitionFields().stream().map(Field::name).toList().indexOf(rule.key());
        boolean[] mayMatch = new boolean[manifest.lists().directories().size()];
        RuleTest test = new RuleTest(rule);
        boolean all = true;
        for (int i = 0; i < mayMatch.length; i++) {
            mayMatch[i] = key < 0
                    || test.mayBeTrue(condition, files.directoryValues(i).get(key));
            all &= mayMatch[i];
        }
        BitSet keeping = all ? new BitSet() : files.keepingRules();
        for (int file = keeping.nextSetBit(0); file >= 0; file = keeping.nextSetBit(file + 1)) {
            if (!mayMatch[manifest.directory(file)]) {
                refuteFile(manifest, file, number);
            }
        }
    }

    private void refuteFile(Manifest manifest, int file, int number) {
        for (int group = manifest.firstGroup(file); group < manifest.firstGroup(file + 1); group++) {
            refute(group, number);
        }
    }

    private void keepOnly(BitSet survivors, int number) {
        for (int group = kept.nextSetBit(0); group >= 0; group = kept.nextSetBit(group + 1)) {
            if (!survivors.get(group)) {
                refute(group, number);
            }
        }
    }

    private void exactly(FileSet files, BoundExpr condition, int number) {
        InclusiveEvaluator evaluator = new InclusiveEvaluator(files, condition);
        int file = 0;
        DataFile current = null;
        for (int group = kept.nextSetBit(0); group >= 0; group = kept.nextSetBit(group + 1)) {
            while (files.firstRowGroup(file + 1) <= group) {
                file++;
                current = null;
            }
            current = current == null ? files.files().get(file) : current;
            if (!evaluator.mayMatch(current, files.manifest().rowGroup(group))) {
                refute(group, number);
            }
        }
    }

    private void refute(int group, int number) {
        if (kept.get(group)) {
            refutedBy[group] = number;
            kept.clear(group);
        }
    }

    /** Whether the row group may match. */
    public boolean keeps(int rowGroup) {
        return kept.get(rowGroup);
    }

    /** The first row group from {@code rowGroup} on that may match; -1 if there is none. */
    public int next(int rowGroup) {
        return kept.nextSetBit(rowGroup);
    }

    /** The number of the condition that refutes a row group; negative if none does, or it is empty or not selected. */
    public int refutedBy(int rowGroup) {
        return refutedBy[rowGroup];
    }
}
