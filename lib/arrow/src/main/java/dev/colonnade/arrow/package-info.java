/**
 * The native Arrow backend. {@link dev.colonnade.arrow.ArrowBackend} is named as a service; its engine scans files with
 * Arrow Dataset, finishes filters, limits and small aggregates over vectors in Java, and refuses every other plan node,
 * so that the session hands such plans to an engine that runs them.
 */
@NullMarked
package dev.colonnade.arrow;

import org.jspecify.annotations.NullMarked;
