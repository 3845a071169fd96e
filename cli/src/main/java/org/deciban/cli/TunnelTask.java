package org.deciban.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            names = "--length",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "Pairs of bijection and recall, steps of hmm. Default: 19, 20 and 64.")
    private @Nullable Integer length;

    @Option(
            names = "--values",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "Keys, and values, of bijection and recall. Default: 20 and 64.")
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
            description = "Hidden states of hmm. Default: 5.")
    private @Nullable Integer states;

    @Option(
            names = "--symbols",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "Symbols that hmm observes. Default: 5.")
    private @Nullable Integer symbols;

    @Option(
            names = "--levels",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "Of hmm: entries of the matrices are multiples of 1/N. Default: 64.")
    private @Nullable Integer levels;

    @Option(
            names = "--queries",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "Keys that recall asks for. Default: 3.")
    private @Nullable Integer queries;

    @Option(
            names = "--filler",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "Filler tokens of recall. Default: 64.")
    private @Nullable Integer filler;

    /**
     * The task.
     *
     * @throws BadInputException if there is none of that name, an option is not one of it, or a size is out of its bounds
     */
    AnalyticTask task() {
        try {
            return switch (name) {
                case "bijection" -> {
                    requireOnly("--length", "--values", "--repeats");
                    Bijection published = Bijection.published();
                    int size = or(values, published.values());
                    int most = repeats == null ? Math.min(published.pairs(), size) : published.pairs();
                    yield new Bijection(size, or(length, most), repeats == null ? 0 : repeats);
                }
                case "hmm" -> {
                    requireOnly("--length", "--states", "--symbols", "--levels");
                    HmmFiltering published = HmmFiltering.published(20);
                    yield new HmmFiltering(
                            or(states, published.states()),
                            or(symbols, published.symbols()),
                            or(levels, published.levels()),
                            or(length, published.steps()));
                }
                case "recall" -> {
                    requireOnly("--length", "--values", "--queries", "--filler");
                    int size = or(values, AssociativeRecall.standard().vocabulary());
                    int pairs = or(length, size);
                    yield new AssociativeRecall(size, pairs, or(queries, Math.min(3, pairs)), or(filler, 64));
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
