package dev.colonnade.contract;

import dev.colonnade.type.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The matrix of a backend as a page of the reference. */
final class MatrixPage {
    private MatrixPage() {}

    /** @param waivers cells that are known to be wrong, with the reason */
    static String of(Subject subject, Matrix matrix, List<Waiver> waivers) {
        StringBuilder page = new StringBuilder("# What backend `" + subject.name() + "` computes\n\n"
                + "Made by a test that runs each cell and compares it with an interpreter; `-Dgolden=update` writes it anew.\n"
                + "`x`: the backend runs it. `h`: handed over to another backend, which runs it. A number: see the remarks below.\n"
                + "An empty cell: the operation does not take the type, and says so before anything runs.\n");
        Map<String, List<MatrixRow>> groups = new LinkedHashMap<>();
        matrix.cells().keySet().forEach(row -> groups.computeIfAbsent(row.group(), g -> new ArrayList<>())
                .add(row));
        groups.forEach((group, rows) -> table(page, group, rows, matrix, waivers));
        if (!waivers.isEmpty()) {
            page.append("\n## Remarks\n");
            for (int i = 0; i < waivers.size(); i++) {
                page.append(i + 1).append(". ").append(waivers.get(i).reason()).append('\n');
            }
        }
        return page.toString();
    }

    private static void table(
            StringBuilder page, String group, List<MatrixRow> rows, Matrix matrix, List<Waiver> waivers) {
        page.append("\n## ").append(group).append("\n\n| |");
        MatrixColumns.TYPES.forEach(type -> page.append(' ').append(type).append(" |"));
        page.append("\n|---|").append("---|".repeat(MatrixColumns.TYPES.size())).append('\n');
        for (MatrixRow row : rows) {
            Map<DataType, Matrix.Cell> line = matrix.cells().get(row);
            page.append("| ").append(row.name()).append(" | ");
            page.append(MatrixColumns.TYPES.stream()
                    .map(type -> sign(row, type, line.get(type), waivers))
                    .collect(Collectors.joining(" | ")));
            page.append(" |\n");
        }
    }

    private static String sign(MatrixRow row, DataType type, Matrix.Cell cell, List<Waiver> waivers) {
        if (cell.state() == Matrix.State.WRONG) {
            for (int i = 0; i < waivers.size(); i++) {
                if (waivers.get(i).covers(row, type)) {
                    return Integer.toString(i + 1);
                }
            }
        }
        return cell.state().sign();
    }
}
