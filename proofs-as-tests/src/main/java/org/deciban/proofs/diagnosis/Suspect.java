package org.deciban.proofs.diagnosis;

import java.util.List;
import java.util.stream.IntStream;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.Construction;
import org.deciban.compiler.ImportedModel;
import org.deciban.compiler.TokenOrigin;
import org.deciban.factorgraph.Evidence;
import org.deciban.proofs.verify.Tolerance;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.Transformer;
import org.deciban.transformer.io.TransformerFile;

/**
 * Weights and tokens that are said to be those of a graph compiled by row attention.
 *
 * @param claimed what the compiler makes of that graph
 * @param transformer the weights at hand, in layers and heads as the claimed ones
 * @param tokens the tokens at hand without evidence, {@code [tokens, d]}; there may be more or fewer than claimed
 */
public record Suspect(CompiledModel claimed, Transformer transformer, Matrix tokens) {
    private static final String NAME = "suspect";

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if the layout, layers or heads are others than claimed, or the construction is not {@link
     *     Construction#ROWS}
     */
    public Suspect {
        if (!sameShape(claimed.transformer(), transformer)) {
            throw new IllegalArgumentException("the transformer " + transformer.spec()
                    + " must have the layout, layers and heads of the claimed one, "
                    + claimed.transformer().spec());
        }
        if (transformer.layout().findSubspace("row_posterior").isEmpty()) {
            throw new IllegalArgumentException("the claimed model must be of row attention, which has a subspace"
                    + " row_posterior, got " + transformer.layout() + ". Maybe compile with Construction.ROWS?");
        }
    }

    private static boolean sameShape(Transformer one, Transformer other) {
        List<Layer> layers = one.layers();
        return one.layout().equals(other.layout())
                && layers.size() == other.layers().size()
                && IntStream.range(0, layers.size())
                        .allMatch(l -> layers.get(l).heads().size()
                                == other.layers().get(l).heads().size());
    }

    /** A model as it was compiled. */
    public static Suspect of(CompiledModel sound) {
        return new Suspect(sound, sound.transformer(), sound.tokens());
    }

    /** The same with other weights. */
    public Suspect with(Transformer weights) {
        return new Suspect(claimed, weights, tokens);
    }

    /** The same with other tokens. */
    public Suspect with(Matrix others) {
        return new Suspect(claimed, transformer, others);
    }

    /**
     * The model, to be run: its inputs and its read-out are those claimed.
     *
     * @throws IllegalArgumentException if tokens that take evidence or are read are missing
     */
    public ImportedModel model() {
        Program sound = claimed.program();
        Program program = new Program(transformer, tokens, sound.inputs(), sound.readOut());
        return ImportedModel.of(
                NAME, TransformerFile.of(program, claimed.toFile().provenance()), claimed.graph());
    }

    /** The claimed tokens of a kind. */
    public List<Integer> tokensOf(TokenOrigin.Kind kind) {
        return IntStream.range(0, claimed.tokens().rows())
                .filter(token -> claimed.origin(token).kind() == kind)
                .boxed()
                .toList();
    }

    /** What a claimed token belongs to; a row to its message. */
    public Place.Node node(int token) {
        String description = claimed.describeToken(token);
        return new Place.Node(
                description.startsWith("row ")
                        ? "message " + description.replaceFirst("row \\d+ of ", "")
                        : description);
    }

    /**
     * What is wrong: what is missing, then what is read from elsewhere; only if there is neither, numbers.
     *
     * <p>Tokens are held against the graph: is there one for each variable, message and row, under its address, does it ask whom
     * it should, does each row hold its table entry. Only if each stands for something of the graph, and asks whom it should, are
     * there answers to hold against belief propagation (if the rounds are those of the graph itself) and the posterior (if the
     * model promises it), to {@link Tolerance#ROUNDING}. If an answer is refuted, every matrix and token
     * that is not as compiled is named, first the one whose repair was seen to put the answer right.
     *
     * <p>What is off and changes no answer to the evidence given is not named, addresses and table entries apart. On a junction tree the
     * tokens are held against the tree that the compiler makes of the graph now; the posterior has no part in the compiler.
     *
     * @param evidence sets to ask about, each possible; none means the empty one
     * @return empty if nothing is wrong
     * @throws IllegalStateException if the posterior, which the model promises, is out of reach of the reference
     */
    public List<Diagnosis> diagnose(List<Evidence> evidence) {
        return new Examination(this, evidence.isEmpty() ? List.of(Evidence.none()) : evidence).diagnoses();
    }
}
