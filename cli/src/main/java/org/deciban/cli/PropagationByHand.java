package org.deciban.cli;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.deciban.compiler.Mode;
import org.deciban.factorgraph.Topology;
import org.deciban.factorgraph.inference.BeliefPropagation;
import org.deciban.factorgraph.inference.BeliefPropagationOptions;
import org.deciban.factorgraph.inference.BeliefPropagationResult;

/**
 * The method {@code bp}: as many rounds as asked for, else until the messages converge, and on a forest in any case as many
 * as exactness needs.
 */
final class PropagationByHand {
    private PropagationByHand() {}

    static Answer answer(Question question) {
        if (question.asked().construction().isPresent()
                || question.asked().tree().isPresent()
                || question.engine().asked().isPresent()
                || question.transformer().given()) {
            throw new BadInputException("--method bp runs no transformer. Maybe leave --construction, --tree,"
                    + " --engine and --transformer out, or ask for --method transformer?");
        }
        Topology topology = Topology.of(question.graph());
        OptionalInt asked = question.asked().rounds();
        boolean exact = isExact(topology, asked) && question.asked().damping() == 0;
        if (!exact && question.asked().mode().filter(Mode.EXACT::equals).isPresent()) {
            throw new BadInputException("belief propagation is not exact here: "
                    + (topology.isForest()
                            ? "it needs "
                                    + topology.roundsForExactness().orElseThrow() + " undamped rounds, asked for "
                                    + (asked.isPresent() ? asked.getAsInt() : "damping")
                            : "the graph has a cycle of " + topology.girth().orElseThrow() + " edges")
                    + ". Maybe ask for --mode loopy, or for --method junction-tree?");
        }
        question.reference().requirePossibleEvidence();
        BeliefPropagationResult result = question.progress()
                .watch(
                        "belief propagation",
                        () -> BeliefPropagation.run(
                                question.graph(),
                                question.evidence(),
                                options(topology.roundsForExactness().orElse(0), asked)
                                        .withDamping(question.asked().damping())));
        Mode mode = exact ? question.asked().mode().orElse(Mode.EXACT) : Mode.LOOPY;
        return new Answer(
                result.beliefs(),
                mode,
                OptionalInt.of(result.rounds()),
                OptionalDouble.empty(),
                result,
                describe(mode, result));
    }

    private static boolean isExact(Topology topology, OptionalInt asked) {
        return topology.isForest()
                && (asked.isEmpty()
                        || asked.getAsInt() >= topology.roundsForExactness().orElseThrow());
    }

    private static BeliefPropagationOptions options(int least, OptionalInt asked) {
        BeliefPropagationOptions defaults = BeliefPropagationOptions.defaults();
        return asked.isPresent()
                ? defaults.withExactRounds(asked.getAsInt())
                : defaults.withExactRounds(least).withMaxRounds(Math.max(least, defaults.maxRounds()));
    }

    private static String describe(Mode mode, BeliefPropagationResult result) {
        if (mode == Mode.EXACT) {
            return "exact posteriors: belief propagation, " + result.rounds() + " rounds";
        }
        return "loopy beliefs, which need not be posteriors: belief propagation, " + result.rounds() + " rounds, "
                + (result.converged() ? "converged" : "NOT CONVERGED")
                + (result.rounds() == 0 ? "" : " (residual " + Numbers.brief(result.residual()) + ")")
                + (result.period().isPresent()
                        ? ", comes back every " + result.period().getAsInt() + " rounds"
                        : "");
    }
}
