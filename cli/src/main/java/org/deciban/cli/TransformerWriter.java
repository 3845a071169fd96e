package org.deciban.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalInt;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.transformer.io.OnnxExporter;
import org.deciban.transformer.io.OnnxOptions;
import org.deciban.transformer.io.OnnxType;
import org.deciban.transformer.io.TensorType;
import org.deciban.transformer.io.TransformerFile;

/**
 * Writes a compiled model to a file, which is there whole or not at all.
 *
 * @param batch the evidence sets that an ONNX file takes at once; empty for any number
 */
record TransformerWriter(CompiledModel model, CompilerOptions options, boolean float32, OptionalInt batch) {

    /**
     * Writes the file.
     *
     * @return its size in bytes
     * @throws BadInputException if the file cannot be there
     * @throws org.deciban.transformer.io.FileBudgetException if it would be too large
     * @throws org.deciban.transformer.io.OnnxBudgetException if it would be too large
     */
    long write(FileFormat format, Path file, Progress progress) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + " is a directory. Maybe name a file in it?");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BadInputException(file + ": there is no directory " + folder + ". Maybe make it first?");
        }
        Path part = folder.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            progress.watch("writing", () -> {
                writePart(format, part);
                return part;
            });
            long bytes = Files.size(part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return bytes;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void writePart(FileFormat format, Path part) {
        if (format == FileFormat.ONNX) {
            OnnxOptions type = OnnxOptions.of(float32 ? OnnxType.FLOAT32 : OnnxType.FLOAT64);
            OnnxOptions sized = batch.isPresent() ? type.withBatch(batch.getAsInt()) : type;
            OnnxExporter.write(model.program(), OnnxNotes.of(model, options).addTo(sized), part);
            return;
        }
        TransformerFile contents = model.toFile();
        try {
            (float32 ? contents.withWeights(TensorType.F32) : contents).write(part);
        } catch (IOException e) {
            throw new UncheckedIOException(part + " cannot be written: " + e.getMessage(), e);
        }
    }
}
