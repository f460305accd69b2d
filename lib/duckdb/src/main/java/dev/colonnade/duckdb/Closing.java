package dev.colonnade.duckdb;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closing what is no longer needed, where a failure to close changes nothing for the caller. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    static void quietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.debug("Closing {} failed.", resource.getClass().getSimpleName(), e);
        }
    }
}
