package org.deciban.testkit.contracts;

import java.util.List;
import java.util.Map;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Topology;

/** One implementation of {@link ExactInferenceContract} for each fault: message passing for as long as a tree needs. */
final class FaultyExactInference {
    private FaultyExactInference() {}

    static final Map<Fault, Class<?>> SUITES = Map.of(
            Fault.ECHOING_BELIEFS, Echoing.class,
            Fault.UNTRANSPOSED_FACTOR, Untransposed.class,
            Fault.DROPPED_PRIOR, WithoutPriors.class,
            Fault.ONE_ROUND_LATE, Late.class,
            Fault.UNCLAMPED_EVIDENCE, Unclamped.class);

    abstract static class Faulty implements ExactInferenceContract {
        private final Fault fault;

        Faulty(Fault fault) {
            this.fault = fault;
        }

        @Override
        public Marginals posteriors(FactorGraph graph, Evidence evidence) {
            int rounds = Topology.of(graph).roundsForExactness().orElse(10);
            List<Marginals> beliefs = TextbookPropagation.beliefsAfterEachRound(graph, evidence, rounds, fault);
            return beliefs.get(rounds);
        }
    }

    static class Echoing extends Faulty {
        Echoing() {
            super(Fault.ECHOING_BELIEFS);
        }
    }

    static class Untransposed extends Faulty {
        Untransposed() {
            super(Fault.UNTRANSPOSED_FACTOR);
        }
    }

    static class WithoutPriors extends Faulty {
        WithoutPriors() {
            super(Fault.DROPPED_PRIOR);
        }
    }

    static class Late extends Faulty {
        Late() {
            super(Fault.ONE_ROUND_LATE);
        }
    }

    static class Unclamped extends Faulty {
        Unclamped() {
            super(Fault.UNCLAMPED_EVIDENCE);
        }
    }
}
