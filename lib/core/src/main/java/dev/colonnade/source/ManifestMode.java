package dev.colonnade.source;

/** What an open does with the manifest that an earlier open left on disk. */
public enum ManifestMode {
    /** Lists the files and reads the footers of new and changed ones alone: the default. */
    CHECK,
    /** Takes the manifest as it is, without a look at the files; if there is none, as {@link #CHECK}. */
    TRUST,
    /** Reads all footers and replaces the manifest. */
    REBUILD,
    /** Neither reads nor writes one. */
    OFF
}
