package org.deciban.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deciban.heads.recorded.AttentionDeclaration;
import org.deciban.heads.recorded.AttentionSource;
import org.deciban.heads.recorded.AttentionSources;
import org.deciban.heads.recorded.HeadProfile;
import org.deciban.transformer.onnx.OnnxUnavailableException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deciban heads detect}. */
@Command(
        name = "detect",
        header = "Scores the heads of a model by their attention.",
        description = {
            "",
            "FILE is one of",
            "  a safetensors file of recorded attention: a tensor attention [layers, heads, queries, keys], or with the axis"
                    + " sequences before these, and, if the symbols are known, a tensor tokens [tokens] or [sequences, tokens];",
            "  a safetensors file of a learned transformer, which is run on repeated symbols at random;",
            "  a safetensors file of a compiled transformer, which is run once, and whose tokens are no symbols;",
            "  an ONNX file whose attention is among its outputs, with a declaration (--attentions) of which these are.",
            "",
            "Each score stands beside its chance, that of attention that is all alike. A head looks like what it scores most for, if"
                    + " that is more than 0.5 and at least twice its chance. docs/heads.md has the formulas.",
            "",
            "--json prints one object with the keys source and heads."
        },
        footer = {
            "",
            "Examples:",
            "  deciban heads detect recorded.safetensors",
            "  deciban heads detect gpt2.onnx --attentions gpt2.json --json"
        })
final class DetectCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "A .safetensors or .onnx file.")
    private Path path = Path.of("");

    @Option(
            names = "--attentions",
            paramLabel = "FILE",
            description =
                    "Which outputs of an ONNX file are attention, as JSON. Default: the file with .heads.json after it.")
    private @Nullable Path declaration;

    @Option(
            names = "--sinks",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "First tokens that a streaming head may look at. Default: 1.")
    private int sinks = 1;

    @Option(
            names = "--window",
            paramLabel = "N",
            converter = WholeNumbers.Sizes.class,
            description = "Recent tokens that it may look at, its own among them. Default: 8.")
    private int window = 8;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the symbols that a learned model is run on. Default: 1.")
    private long seed = 1;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    DetectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!Files.isRegularFile(path)) {
            throw new BadInputException(path + ": there is no such file");
        }
        if (sinks < 1 || window < 1) {
            throw new BadInputException("--sinks and --window must be at least 1, got " + sinks + " and " + window);
        }
        AttentionSource source = AttentionSources.open(
                path, declaration == null ? AttentionDeclaration.beside(path) : declaration, seed);
        List<HeadProfile> profiles = new Progress(console).watch("scoring heads", () -> profiles(source));
        if (profiles.isEmpty()) {
            throw new BadInputException(path + ": the model has no attention heads");
        }
        if (json) {
            printJson(console.out(), source, profiles);
        } else {
            printText(console.out(), source, profiles);
        }
        return ExitCode.GOOD;
    }

    private List<HeadProfile> profiles(AttentionSource source) {
        try {
            return HeadProfile.of(source, sinks, window);
        } catch (OnnxUnavailableException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    private static void printText(PrintStream out, AttentionSource source, List<HeadProfile> profiles) {
        out.println(source.description());
        out.println();
        List<String> scores = new ArrayList<>();
        profiles.forEach(profile -> profile.scores().keySet().stream()
                .filter(score -> !scores.contains(score))
                .forEach(scores::add));
        Table table = new Table();
        List<String> header = new ArrayList<>(List.of("HEAD"));
        scores.forEach(score -> header.add(score.toUpperCase(Locale.ROOT)));
        header.add("LOOKS LIKE");
        table.row(header);
        for (HeadProfile profile : profiles) {
            List<String> row = new ArrayList<>();
            row.add((profile.layer() + "." + profile.head() + " " + profile.name()).strip());
            for (String score : scores) {
                HeadProfile.Score found = profile.scores().get(score);
                row.add(found == null ? "-" : brief(found.mean()) + " (" + brief(found.chance()) + ")");
            }
            row.add(profile.looksLike().isEmpty() ? "-" : profile.looksLike());
            table.row(row);
        }
        table.print(out);
        out.println();
        out.println("In brackets: the score of attention that is all alike.");
    }

    private static String brief(double score) {
        return String.format(Locale.ROOT, "%.3f", score);
    }

    private static void printJson(PrintStream out, AttentionSource source, List<HeadProfile> profiles) {
        Json.print(out, json -> {
            json.text("source", source.description());
            json.array("heads", () -> {
                for (HeadProfile profile : profiles) {
                    json.object(() -> {
                        json.count("layer", profile.layer());
                        json.count("head", profile.head());
                        json.text("name", profile.name().isEmpty() ? null : profile.name());
                        json.text("looksLike", profile.looksLike().isEmpty() ? null : profile.looksLike());
                        json.object("scores", () -> {
                            for (Map.Entry<String, HeadProfile.Score> score :
                                    profile.scores().entrySet()) {
                                json.object(score.getKey(), () -> {
                                    json.number("mean", score.getValue().mean());
                                    json.number("chance", score.getValue().chance());
                                    json.count("places", score.getValue().places());
                                });
                            }
                        });
                    });
                }
            });
        });
    }
}
