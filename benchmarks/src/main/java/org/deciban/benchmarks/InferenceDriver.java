package org.deciban.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deciban.factorgraph.FactorGraph;

/** Times inference on all models and prints one JSON object; see the README of this module. */
public final class InferenceDriver {
    private static final List<String> PARTS =
            List.of("rounds", "scaling", "junction-tree", "compile", "engines", "folding", "knowledge");
    private static final int[] SCALING_SIDES = {14, 45, 141, 447};
    private static final int[] PEOPLE = {100, 1_000, 10_000};
    private static final List<String> ENGINE_NETWORKS = List.of("alarm", "munin");

    /** Folding the largest grid is left out of a heap smaller than this. */
    private static final long HEAP_OF_THE_LARGEST = 16L << 30;

    private InferenceDriver() {}

    /**
     * @param parts which parts to run: {@code rounds}, {@code scaling}, {@code junction-tree}, {@code compile}, {@code engines}, {@code
     *     folding}, {@code knowledge}; all of them if none is named
     * @throws IllegalArgumentException if there is no such part
     */
    public static void main(String[] parts) throws IOException {
        List<String> wanted = parts.length == 0 ? PARTS : List.of(parts);
        for (String part : wanted) {
            if (!PARTS.contains(part)) {
                throw new IllegalArgumentException(
                        "there is no part " + part + ". Maybe you mean one of " + PARTS + "?");
            }
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("java", Runtime.version().toString());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        for (String part : wanted) {
            report.put(part, run(part));
        }
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        System.out.println(mapper.writeValueAsString(report));
    }

    private static List<?> run(String part) {
        return switch (part) {
            case "rounds" -> rounds();
            case "scaling" -> scaling();
            case "junction-tree" -> junctionTrees();
            case "compile" -> compilations();
            case "engines" -> engines();
            case "folding" -> foldings();
            case "knowledge" -> knowledge();
            default -> throw new AssertionError(part);
        };
    }

    private static List<RoundTimes> rounds() {
        Map<String, FactorGraph> models = new LinkedHashMap<>();
        models.put("grid 100x100", Networks.grid(100));
        models.putAll(Networks.published());
        List<RoundTimes> times = new ArrayList<>();
        models.forEach((name, graph) -> times.add(RoundTimes.measure(name, graph)));
        return times;
    }

    private static List<ScalingTimes> scaling() {
        List<ScalingTimes> times = new ArrayList<>();
        for (int side : SCALING_SIDES) {
            times.add(ScalingTimes.measure(side));
        }
        return times;
    }

    private static List<JunctionTreeTimes> junctionTrees() {
        List<JunctionTreeTimes> times = new ArrayList<>();
        Networks.published().forEach((name, graph) -> times.add(JunctionTreeTimes.measure(name, graph)));
        return times;
    }

    private static List<CompileTimes> compilations() {
        List<CompileTimes> times = new ArrayList<>();
        Networks.published().forEach((name, graph) -> times.add(CompileTimes.measure(name, graph)));
        return times;
    }

    private static List<EngineTimes> engines() {
        Map<String, FactorGraph> models = new LinkedHashMap<>();
        models.put("grid 100x100", Networks.grid(100));
        models.putAll(Networks.published(ENGINE_NETWORKS));
        List<EngineTimes> times = new ArrayList<>();
        models.forEach((name, graph) -> times.add(EngineTimes.measure(name, graph)));
        return times;
    }

    private static List<FoldingTimes> foldings() {
        boolean large = Runtime.getRuntime().maxMemory() >= HEAP_OF_THE_LARGEST;
        List<FoldingTimes> times = new ArrayList<>();
        for (int side : SCALING_SIDES) {
            if (side < SCALING_SIDES[SCALING_SIDES.length - 1] || large) {
                times.add(FoldingTimes.measure(side));
            }
        }
        return times;
    }

    /** Twice, since the first run is interpreted; the second is reported. */
    private static List<KnowledgeTimes> knowledge() {
        List<KnowledgeTimes> times = new ArrayList<>();
        for (String question : List.of("date(X, Y)", "date(p0, X)")) {
            for (int people : PEOPLE) {
                KnowledgeTimes.measure(people, question);
                times.add(KnowledgeTimes.measure(people, question));
            }
        }
        return times;
    }
}
