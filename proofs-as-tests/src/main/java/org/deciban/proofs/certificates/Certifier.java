package org.deciban.proofs.certificates;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.fraction.BigFraction;
import org.deciban.compiler.BeliefModel;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.Construction;
import org.deciban.compiler.ImportedModel;
import org.deciban.compiler.Mode;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.inference.NumberPosterior;
import org.deciban.proofs.certificates.Certificate.Source;
import org.deciban.proofs.certificates.Certificate.StateBound;
import org.deciban.transformer.Matrix;

/**
 * Proves how far a transformer is from the exact posterior.
 *
 * <p>The transformer is enclosed by {@link IntervalForwardPass}, in doubles rounded outward; the posterior is exact, by
 * {@link JunctionTree#posteriorInRationals()}: tables and likelihoods are the rationals that their doubles are.
 */
public final class Certifier {
    /** Digits to which the posterior is written down, rounded down and up. */
    private static final int TRUTH_DIGITS = 40;

    /** The most table cells of a junction tree whose posterior is worked out in rationals: 2^22. */
    static final long MOST_CELLS = 1L << 22;

    /** The most entries of a residual stream that is enclosed, with those that are 0: 2^26. */
    private static final long MOST_ENTRIES = 1L << 26;

    private Certifier() {}

    /** Why there is no certificate of a model; empty if there can be one. */
    public static Optional<String> whyNot(BeliefModel model) {
        if (model.task() != Task.MARGINALS) {
            return Optional.of("only marginals are certified, and the model computes max-marginals");
        }
        if (model.mode() != Mode.EXACT) {
            return Optional.of(
                    "only exact mode is certified: there the truth is a rational number, while a loopy belief is"
                            + " itself an iterate. Maybe ask for --mode exact?");
        }
        Matrix tokens = model.program().tokens();
        if ((long) tokens.rows() * tokens.columns() > MOST_ENTRIES) {
            return Optional.of("the enclosure takes " + tokens.rows() + " × " + tokens.columns()
                    + " intervals, more than " + MOST_ENTRIES);
        }
        boolean compiled = model instanceof CompiledModel;
        return compiled && !model.withConstants(Evidence.none()).isEmpty()
                ? Optional.of("a certificate does not say which evidence is compiled in. Maybe give it at run time?")
                : Optional.empty();
    }

    /**
     * Runs the model, encloses what it computes, and compares both with the exact posterior.
     *
     * @throws IllegalArgumentException if {@link #whyNot} says so
     * @throws org.deciban.factorgraph.ImpossibleEvidenceException if the evidence has probability zero
     * @throws org.deciban.factorgraph.inference.BudgetExceededException if the exact posterior is out of reach
     */
    public static Certificate certify(BeliefModel model, Evidence evidence) {
        whyNot(model).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        Evidence given = model.withConstants(evidence);
        NumberPosterior<BigFraction> truth =
                JunctionTree.of(model.graph(), given).withBudget(MOST_CELLS).posteriorInRationals();
        Marginals printed = model.infer(given);
        double[] inputs = model.inputs(given);
        List<Interval> enclosures = IntervalForwardPass.of(model.program(), inputs).distributions().stream()
                .flatMap(List::stream)
                .toList();
        List<StateBound> states = new ArrayList<>();
        for (Variable variable : model.graph().variables()) {
            List<Integer> rows = model.logitRows(variable);
            for (int s = 0; s < variable.cardinality(); s++) {
                BigFraction exact = truth.probability(variable, s);
                states.add(new StateBound(
                        variable,
                        s,
                        printed.probability(variable, s),
                        enclosures.get(rows.get(s)),
                        decimal(exact, RoundingMode.FLOOR),
                        decimal(exact, RoundingMode.CEILING)));
            }
        }
        return new Certificate(model.graph(), given, source(model), ProgramHash.of(model.program(), inputs), states);
    }

    private static Source source(BeliefModel model) {
        if (model instanceof ImportedModel imported) {
            return new Source(Optional.of(imported.file()), imported.construction(), imported.rounds());
        }
        Construction construction =
                model.findIntermediate().orElseThrow().options().construction();
        return new Source(Optional.empty(), construction, model.rounds());
    }

    private static BigDecimal decimal(BigFraction exact, RoundingMode mode) {
        BigDecimal numerator = new BigDecimal(exact.getNumerator());
        return numerator.divide(new BigDecimal(exact.getDenominator()), new MathContext(TRUTH_DIGITS, mode));
    }
}
