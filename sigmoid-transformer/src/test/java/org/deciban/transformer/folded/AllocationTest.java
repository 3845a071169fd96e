package org.deciban.transformer.folded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deciban.transformer.folded.SmallPrograms.column;
import static org.deciban.transformer.folded.SmallPrograms.layer;
import static org.deciban.transformer.folded.SmallPrograms.row;
import static org.deciban.transformer.folded.SmallPrograms.rows;

import java.util.Arrays;
import java.util.List;
import org.deciban.transformer.AttentionHead;
import org.deciban.transformer.Cell;
import org.deciban.transformer.Input;
import org.deciban.transformer.Layer;
import org.deciban.transformer.Program;
import org.deciban.transformer.ReadOut;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest {
    /** A head that adds to the content; where its queries read that, nothing bounds them and it is free. */
    private static Program program(int layers, double content) {
        AttentionHead head = new AttentionHead(
                "within group",
                rows(row(800, 0, 0, 0, 0), row(0, 800, 0, 0, 0), row(0, 0, 0, 0, content)),
                rows(row(1, 0, 0, 0, 0), row(0, 1, 0, 0, 0), row(0, 0, 1, 0, 0)),
                rows(row(0, 0, 0, 1, 0)),
                column(0, 0, 0, 0, 0.001));
        Layer[] all = new Layer[layers];
        Arrays.fill(all, layer(head));
        Program each = SmallPrograms.program(
                rows(row(1, 0, 0, 1, 0), row(1, 0, 1, -1, 0), row(0, 1, 2, 3, 0), row(0, 1, 0, -2, 0)),
                List.of(new Input(new Cell(0, 4), -1, 1)),
                List.of(new Cell(0, 4), new Cell(1, 4), new Cell(2, 4)),
                all);
        ReadOut read = each.readOut();
        return new Program(
                each.transformer(),
                each.tokens(),
                each.inputs(),
                new ReadOut(List.of(layers - 1), read.cells(), read.logits(), read.states()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void layersOfSumsAndOfFreeHeadsMakeNoObjects(double content) {
        FoldedProgram few = new FoldedEngine().prepare(program(10, content));
        FoldedProgram many = new FoldedEngine().prepare(program(2010, content));
        assertThat(few.report().productForm()).isFalse();
        assertThat(many.report().freeHeads()).isEqualTo(content == 0 ? 0 : 1);
        double[][] inputs = {{0.5}, {-0.25}, {0.75}};
        assertThat(AllocatedBytes.of(() -> many.run(inputs)) - AllocatedBytes.of(() -> few.run(inputs)))
                .isLessThan(2000);
    }
}
