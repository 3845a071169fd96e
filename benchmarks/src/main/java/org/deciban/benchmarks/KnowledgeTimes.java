package org.deciban.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.factorgraph.knowledge.Grounding;
import org.deciban.factorgraph.knowledge.KnowledgeBase;

/**
 * What a question to {@link DatingBase} costs as it grows: seconds of processor time, from the text to the answer.
 *
 * @param people entities of the knowledge base
 * @param question what is asked
 * @param atoms ground atoms that the question depends on
 * @param answers atoms that get a probability
 * @param variables of the factor graph
 * @param tokens of the transformer
 * @param readSeconds to parse and check the program
 * @param groundSeconds to ground what is relevant and to build the factor graph
 * @param compileSeconds from the factor graph to a transformer in exact mode
 * @param answerSeconds of its first forward pass, which prepares the engine
 * @param againSeconds of its second
 * @param junctionTreeSeconds of the reference on the same graph
 * @param difference the largest, of an answer to that of the reference
 * @param peakBytes an upper bound on the heap in use, {@link Heap#peakBytes}
 */
record KnowledgeTimes(
        int people,
        String question,
        int atoms,
        int answers,
        int variables,
        long tokens,
        double readSeconds,
        double groundSeconds,
        double compileSeconds,
        double answerSeconds,
        double againSeconds,
        double junctionTreeSeconds,
        double difference,
        long peakBytes) {

    static KnowledgeTimes measure(int people, String question) {
        Heap.liveBytes();
        Heap.resetPeak();
        List<Double> seconds = new ArrayList<>();
        KnowledgeBase base = timed(seconds, () -> DatingBase.read(people, question));
        Grounding grounding = timed(seconds, () -> Grounding.of(base));
        Evidence evidence = grounding.findEvidence().orElseThrow();
        CompiledModel model = timed(seconds, () -> BpCompiler.compile(grounding.graph(), CompilerOptions.exact()));
        Marginals answers = timed(seconds, () -> model.infer(evidence));
        timed(seconds, () -> model.infer(evidence));
        long peakBytes = Heap.peakBytes();
        Marginals reference = timed(
                seconds, () -> JunctionTree.run(grounding.graph(), evidence).marginals());
        return new KnowledgeTimes(
                people,
                question,
                grounding.statistics().atoms(),
                grounding.queries().size(),
                grounding.statistics().variables(),
                model.cost().tokens(),
                seconds.get(0),
                seconds.get(1),
                seconds.get(2),
                seconds.get(3),
                seconds.get(4),
                seconds.get(5),
                difference(grounding, answers, reference),
                peakBytes);
    }

    private static <T> T timed(List<Double> seconds, Supplier<T> work) {
        long start = Clock.THREAD.nanoseconds();
        T result = work.get();
        seconds.add((Clock.THREAD.nanoseconds() - start) * 1e-9);
        return result;
    }

    private static double difference(Grounding grounding, Marginals answers, Marginals reference) {
        double largest = 0;
        for (Atom atom : grounding.queries()) {
            double answer = grounding.findTruth(atom).orElseThrow().probability(answers);
            double expected = grounding.findTruth(atom).orElseThrow().probability(reference);
            largest = Math.max(largest, Math.abs(answer - expected));
        }
        return largest;
    }
}
