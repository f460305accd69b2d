package dev.colonnade.session;

import dev.colonnade.backend.Backend;
import dev.colonnade.backend.BatchWriter;
import dev.colonnade.backend.Capability;
import dev.colonnade.backend.Engine;
import dev.colonnade.backend.ExecutablePlan;
import dev.colonnade.backend.FileWriter;
import dev.colonnade.backend.FormatNeed;
import dev.colonnade.backend.ParquetFormat;
import dev.colonnade.batch.BatchStream;
import dev.colonnade.error.ColonnadeException;
import dev.colonnade.error.ErrorCode;
import dev.colonnade.error.PlanException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Chooses the engine that writes files. It need not be the one that computes the rows: an engine that writes batches takes those of the
 * preferred engine if it does not run the plan itself.
 */
final class Writers {
    private final Backends backends;
    private final Function<String, Engine> engines;

    /** @param engines a running engine by its backend's name */
    Writers(Backends backends, Function<String, Engine> engines) {
        this.backends = backends;
        this.engines = engines;
    }

    /**
     * What is to write files of that format: the wished engine, or the preferred one if the wished one writes nothing; under
     * {@code auto} the preferred one, or the first one that can if that one cannot.
     *
     * @throws PlanException NOT_SUPPORTED naming what of the format the engine cannot do
     */
    Engine engine(BackendWish wish, ParquetFormat format) {
        List<FormatNeed> needs = FormatNeed.of(format);
        String name = name(wish);
        Engine engine = engines.apply(name);
        Collection<FormatNeed> missing = missing(engine, needs);
        if (missing.isEmpty()) {
            return engine;
        }
        List<String> able = able(needs);
        if (wish.mode() == BackendWish.Mode.AUTO && !able.isEmpty()) {
            return engines.apply(able.get(0));
        }
        throw refused(name, missing.iterator().next(), able);
    }

    private String name(BackendWish wish) {
        String preferred = backends.preferred().name();
        if (wish.mode() == BackendWish.Mode.AUTO) {
            return preferred;
        }
        boolean writes = engines.apply(wish.name()).capabilities().contains(Capability.WRITE);
        return writes || wish.mode() == BackendWish.Mode.STRICT ? wish.name() : preferred;
    }

    private static Collection<FormatNeed> missing(Engine engine, List<FormatNeed> needs) {
        Set<Capability> declared = engine.capabilities();
        return needs.stream()
                .filter(need -> !declared.contains(need.capability()))
                .toList();
    }

    /** The backends that write all of it and start here. */
    private List<String> able(List<FormatNeed> needs) {
        List<String> able = new ArrayList<>();
        for (Backend backend : backends.all()) {
            try {
                Engine engine = engines.apply(backend.name());
                if (engine.capabilities().contains(Capability.WRITE)
                        && missing(engine, needs).isEmpty()) {
                    able.add(backend.name());
                }
            } catch (ColonnadeException e) {
                if (e.code() != ErrorCode.BACKEND_UNAVAILABLE) {
                    throw e;
                }
            }
        }
        return able;
    }

    private static PlanException refused(String backend, FormatNeed need, List<String> able) {
        String remedy = able.isEmpty()
                ? "leave that out, since no backend here can."
                : able.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" and ")) + " can, so write by"
                        + " frame.on(\"" + able.get(0) + "\") or in a session with backend(\"" + able.get(0) + "\").";
        return new PlanException(
                ErrorCode.NOT_SUPPORTED, "Backend '" + backend + "' cannot " + need.action() + ": " + remedy);
    }

    /** What has {@code engine} write the rows of a plan. */
    FileWriter writer(Engine engine, ExecutablePlan plan, BackendWish wish) {
        if (wish.mode() == BackendWish.Mode.STRICT || engine.refusals(plan).isEmpty()) {
            return engine.writer().orElseThrow();
        }
        Engine preferred = engines.apply(backends.preferred().name());
        return engine.batchWriter()
                .map(batches -> fed(preferred, batches))
                .orElseGet(() -> preferred.writer().orElseThrow());
    }

    private static FileWriter fed(Engine source, BatchWriter writer) {
        return (plan, order, context) -> {
            try (BatchStream rows = source.execute(plan, context)) {
                return writer.write(rows, order, context);
            }
        };
    }
}
