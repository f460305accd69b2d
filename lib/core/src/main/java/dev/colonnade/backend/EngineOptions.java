package dev.colonnade.backend;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Limits of a session's engine; what is absent is the backend's to choose from the machine or container.
 *
 * @param memoryLimitBytes memory for all running queries together
 * @param threads threads for all running queries together
 * @param tempDirectory where to spill; the engine removes what it puts there
 */
public record EngineOptions(OptionalLong memoryLimitBytes, OptionalInt threads, Optional<Path> tempDirectory) {
    public static EngineOptions defaults() {
        return new EngineOptions(OptionalLong.empty(), OptionalInt.empty(), Optional.empty());
    }
}
