package org.deciban.cli;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.CostReport;
import org.deciban.compiler.Mode;
import org.deciban.compiler.MostProbableStates;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.inference.MostProbableAssignment;
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

        @Override
        MapAnswer mostProbable(Question question) {
            CompilerOptions options = question.asked().compilerOptions(Task.MAP);
            CostReport cost = question.progress()
                    .watch("planning", () -> BpCompiler.intermediate(question.graph(), options))
                    .cost();
            question.asked()
                    .budget()
                    .require(List.of(cost), 1, "ask for fewer --rounds, or for --method junction-tree");
            question.reference().requirePossibleEvidence();
            MostProbableStates found = question.progress()
                    .watch(
                            "forward passes",
                            () -> BpCompiler.compile(question.graph(), options)
                                    .mostProbableStates(question.evidence()));
            String description = cost.mode() == Mode.EXACT
                    ? "a most probable joint assignment: the transformer, " + Facts.rounds(cost)
                    : "loopy max-product, which need not be most probable: the transformer, " + Facts.rounds(cost);
            return new MapAnswer(cost.mode(), found.states(), found.ties(), description);
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

        @Override
        MapAnswer mostProbable(Question question) {
            requireNoPropagation(question.asked());
            MostProbableAssignment found = question.progress()
                    .watch(
                            "junction tree",
                            () -> JunctionTree.of(question.graph(), question.evidence())
                                    .mostProbable());
            List<Integer> states =
                    question.graph().variables().stream().map(found::state).toList();
            return new MapAnswer(Mode.EXACT, states, List.of(), "a most probable joint assignment: junction tree");
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

    /** The most probable joint states, by the methods that know them. */
    MapAnswer mostProbable(Question question) {
        throw new BadInputException("--method " + Words.of(this)
                + " does not find most probable states. Maybe ask for --method transformer or junction-tree?");
    }

    void requireNoPropagation(PropagationOptions asked) {
        if (asked.damping() > 0 || asked.construction().isPresent()) {
            throw new BadInputException(
                    "--method " + Words.of(this)
                            + " takes neither --damping nor --construction. Maybe leave them out, or ask for --method transformer?");
        }
        if (asked.mode().filter(mode -> mode == Mode.LOOPY).isPresent()
                || asked.rounds().isPresent()) {
            throw new BadInputException(
                    "--method " + Words.of(this)
                            + " has no rounds and is always exact. Maybe leave --mode and --rounds out, or ask for --method bp?");
        }
    }
}
