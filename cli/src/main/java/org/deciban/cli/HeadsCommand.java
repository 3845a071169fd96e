package org.deciban.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.deciban.heads.catalogue.Catalogue;
import org.deciban.heads.catalogue.CatalogueEntry;
import org.deciban.heads.catalogue.Effect;
import org.deciban.heads.catalogue.InterventionTables;
import org.deciban.heads.catalogue.MemoryTable;
import org.deciban.heads.catalogue.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deciban heads}. */
@Command(
        name = "heads",
        header = "Lists constructed attention heads: what they do, and their scores as predicted and as measured.",
        description = {
            "",
            "Every head is written down as weights, so that theory says in closed form what its scores are; the detectors read them"
                    + " off the attention of the model. At a price (β) of 2048 a key that is not meant weighs exactly 0; at low prices"
                    + " it leaks, and the leak is predicted, too. Interventions are shown before and after, beside what theory"
                    + " predicts, and so is what a memory says of subjects that it does not hold.",
            "",
            "If a task is not done without error, or a number is off by more than 1e-9, the exit status is 1.",
            "",
            "--json prints one object with the keys asPredicted, seed, heads, interventions and memory."
        },
        footer = {
            "",
            "Examples:",
            "  deciban heads",
            "  deciban heads --inputs 1000 --json",
            "  deciban heads detect model.safetensors",
            "  deciban heads count01 --seeds 3"
        })
final class HeadsCommand implements Callable<Integer> {
    private static final int SUBJECTS = 64;
    private static final int OBJECTS = 8;
    private static final int[] FILLINGS = {1, 8, 32, 63};
    private static final double[] PRICES = {2048, 4, 2};

    private final Console console;

    @Option(
            names = "--inputs",
            paramLabel = "N",
            converter = WholeNumbers.Samples.class,
            description = "Random inputs to try each task on. Default: 100.")
    private int inputs = 100;

    @Option(
            names = "--longest",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "The most tokens of an input, from 32 to 2048. Default: 128.")
    private int longest = 128;

    @Option(names = "--seed", paramLabel = "N", description = "Of the inputs. Default: 1.")
    private long seed = 1;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    HeadsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (inputs < 1) {
            throw new BadInputException("--inputs is 0, and at least one must be tried");
        }
        if (longest < 32 || longest > 2048) {
            throw new BadInputException("--longest is " + longest + ", and must be from 32 to 2048");
        }
        Trial trial = new Trial(seed, inputs, longest);
        HeadsReport report = new Progress(console).watch("trying heads", () -> {
            List<CatalogueEntry> entries = Catalogue.measure(trial);
            List<Effect> effects = InterventionTables.measure(seed);
            return new HeadsReport(
                    seed, entries, effects, MemoryTable.measure(seed, SUBJECTS, OBJECTS, FILLINGS, PRICES));
        });
        if (json) {
            report.printJson(console.out());
        } else {
            report.printText(console.out());
        }
        return report.isAsPredicted() ? ExitCode.GOOD : ExitCode.REFUTED;
    }
}
