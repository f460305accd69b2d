package dev.colonnade.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar was built as. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "colonnade " + (version == null ? "(not packaged)" : version) + " on Java "
                    + Runtime.version().feature()
        };
    }
}
