package org.deciban.cli;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.CostReport;
import org.deciban.compiler.Mode;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.transformer.engine.DenseEngine;

/** The ways of {@code infer}; {@link Words} makes the option's words of their names. */
enum Method {
    /** A forward pass of the compiled transformer. */
    TRANSFORMER {
        @Override
        Answer answer(Question question) {
            PropagationOptions asked = question.asked();
            CompilerOptions options = asked.compilerOptions();
            CostReport cost = question.progress()
                    .watch("planning", () -> BpCompiler.intermediate(question.graph(), options))
                    .cost();
            asked.budget().require(List.of(cost), 1, "ask for fewer --rounds, or for --method junction-tree or bp");
            question.reference().requirePossibleEvidence();
            CompiledModel model =
                    question.progress().watch("compiling", () -> BpCompiler.compile(question.graph(), options));
            List<Marginals> rounds = question.progress()
                    .watch(
                            "forward pass",
                            model.cost().layers(),
                            step -> model.on(new WatchedEngine(new DenseEngine(), step))
                                    .beliefsAfterEachRound(question.evidence()));
            return describe(cost, rounds);
        }

        private Answer describe(CostReport cost, List<Marginals> rounds) {
            int last = rounds.size() - 1;
            boolean measured = cost.mode() == Mode.LOOPY && last > 0;
            OptionalDouble change = measured
                    ? OptionalDouble.of(
                            rounds.get(last).farthestFrom(rounds.get(last - 1)).magnitude())
                    : OptionalDouble.empty();
            String description = cost.mode() == Mode.EXACT
                    ? "exact posteriors: the transformer, " + Facts.rounds(cost)
                    : "loopy beliefs, which need not be posteriors: the transformer, " + Facts.rounds(cost)
                            + (measured
                                    ? ", the last of which moved a probability by "
                                            + Numbers.brief(change.getAsDouble())
                                    : "");
            return new Answer(rounds.get(last), cost.mode(), OptionalInt.of(last), change, null, description);
        }
    },
    /** The exact reference. */
    JUNCTION_TREE {
        @Override
        Answer answer(Question question) {
            requireNoPropagation(question.asked());
            return Answer.exact(question.reference().get().marginals(), "exact posteriors: junction tree");
        }
    },
    /** The sum over all joint assignments. */
    ENUMERATION {
        @Override
        Answer answer(Question question) {
            requireNoPropagation(question.asked());
            question.reference().requirePossibleEvidence();
            Marginals posteriors = question.progress()
                    .watch("enumeration", () -> Enumeration.run(question.graph(), question.evidence()))
                    .marginals();
            return Answer.exact(posteriors, "exact posteriors: enumeration");
        }
    },
    /** Belief propagation on the factor graph, without a transformer. */
    BP {
        @Override
        Answer answer(Question question) {
            return PropagationByHand.answer(question);
        }
    };

    /**
     * What a method has to answer.
     *
     * @param reference the exact posterior where it is within reach; a method may use it
     */
    record Question(
            FactorGraph graph, Evidence evidence, PropagationOptions asked, Reference reference, Progress progress) {}

    abstract Answer answer(Question question);

    void requireNoPropagation(PropagationOptions asked) {
        if (asked.mode().filter(mode -> mode == Mode.LOOPY).isPresent()
                || asked.rounds().isPresent()) {
            throw new BadInputException(
                    "--method " + Words.of(this)
                            + " has no rounds and is always exact. Maybe leave --mode and --rounds out, or ask for --method bp?");
        }
    }
}
