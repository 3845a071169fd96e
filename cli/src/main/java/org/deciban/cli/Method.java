package org.deciban.cli;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.deciban.compiler.Mode;
import org.deciban.compiler.MostProbableStates;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.inference.MostProbableAssignment;

/** The ways of {@code infer}; {@link Words} makes the option's words of their names. */
enum Method {
    /** A forward pass of the compiled transformer. */
    TRANSFORMER {
        @Override
        Answer answer(Question question) {
            Candidate chosen =
                    question.choose(Task.MARGINALS, "ask for fewer --rounds, or for --method junction-tree or bp");
            List<Marginals> rounds = question.progress()
                    .watch(
                            "forward pass",
                            chosen.sizes().layers(),
                            step -> question.build(chosen, Task.MARGINALS, step)
                                    .beliefsAfterEachRound(question.evidence()));
            return describe(chosen.sizes(), rounds);
        }

        @Override
        MapAnswer mostProbable(Question question) {
            Candidate chosen = question.choose(Task.MAP, "ask for fewer --rounds, or for --method junction-tree");
            Sizes sizes = chosen.sizes();
            MostProbableStates found = question.progress()
                    .watch(
                            "forward passes",
                            () -> question.build(chosen, Task.MAP, () -> {}).mostProbableStates(question.evidence()));
            String description = sizes.mode() == Mode.EXACT
                    ? "a most probable joint assignment: the transformer, " + sizes.description()
                    : "loopy max-product, which need not be most probable: the transformer, " + sizes.description();
            return new MapAnswer(sizes.mode(), found.states(), found.ties(), description);
        }

        private Answer describe(Sizes sizes, List<Marginals> rounds) {
            int last = rounds.size() - 1;
            boolean measured = sizes.mode() == Mode.LOOPY && last > 0;
            OptionalDouble change = measured
                    ? OptionalDouble.of(
                            rounds.get(last).farthestFrom(rounds.get(last - 1)).magnitude())
                    : OptionalDouble.empty();
            String description = sizes.mode() == Mode.EXACT
                    ? "exact posteriors: the transformer, " + sizes.description()
                    : "loopy beliefs, which need not be posteriors: the transformer, " + sizes.description()
                            + (measured
                                    ? ", the last of which moved a probability by "
                                            + Numbers.brief(change.getAsDouble())
                                    : "");
            return new Answer(rounds.get(last), sizes.mode(), OptionalInt.of(last), change, null, description);
        }
    },
    /** The exact reference. */
    JUNCTION_TREE {
        @Override
        Answer answer(Question question) {
            requireNoTransformer(question);
            return Answer.exact(question.reference().get().marginals(), "exact posteriors: junction tree");
        }

        @Override
        MapAnswer mostProbable(Question question) {
            requireNoTransformer(question);
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
            requireNoTransformer(question);
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

    abstract Answer answer(Question question);

    /** The most probable joint states, by the methods that know them. */
    MapAnswer mostProbable(Question question) {
        throw new BadInputException("--method " + Words.of(this)
                + " does not find most probable states. Maybe ask for --method transformer or junction-tree?");
    }

    void requireNoTransformer(Question question) {
        PropagationOptions asked = question.asked();
        if (question.engine().asked().isPresent() || question.transformer().given()) {
            throw new BadInputException(
                    "--method " + Words.of(this)
                            + " runs no transformer. Maybe leave --engine and --transformer out, or ask for --method transformer?");
        }
        if (asked.damping() > 0
                || asked.construction().isPresent()
                || asked.tree().isPresent()) {
            throw new BadInputException(
                    "--method " + Words.of(this)
                            + " takes neither --damping nor --construction nor --tree. Maybe leave them out, or ask for --method transformer?");
        }
        if (asked.mode().filter(mode -> mode == Mode.LOOPY).isPresent()
                || asked.rounds().isPresent()) {
            throw new BadInputException(
                    "--method " + Words.of(this)
                            + " has no rounds and is always exact. Maybe leave --mode and --rounds out, or ask for --method bp?");
        }
    }
}
