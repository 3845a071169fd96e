package org.deciban.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.deciban.tunnels.AnalyticTask;
import org.deciban.tunnels.tasks.AssociativeRecall;
import org.deciban.tunnels.tasks.Bijection;
import org.deciban.tunnels.tasks.HmmFiltering;
import org.deciban.tunnels.tasks.TwoVariables;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The task of a wind tunnel and its size. An option that the task does not have is refused. */
final class TunnelTask {
    private static final List<String> NAMES = List.of("bijection", "hmm", "recall", "two-variables");

    @Parameters(index = "0", paramLabel = "TASK", description = "bijection, hmm, recall or two-variables.")
    private String name = "";

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            converter = Words.TunnelSizes.class,
            completionCandidates = Words.TunnelSizes.class,
            description = {
                "small, of what is trained in minutes, or published, that of the literature; sizes below are for small | published.",
                "Default: small if something is trained, else published."
            })
    private @Nullable TunnelSize size;

    @Option(
            names = "--length",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "Pairs of bijection (9 | 19) and recall (6 | 64), steps of hmm (20).")
    private @Nullable Integer length;

    @Option(
            names = "--values",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "Keys, and values, of bijection (10 | 20) and recall (8 | 64).")
    private @Nullable Integer values;

    @Option(
            names = "--repeats",
            paramLabel = "P",
            description = "Of bijection: the probability that a key is one that came before. Default: 0.")
    private @Nullable Double repeats;

    @Option(
            names = "--states",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "Hidden states of hmm (2 | 5).")
    private @Nullable Integer states;

    @Option(
            names = "--symbols",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "Symbols that hmm observes (4 | 5).")
    private @Nullable Integer symbols;

    @Option(
            names = "--levels",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "Of hmm: entries of the matrices are multiples of 1/N (8 | 64).")
    private @Nullable Integer levels;

    @Option(
            names = "--queries",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "Keys that recall asks for (2 | 3).")
    private @Nullable Integer queries;

    @Option(
            names = "--filler",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "Filler tokens of recall (4 | 64).")
    private @Nullable Integer filler;

    /** The word on the command line, of a task or not. */
    String name() {
        return name;
    }

    /**
     * The size that is asked for.
     *
     * @param trains whether something is trained
     */
    TunnelSize size(boolean trains) {
        return size != null ? size : trains ? TunnelSize.SMALL : TunnelSize.PUBLISHED;
    }

    /**
     * The task.
     *
     * @param base its size, where no option says otherwise
     * @throws BadInputException if there is none of that name, an option is not one of it, or a size is out of its bounds
     */
    AnalyticTask task(TunnelSize base) {
        try {
            return switch (name) {
                case "bijection" -> {
                    requireOnly("--length", "--values", "--repeats");
                    int count = or(values, base.bijection().values());
                    int pairs = base.bijection().pairs();
                    int most = repeats == null ? Math.min(pairs, count) : pairs;
                    yield new Bijection(count, or(length, most), repeats == null ? 0 : repeats);
                }
                case "hmm" -> {
                    requireOnly("--length", "--states", "--symbols", "--levels");
                    yield new HmmFiltering(
                            or(states, base.hmm().states()),
                            or(symbols, base.hmm().symbols()),
                            or(levels, base.hmm().levels()),
                            or(length, base.hmm().steps()));
                }
                case "recall" -> {
                    requireOnly("--length", "--values", "--queries", "--filler");
                    int count = or(values, base.recall().vocabulary());
                    int pairs = or(length, Math.min(base.recall().pairs(), count));
                    yield new AssociativeRecall(
                            count,
                            pairs,
                            or(queries, Math.min(base.recall().queries(), pairs)),
                            or(filler, base.recall().filler()));
                }
                case "two-variables" -> {
                    requireOnly();
                    yield new TwoVariables();
                }
                default ->
                    throw new BadInputException(
                            "'" + name + "' is no task. Maybe one of " + String.join(", ", NAMES) + "?");
            };
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    /** The task at half the length, at its own, and at twice that or what there is at most. */
    List<AnalyticTask> lengths(TunnelSize base) {
        AnalyticTask task = task(base);
        if (task instanceof Bijection bijection) {
            int pairs = bijection.pairs();
            int most = repeats == null ? Math.min(2 * pairs, bijection.values()) : 2 * pairs;
            return lengths(
                    pairs, most, count -> new Bijection(bijection.values(), count, repeats == null ? 0 : repeats));
        }
        if (task instanceof HmmFiltering hmm) {
            return lengths(
                    hmm.steps(),
                    2 * hmm.steps(),
                    count -> new HmmFiltering(hmm.states(), hmm.symbols(), hmm.levels(), count));
        }
        return List.of(task);
    }

    private static List<AnalyticTask> lengths(int own, int most, IntFunction<AnalyticTask> ofLength) {
        return IntStream.of(Math.max(1, own / 2), own, most)
                .distinct()
                .mapToObj(ofLength)
                .toList();
    }

    private static int or(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }

    private Map<String, Object> given() {
        Map<String, Object> given = new LinkedHashMap<>();
        put(given, "--length", length);
        put(given, "--values", values);
        put(given, "--repeats", repeats);
        put(given, "--states", states);
        put(given, "--symbols", symbols);
        put(given, "--levels", levels);
        put(given, "--queries", queries);
        put(given, "--filler", filler);
        return given;
    }

    private static void put(Map<String, Object> given, String option, @Nullable Object value) {
        if (value != null) {
            given.put(option, value);
        }
    }

    private void requireOnly(String... options) {
        for (String option : given().keySet()) {
            if (!List.of(options).contains(option)) {
                throw new BadInputException(option + " is no option of " + name
                        + (options.length == 0
                                ? ", which has one size"
                                : ". Maybe one of " + String.join(", ", options) + "?"));
            }
        }
    }
}
