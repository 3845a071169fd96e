package org.deciban.heads.recorded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.deciban.transformer.io.SafetensorsReader;
import org.deciban.transformer.io.TransformerFile;
import org.deciban.transformer.io.TransformerFormatException;
import org.deciban.tunnels.learned.LearnedModel;
import org.deciban.tunnels.learned.LearnedWeights;

/** Files whose heads can be scored. */
public final class AttentionSources {
    private static final String LEARNED = "deciban.learned";
    private static final int SEQUENCES = 8;

    private AttentionSources() {}

    /**
     * What a file holds, by its extension and contents:
     *
     * <ul>
     *   <li>{@code .safetensors} with a tensor {@code attention}: an {@link AttentionFile};
     *   <li>{@code .safetensors} of a learned transformer: run on repeated symbols at random, {@link ModelAttention#repeated};
     *   <li>{@code .safetensors} of a compiled transformer: run once, a {@link ProgramAttention};
     *   <li>{@code .onnx}: an {@link OnnxAttention}.
     * </ul>
     *
     * @param declaration of an ONNX file
     * @param seed of the symbols that a learned transformer is run on
     * @throws TransformerFormatException if the file is none of these, or has no heads
     */
    public static AttentionSource open(Path file, Path declaration, long seed) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".onnx")) {
            if (!Files.isRegularFile(declaration)) {
                throw new TransformerFormatException(
                        file.toString(),
                        "",
                        "a declaration " + declaration + " of which outputs are attention",
                        "no such file",
                        "Maybe name it with --attentions, or score the safetensors file of the same model?");
            }
            return new OnnxAttention(file, AttentionDeclaration.read(declaration));
        }
        if (!name.endsWith(".safetensors")) {
            throw new TransformerFormatException(
                    file.toString(), "", "a name that ends in .safetensors or .onnx", "another", "Maybe rename it?");
        }
        boolean recorded;
        boolean learned;
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            recorded = reader.findTensor(AttentionFile.ATTENTION).isPresent();
            learned = reader.metadata().containsKey(LEARNED);
        }
        if (recorded) {
            return new AttentionFile(file);
        }
        return learned
                ? learned(file, LearnedWeights.read(file), seed)
                : new ProgramAttention(
                        file.toString(), TransformerFile.read(file).program());
    }

    private static AttentionSource learned(Path file, LearnedWeights weights, long seed) {
        if (weights.spec().heads() == 0) {
            throw new TransformerFormatException(
                    file.toString(),
                    "",
                    "a transformer",
                    "a model of kind " + weights.spec().kind().label() + ", which has no heads",
                    "");
        }
        if (weights.spec().maximumLength() < 2) {
            throw new TransformerFormatException(
                    file.toString(), "", "a model of sequences", "one that takes a single token", "");
        }
        return new ModelAttention(
                new LearnedModel(String.valueOf(file.getFileName()), weights),
                ModelAttention.repeated(
                        seed, weights.spec().inputs(), weights.spec().maximumLength(), SEQUENCES));
    }
}
