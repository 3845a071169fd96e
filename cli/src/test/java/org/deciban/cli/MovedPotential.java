package org.deciban.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.io.TransformerFile;

/** A file of a transformer by row attention that is sound, and of another graph: the last potential of a table row is another one. */
final class MovedPotential {
    private MovedPotential() {}

    /** Writes it, and returns the token of the row. */
    static int write(Path from, Path to, double by) throws IOException {
        TransformerFile contents = TransformerFile.read(from);
        Program program = contents.program();
        Matrix tokens = program.tokens();
        double[] entries = tokens.toRowMajor();
        int potential = program.transformer().layout().subspace("log_potential").dimension();
        int row = tokens.rows() - 1;
        while (entries[row * tokens.columns() + potential] == 0) {
            row--;
        }
        entries[row * tokens.columns() + potential] += by;
        Matrix changed = Matrix.ofRowMajor(tokens.rows(), tokens.columns(), entries);
        TransformerFile.of(
                        new Program(program.transformer(), changed, program.inputs(), program.readOut()),
                        contents.provenance())
                .write(to);
        return row;
    }
}
