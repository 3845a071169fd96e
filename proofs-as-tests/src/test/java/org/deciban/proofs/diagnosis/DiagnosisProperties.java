package org.deciban.proofs.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.PropagationGraph;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.knowledge.Grounding;
import org.deciban.factorgraph.knowledge.ProgramReader;
import org.deciban.proofs.generators.Case;
import org.deciban.proofs.generators.Case.Entries;
import org.deciban.proofs.generators.Cases;
import org.deciban.proofs.verify.EvidenceSampler;

/** A fault that moves an answer is named by kind and place; a model without one is found to have none. */
class DiagnosisProperties {
    private static final double SMALLEST_EFFECT = 1e-9;
    private static final int MOST_TOKENS = 300;

    /** Each puts in one fault, of a size that is drawn too. */
    private static final List<BiFunction<Suspect, Random, Injected>> FAULTS = List.of(
            (sound, random) -> WeightNoise.onAll(sound, random, size(random)),
            (sound, random) -> WeightNoise.onOneMatrix(sound, random, size(random)),
            (sound, random) -> Injection.wrongEntry(sound, random, 1 + size(random)),
            Injection::flippedBit,
            (sound, random) -> Injection.without(sound, List.of(Injection.drawToken(sound, random))),
            (sound, random) -> Injection.blanked(sound, List.of(Injection.drawToken(sound, random))));

    private static final List<String> NAMES = List.of(
            "noise on all weights",
            "noise on one matrix",
            "a table entry",
            "an address bit",
            "a token taken away",
            "a token blanked");

    /** From 1e-9 to 10. */
    private static double size(Random random) {
        return Math.pow(10, -9 + 10 * random.nextDouble());
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    @StatisticsReport(onFailureOnly = true)
    void everyFaultThatMovesAnAnswerIsNamedByKindAndPlace(@ForAll long seed) {
        Random random = new Random(seed);
        CompiledModel model = drawModel(random);
        List<Evidence> evidence = evidence(model.graph(), random);
        int fault = random.nextInt(FAULTS.size());
        Injected injected = FAULTS.get(fault).apply(Suspect.of(model), random);

        double effect = effect(model, injected.suspect(), evidence);
        List<Diagnosis> found = injected.suspect().diagnose(evidence);

        String all = NAMES.get(fault) + " at " + injected.places() + " with effect " + effect + " on\n" + model.graph();
        if (effect > SMALLEST_EFFECT) {
            assertThat(found).as(all).isNotEmpty();
            Statistics.label("named").collect(NAMES.get(fault));
            Statistics.label("on").collect(model.propagatesOn());
        }
        if (!found.isEmpty()) {
            assertThat(found).as(all).allMatch(problem -> problem.kind() == injected.kind());
            assertThat(injected.places()).as(all).contains(found.get(0).place());
            assertThat(places(found)).as(all).containsAll(injected.places());
        }
        if (injected.kind() != Diagnosis.Kind.WRONG_ROUTING) {
            assertThat(injected.places()).as(all).containsAll(places(found));
        }
        Statistics.label("named")
                .coverage(coverage -> NAMES.forEach(name -> coverage.check(name).percentage(p -> p >= 1)));
        Statistics.label("on")
                .coverage(coverage -> List.of(PropagationGraph.DECLARED, PropagationGraph.JUNCTION_TREE)
                        .forEach(on -> coverage.check(on).percentage(p -> p >= 5)));
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void nothingIsFoundWrongWithWhatTheCompilerMakes(@ForAll long seed) {
        Random random = new Random(seed);
        CompiledModel model = drawModel(random);

        assertThat(Suspect.of(model).diagnose(evidence(model.graph(), random)))
                .as(() -> model.graph().toString())
                .isEmpty();
    }

    private static Set<Place> places(List<Diagnosis> found) {
        Set<Place> places = new HashSet<>();
        found.forEach(problem -> places.add(problem.place()));
        return places;
    }

    /** A knowledge base, or a random graph, in exact mode or with a few rounds of loopy propagation. */
    private static CompiledModel drawModel(Random random) {
        while (true) {
            FactorGraph graph = random.nextInt(3) > 0
                    ? Grounding.of(ProgramReader.parse(RandomProgram.draw(random), "random"))
                            .graph()
                    : drawGraph(random);
            CompiledModel model = BpCompiler.compile(
                    graph,
                    random.nextInt(4) > 0 ? CompilerOptions.exact() : CompilerOptions.loopy(1 + random.nextInt(4)));
            if (model.tokens().rows() <= MOST_TOKENS && model.tokens().rows() > 3) {
                return model;
            }
        }
    }

    private static FactorGraph drawGraph(Random random) {
        while (true) {
            Case drawn = random.nextBoolean() ? Cases.tree(random) : Cases.loopy(random);
            if (drawn.entries() == Entries.MODERATE || drawn.entries() == Entries.SPREAD) {
                return drawn.graph();
            }
        }
    }

    private static List<Evidence> evidence(FactorGraph graph, Random random) {
        EvidenceSampler sampler = new EvidenceSampler(graph, random.nextLong());
        return List.of(Evidence.none(), sampler.next(), sampler.next());
    }

    /** The largest difference to an answer of the sound model; 1 if there is no answer. */
    private static double effect(CompiledModel sound, Suspect faulty, List<Evidence> evidence) {
        try {
            List<Double> differences = new ArrayList<>();
            for (Evidence given : evidence) {
                Marginals expected = sound.infer(given);
                Marginals actual = faulty.model().infer(given);
                sound.graph().variables().forEach(variable -> {
                    for (int state = 0; state < variable.cardinality(); state++) {
                        differences.add(
                                Math.abs(expected.probability(variable, state) - actual.probability(variable, state)));
                    }
                });
            }
            return differences.stream().mapToDouble(d -> d).max().orElseThrow();
        } catch (ArithmeticException | IllegalArgumentException noAnswer) {
            return 1;
        }
    }
}
