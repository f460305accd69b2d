package dev.colonnade.cli;

import dev.colonnade.maintain.LayoutOptions;
import dev.colonnade.session.DataSize;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the files of a dataset should be. */
final class LayoutFlags {
    @Option(
            names = "--target-size",
            paramLabel = "SIZE",
            description = "where a file ends and the next one begins, about; 256MiB by default")
    private @Nullable String targetSize;

    @Option(
            names = "--row-group-rows",
            paramLabel = "N",
            description = "the most rows of a row group; 122880 by default")
    private @Nullable Long rowGroupRows;

    LayoutOptions layout() {
        LayoutOptions layout = LayoutOptions.defaults();
        if (targetSize != null) {
            layout = layout.withTargetFileBytes(DataSize.parse(targetSize).bytes());
        }
        return rowGroupRows == null ? layout : layout.withRowGroupRows(rowGroupRows);
    }
}
