package org.deciban.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.deciban.heads.count01.Count01Tables;
import org.deciban.heads.count01.LearnedCount01;
import org.deciban.heads.count01.LearnedCount01.Measured;
import org.deciban.tunnels.learned.LearnedModel;
import org.deciban.tunnels.learned.LearnedWeights;
import org.deciban.tunnels.learned.Trainer;
import org.deciban.tunnels.learned.TrainingListener;
import org.deciban.tunnels.results.ResultTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code deciban heads count01}. */
@Command(
        name = "count01",
        header = "Do 1s outnumber 0s? One constructed head, and learned heads by themselves and together.",
        description = {
            "",
            "Prints how small the balance of the constructed head gets with the length of the string. Then it trains a model of one"
                    + " layer of attention for each seed, takes its logits apart by head, and measures: what each head gets right alone;"
                    + " what heads get right together, with one weight for all and with fitted weights; and what is said when the"
                    + " attention to 0s or to 2s is multiplied.",
            "",
            "Training needs the nd4j build; set OMP_NUM_THREADS=1. A seed takes ten seconds to a minute. With --model nothing is trained.",
            "",
            "--json prints one object with the keys tables and notes."
        },
        footer = {
            "",
            "Examples:",
            "  deciban heads count01 --seeds 5 --save models",
            "  deciban heads count01 --model models/count01-1.safetensors"
        })
final class Count01Command implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            converter = WholeNumbers.Steps.class,
            description = "Train models of the seeds 1 to N. Default: 3, or none with --model.")
    private @Nullable Integer seeds;

    @Option(names = "--model", paramLabel = "FILE", description = "Measure a model that was saved; repeat it for more.")
    private List<Path> models = new ArrayList<>();

    @Option(names = "--save", paramLabel = "DIR", description = "Write what is trained: count01-SEED.safetensors.")
    private @Nullable Path save;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    Count01Command(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean canTrain = Trainer.isPresent();
        if (seeds != null && !canTrain) {
            throw new BadInputException(TunnelReport.CANNOT_TRAIN);
        }
        if (save != null && !canTrain) {
            throw new BadInputException("--save writes what is trained; " + TunnelReport.CANNOT_TRAIN);
        }
        List<Measured> measured = new ArrayList<>();
        for (Path file : models) {
            measured.add(measured(file));
        }
        int trained = seeds != null ? seeds : models.isEmpty() && canTrain ? 3 : 0;
        for (int seed = 1; seed <= trained; seed++) {
            measured.add(trained(seed));
        }
        List<ResultTable> tables = new ArrayList<>(List.of(Count01Tables.margins()));
        if (!measured.isEmpty()) {
            tables.addAll(Count01Tables.of(measured));
        }
        List<String> notes =
                measured.isEmpty() ? List.of("No learned models: " + TunnelReport.CANNOT_TRAIN) : List.of();
        if (json) {
            TableJson.print(console.out(), tables, notes);
        } else {
            for (ResultTable table : tables) {
                table.print(console.out());
                console.out().println();
            }
            notes.forEach(console.out()::println);
        }
        return ExitCode.GOOD;
    }

    private Measured measured(Path file) {
        LearnedModel model = new LearnedModel(String.valueOf(file.getFileName()), LearnedWeights.read(file));
        try {
            return LearnedCount01.measure(model);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(file + " is no model of count01: " + e.getMessage());
        }
    }

    private Measured trained(int seed) {
        return new Progress(console).watch("training seed " + seed, () -> {
            LearnedModel model = LearnedCount01.train(Trainer.find(), seed, TrainingListener.NONE);
            if (save != null) {
                try {
                    Files.createDirectories(save);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot make the folder " + save + ": " + e, e);
                }
                model.weights().write(save.resolve("count01-" + seed + ".safetensors"));
            }
            return LearnedCount01.measure(model);
        });
    }
}
