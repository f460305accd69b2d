/**
 * The commit protocol of a directory of Parquet files: who may look at it, what changes it, and how a change that was cut
 * off is finished. Knows files and versions, nothing of Parquet.
 *
 * <p>A dataset that a writer of ours keeps has a {@link dev.colonnade.commit.Home}: its directory {@code _colonnade}. A
 * reader opens it through {@link dev.colonnade.commit.Publication}, which holds off publications and finishes a redo record
 * that a dead writer left. A writer fills a {@link dev.colonnade.commit.Stage} and hands the change to
 * {@link dev.colonnade.commit.Committer}. What happened is in the {@link dev.colonnade.commit.SnapshotLog}.
 */
@NullMarked
package dev.colonnade.commit;

import org.jspecify.annotations.NullMarked;
