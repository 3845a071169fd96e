package org.deciban.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompilerOptions;
import org.deciban.compiler.IntermediateModel;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.transformer.io.OnnxFormatException;
import org.deciban.transformer.io.OnnxType;
import org.deciban.transformer.onnx.OnnxModelFile;
import org.deciban.transformer.onnx.OnnxUnavailableException;

/**
 * An ONNX file that {@code compile} wrote. It runs by itself; what its inputs and outputs mean is known by compiling the graph
 * given beside it in the same way.
 */
record OnnxFile(OnnxModelFile contents) {
    /**
     * Opens a file.
     *
     * @throws OnnxFormatException if it is damaged, or not of {@code compile}
     * @throws BadInputException if ONNX Runtime cannot be loaded
     */
    static OnnxFile open(Path file) {
        try {
            return new OnnxFile(OnnxModelFile.open(file));
        } catch (OnnxUnavailableException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The transformer that the file holds, against a graph.
     *
     * @throws OnnxFormatException if the graph has other variables or states, or compiles into other inputs and outputs
     */
    Candidate candidate(FactorGraph graph, PropagationOptions propagation) {
        String file = contents.description().file();
        OnnxNotes notes = OnnxNotes.read(file, contents.description().metadata());
        if (!notes.variables().equals(OnnxNotes.describe(graph))) {
            throw new OnnxFormatException(
                    file,
                    "expected the variables and states of the model, in its order, found others. Maybe the file was made"
                            + " from another model?");
        }
        CompilerOptions options = notes.options(propagation.compilerOptions(EngineChoice.FOLDED, notes.task()));
        IntermediateModel plan = BpCompiler.intermediate(graph, options);
        boolean single = contents.description().type() == OnnxType.FLOAT32;
        return new Candidate(
                Sizes.of(plan.cost()),
                () -> BpCompiler.compile(plan),
                single ? Candidate.SINGLE : Tolerance.ROUNDING,
                Optional.of(new OnnxFileEngine(contents)));
    }
}
