package org.deciban.transformer.folded;

import java.util.List;
import java.util.stream.IntStream;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Cell;
import org.deciban.transformer.FeedForward;
import org.deciban.transformer.Input;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Matrix;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.deciban.transformer.ResidualLayout;
import org.deciban.transformer.Transformer;

/** Programs written down by hand. */
final class SmallPrograms {
    private SmallPrograms() {}

    /** A matrix by its rows. */
    static Matrix rows(double[]... rows) {
        Matrix.Builder builder = Matrix.builder(rows.length, rows[0].length);
        for (double[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                builder.append(c, row[c]);
            }
            builder.endRow();
        }
        return builder.build();
    }

    /** A row, or the entries of a column. */
    static double[] row(double... entries) {
        return entries;
    }

    /** A column. */
    static Matrix column(double... entries) {
        return Matrix.ofRowMajor(entries.length, 1, entries);
    }

    /** A layer of heads alone. */
    static Layer layer(AttentionHead... heads) {
        return new Layer("layer", List.of(heads), FeedForward.none(heads[0].modelDim()));
    }

    /** A program that reads some cells after every layer. */
    static Program program(Matrix tokens, List<Input> inputs, List<Cell> reads, Layer... layers) {
        ResidualLayout.Builder layout = ResidualLayout.builder();
        layout.add("all", tokens.columns());
        List<Integer> all = IntStream.range(0, layers.length).boxed().toList();
        ReadOut readOut = new ReadOut(all, reads, Matrix.zeros(1, reads.size()), List.of(1));
        return new Program(new Transformer(layout.build(), List.of(layers)), tokens, inputs, readOut);
    }
}
