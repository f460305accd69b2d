package dev.colonnade.optimize.rule;

import dev.colonnade.optimize.Optimizer.Phase;
import dev.colonnade.optimize.Rule;
import java.util.List;

/** The rules of {@link dev.colonnade.optimize.Optimizer#standard()}, in order. */
public final class StandardPhases {
    /** The id of the rule after which no row is read of files whose statistics say enough. */
    public static final String ANSWER_FROM_STATISTICS = AnswerFromStatistics.ID;

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

    private static final List<Rule> DESCENT = List.of(
            new MergeFilters(),
            new ReduceOuterJoin(),
            new PushFilterThroughProject(),
            new PushFilterThroughJoin(),
            new PushJoinConditionDown(),
            new PushFilterThroughAggregate(),
            new PushFilterThroughUnion(),
            new PushFilterThroughSort());

    private static final List<Rule> EMPTINESS =
            List.of(new DropUnsatisfiable(), new PropagateEmpty(), new PropagateEmptyThroughJoin());

    private StandardPhases() {}

    public static List<Phase> list() {
        return List.of(
                new Phase(
                        "simplify",
                        "Rules that move filters look for conjuncts of the form: column, operator, constant.",
                        SIMPLIFICATIONS),
                new Phase("filters", "A filter that reaches its scan saves the most.", DESCENT),
                new Phase(
                        "infer",
                        "Filters stand where they can be compared with join keys; nothing rewrites them here.",
                        List.of(
                                new InferJoinFilters(),
                                new MergeFilters(),
                                new PushFilterThroughProject(),
                                new PushFilterThroughJoin())),
                new Phase(
                        "settle filters",
                        "Filters that moved read other expressions now, and may contradict others there.",
                        concat(List.of(DESCENT, SIMPLIFICATIONS, EMPTINESS, List.of(new DropImpliedConjuncts())))),
                new Phase(
                        "shape",
                        "What is left between scans and root becomes as small as it can.",
                        List.of(
                                new MergeLimits(),
                                new PushLimitThroughProject(),
                                new PushLimitThroughUnion(),
                                new RemoveRedundantSort(),
                                new RemoveRedundantDistinct(),
                                new MergeProjects(),
                                new PruneColumns(),
                                new RemoveTrivialProject())),
                new Phase(
                        "scans",
                        "A scan takes its filter before its limit, which counts rows after the filter.",
                        concat(List.of(
                                List.of(
                                        new PushFilterIntoScan(),
                                        new PushLimitIntoScan(),
                                        new PruneColumns(),
                                        new RemoveTrivialProject()),
                                EMPTINESS))),
                new Phase(
                        "statistics",
                        "Filters stand in their scans, so that footers can decide on whole files.",
                        concat(List.of(
                                List.of(new AnswerFromStatistics(), new EvaluateOverValues(), new BoundTopK()),
                                EMPTINESS))));
    }

    private static List<Rule> concat(List<List<Rule>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }
}
