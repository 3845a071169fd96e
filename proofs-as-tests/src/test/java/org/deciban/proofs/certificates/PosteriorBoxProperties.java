package org.deciban.proofs.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.ImpossibleEvidenceException;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.Variable;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.proofs.certificates.PosteriorBox.Likelihoods;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Cases;

/** Bounds over a box of likelihoods, against enumeration at points of the box. */
class PosteriorBoxProperties {
    /** Of enumeration in doubles. */
    private static final double ROUNDING = 1e-12;

    @Property(tries = 100)
    void withOneVariableMovingTheBoundsHoldInTheBoxAndAreReachedAtItsCorners(@ForAll Random random) {
        FactorGraph graph = Cases.draw(random, random.nextBoolean()).graph();
        Variable moving = graph.variables().get(random.nextInt(graph.variables().size()));
        List<Likelihoods> box = List.of(draw(moving, random));
        PosteriorBox bounds;
        try {
            bounds = PosteriorBox.of(graph, Evidence.none(), box);
        } catch (ImpossibleEvidenceException e) {
            return;
        }
        assertThat(bounds.isTight()).isTrue();
        requireHeldAtRandomPoints(graph, box, bounds, random);
        List<Marginals> corners = new ArrayList<>();
        for (int corner = 0; corner < 1 << moving.cardinality(); corner++) {
            int bits = corner;
            corners.add(posterior(graph, box, (s, interval) -> (bits >> s & 1) == 1 ? interval.hi() : interval.lo()));
        }
        for (Variable variable : graph.variables()) {
            for (int s = 0; s < variable.cardinality(); s++) {
                int state = s;
                Interval bound = bounds.bounds().get(variable).get(s);
                double least = corners.stream()
                        .mapToDouble(m -> m.probability(variable, state))
                        .min()
                        .orElseThrow();
                double most = corners.stream()
                        .mapToDouble(m -> m.probability(variable, state))
                        .max()
                        .orElseThrow();
                assertThat(Math.abs(bound.lo() - least)).isLessThanOrEqualTo(ROUNDING);
                assertThat(Math.abs(bound.hi() - most)).isLessThanOrEqualTo(ROUNDING);
            }
        }
    }

    @Property(tries = 60)
    void withEveryVariableMovingTheBoundsHoldInTheBox(@ForAll Random random) {
        FactorGraph graph = Cases.draw(random, random.nextBoolean()).graph();
        List<Likelihoods> box = graph.variables().stream()
                .map(variable -> draw(variable, random))
                .toList();
        PosteriorBox bounds;
        try {
            bounds = PosteriorBox.of(graph, Evidence.none(), box);
        } catch (ImpossibleEvidenceException e) {
            return;
        }
        requireHeldAtRandomPoints(graph, box, bounds, random);
    }

    @Property(tries = 20)
    void aBoxOfOnePointHoldsThePosteriorAlone(@ForAll Random random) {
        Case given = Cases.draw(random, true);
        Variable variable = given.graph().variables().get(0);
        List<Interval> points = variable.states().stream()
                .map(state -> Interval.of(0.1 + random.nextDouble()))
                .toList();
        PosteriorBox bounds;
        try {
            bounds = PosteriorBox.of(given.graph(), Evidence.none(), List.of(new Likelihoods(variable, points)));
        } catch (ImpossibleEvidenceException e) {
            return;
        }
        bounds.bounds()
                .values()
                .forEach(states -> states.forEach(
                        bound -> assertThat(bound.width()).isLessThanOrEqualTo(2 * Math.ulp(bound.hi()))));
    }

    @Example
    void likelihoodsThatMayAllBeZeroAreRefused() {
        Variable rain = Variable.of("rain", "no", "yes");
        assertThatThrownBy(() -> new Likelihoods(rain, List.of(new Interval(0, 1), new Interval(0, 0.5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("impossible evidence");
    }

    private static Likelihoods draw(Variable variable, Random random) {
        List<Interval> intervals = new ArrayList<>();
        for (int s = 0; s < variable.cardinality(); s++) {
            double lo = 0.05 + random.nextDouble();
            intervals.add(random.nextInt(4) == 0 ? Interval.of(lo) : new Interval(lo, lo + random.nextDouble()));
        }
        return new Likelihoods(variable, intervals);
    }

    private static void requireHeldAtRandomPoints(
            FactorGraph graph, List<Likelihoods> box, PosteriorBox bounds, Random random) {
        for (int point = 0; point < 20; point++) {
            Marginals posterior = posterior(
                    graph, box, (s, interval) -> interval.lo() + random.nextDouble() * (interval.hi() - interval.lo()));
            bounds.bounds().forEach((variable, states) -> {
                for (int s = 0; s < states.size(); s++) {
                    assertThat(posterior.probability(variable, s))
                            .isBetween(
                                    states.get(s).lo() - ROUNDING, states.get(s).hi() + ROUNDING);
                }
            });
        }
    }

    private interface Choice {
        double of(int state, Interval interval);
    }

    private static Marginals posterior(FactorGraph graph, List<Likelihoods> box, Choice choice) {
        Evidence.Builder evidence = graph.evidence();
        for (Likelihoods likelihoods : box) {
            double[] at = new double[likelihoods.likelihood().size()];
            for (int s = 0; s < at.length; s++) {
                at[s] = choice.of(s, likelihoods.likelihood().get(s));
            }
            evidence.likelihood(likelihoods.variable(), at);
        }
        return Enumeration.run(graph, evidence.build()).marginals();
    }
}
