package org.deciban.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.IntermediateModel;
import org.deciban.compiler.Task;
import org.deciban.factorgraph.FactorGraph;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deciban compile}. */
@Command(
        name = "compile",
        header = "Compiles a model into a transformer and writes it to a file.",
        description = {
            "",
            "A .safetensors file holds weights, tokens and where they come from; verify and infer run it with --transformer,"
                    + " and docs/formats.md describes it. An .onnx file holds the whole way from evidence to distributions and"
                    + " runs by itself. A file that is there is replaced, once the new one is complete.",
            "",
            "--json prints one object with the keys model, file, format, type, bytes, construction, task and transformer."
        },
        footer = {
            "",
            "Examples:",
            "  deciban compile asia.bif -o asia.safetensors",
            "  deciban compile asia.bif -o asia.onnx --mode loopy --rounds 10 --float32"
        })
final class CompileCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ModelArgument model = new ModelArgument();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The file to write, by its name .safetensors or .onnx.")
    private Path file = Path.of("");

    @Mixin
    private PropagationOptions propagation = new PropagationOptions();

    @Option(
            names = "--task",
            paramLabel = "T",
            converter = Words.Tasks.class,
            completionCandidates = Words.Tasks.class,
            description = "marginals or map, which only log-odds can do. Default: marginals.")
    private Task task = Task.MARGINALS;

    @Option(names = "--float32", description = "Round the weights to float32. Default: float64.")
    private boolean float32;

    @Option(
            names = "--batch",
            paramLabel = "N",
            converter = WholeNumbers.Batch.class,
            description = "The evidence sets that an .onnx file takes at once. Default: any number.")
    private @Nullable Integer batch;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    CompileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FileFormat format = FileFormat.of(file);
        if (batch != null && format != FileFormat.ONNX) {
            throw new BadInputException("--batch is for .onnx files; a " + format.extension()
                    + " file takes any number of evidence sets. Maybe leave --batch out?");
        }
        Loaded loaded = model.read(new EvidenceOption(), new QueryOption());
        if (loaded.knowledge().isPresent()) {
            propagation.requireExactness();
        }
        return loaded.inItsOwnWords(() -> write(loaded.graph(), format));
    }

    private int write(FactorGraph graph, FileFormat format) {
        Progress progress = new Progress(console);
        CompilerOptions options = propagation.compilerOptions(EngineChoice.FOLDED, task);
        IntermediateModel plan = progress.watch("planning", () -> BpCompiler.intermediate(graph, options));
        CompiledModel compiled = progress.watch("compiling", () -> BpCompiler.compile(plan));
        OptionalInt runs = batch == null ? OptionalInt.empty() : OptionalInt.of(batch);
        TransformerWriter writer = new TransformerWriter(compiled, options, float32, runs);
        long bytes = write(writer, format, progress);
        CompileReport report = new CompileReport(
                model.name(), file.toString(), format, float32, bytes, options, Sizes.of(plan.cost()));
        if (json) {
            report.printJson(console.out());
        } else {
            report.printText(console.out());
        }
        return ExitCode.GOOD;
    }

    private long write(TransformerWriter writer, FileFormat format, Progress progress) {
        try {
            return writer.write(format, file, progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
