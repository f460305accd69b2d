package dev.colonnade.cli;

import dev.colonnade.source.DatasetOptions;
import dev.colonnade.source.ManifestMode;
import picocli.CommandLine.Option;

/** What to do with what an earlier open has kept of a dataset's files. */
final class ManifestFlags {
    @Option(
            names = "--trust",
            description = "takes what was kept of the files when they were last opened, without a look at them")
    private boolean trust;

    @Option(names = "--refresh", description = "reads every footer again and replaces what was kept")
    private boolean refresh;

    DatasetOptions datasets() {
        if (trust && refresh) {
            throw new UsageException("--trust and --refresh exclude each other: choose one.");
        }
        ManifestMode mode = trust ? ManifestMode.TRUST : refresh ? ManifestMode.REBUILD : ManifestMode.CHECK;
        return DatasetOptions.defaults().withManifestMode(mode);
    }
}
