package dev.colonnade.optimize.rule;

import dev.colonnade.optimize.Optimizer.Phase;
import dev.colonnade.optimize.Rule;
import java.util.List;

/** The rules of {@link dev.colonnade.optimize.Optimizer#standard()}, in order. */
public final class StandardPhases {
    private static final List<Rule> SIMPLIFICATIONS = List.of(
            new FoldConstants(),
            new PutLiteralsRight(),
            new SimplifyArithmetic(),
            new SimplifyNullChecks(),
            new SimplifyCases(),
            new PushNotDown(),
            new MoveCastToLiteral(),
            new TurnDatePartIntoRange(),
            new ReadNullAsFalse(),
            new SimplifyBooleans(),
            new CollectEqualities(),
            new FactorDisjunctions());

    private StandardPhases() {}

    public static List<Phase> list() {
        return List.of(
                new Phase(
                        "simplify",
                        "Rules that move filters look for conjuncts of the form: column, operator, constant.",
                        SIMPLIFICATIONS),
                new Phase(
                        "filters",
                        "A filter that reaches its scan before the shape settles saves the most.",
                        List.of(new MergeFilters(), new PushFilterThroughProject())),
                new Phase(
                        "shape",
                        "What is left between scans and root becomes as small as it can.",
                        List.of(
                                new MergeProjects(),
                                new RemoveTrivialProject(),
                                new MergeLimits(),
                                new PushLimitThroughProject())),
                new Phase(
                        "scans",
                        "Scans take filters before limits: a limit counts rows after the filter.",
                        List.of(new PushFilterIntoScan(), new PushLimitIntoScan())));
    }
}
