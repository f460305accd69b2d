package dev.colonnade.arrow;

import dev.colonnade.arrow.compute.Reconciliation;
import dev.colonnade.expr.BoundExpr;
import dev.colonnade.expr.BoundExprs;
import dev.colonnade.expr.LiteralValue;
import dev.colonnade.plan.LogicalPlan;
import dev.colonnade.source.DataFile;
import dev.colonnade.type.Field;
import dev.colonnade.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where each column that a scan needs comes from: stored by a file, stated by its path, or null because the file lacks it. */
final class ScanLayout {
    private final Schema needed;
    /** The needed columns that paths state, by their position among a file's partition values. */
    private final Map<Field, Integer> partitions = new HashMap<>();

    private final Set<String> partitionNames = new LinkedHashSet<>();

    ScanLayout(LogicalPlan.Scan scan) {
        Set<String> names = new LinkedHashSet<>(scan.columns());
        BoundExpr filter = scan.filter();
        if (filter != null) {
            names.addAll(BoundExprs.columns(filter));
        }
        this.needed = scan.files().schema().select(List.copyOf(names));
        List<Field> fields = scan.files().partitionFields();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name();
            partitionNames.add(name);
            if (needed.contains(name)) {
                partitions.put(needed.field(name), i);
            }
        }
    }

    /** The columns that the scan delivers, and then those that only its filter reads. */
    Schema needed() {
        return needed;
    }

    /** Whether the file's own column of that name, if it has one, is read. */
    boolean reads(String column) {
        return needed.contains(column) && !partitionNames.contains(column);
    }

    /** The needed columns that the file stores, with the types that it stores. */
    Schema storedIn(DataFile file) {
        List<Field> stored = new ArrayList<>();
        for (Field field : needed.fields()) {
            if (reads(field.name())) {
                file.schema().find(field.name()).ifPresent(stored::add);
            }
        }
        return Schema.of(stored);
    }

    /** From the columns that the file stores to all that are needed. */
    Reconciliation completion(DataFile file) {
        Map<String, LiteralValue> constants = new HashMap<>();
        partitions.forEach((field, position) -> constants.put(
                field.name(), LiteralValue.of(file.partitionValues().get(position), field.type())));
        return Reconciliation.of(storedIn(file), needed, constants);
    }
}
