package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Marginals;
import org.deciban.factorgraph.inference.JunctionTree;
import org.deciban.factorgraph.random.RandomModels;
import org.deciban.factorgraph.random.TableLaw;
import org.junit.jupiter.api.Test;

class ShallowTreeTest {
    private static final CompilerOptions SHALLOW = CompilerOptions.exact().withShallowTree();

    private static void assertExact(FactorGraph graph, Marginals actual) {
        Marginals expected = JunctionTree.run(graph, Evidence.none()).marginals();
        assertThat(actual.farthestFrom(expected).magnitude()).isLessThan(1e-12);
    }

    @Test
    void aChainOfAThousandVariablesTakesRoundsInTheLogarithmOfItsLength() {
        FactorGraph chain = Networks.chain(1000);
        IntermediateModel model = BpCompiler.intermediate(chain, SHALLOW);
        assertThat(BpCompiler.intermediate(chain, CompilerOptions.exact()).rounds())
                .isEqualTo(999);
        assertThat(model.rounds()).isLessThanOrEqualTo(19);
        assertThat(model.cost().layers()).isEqualTo(2 * model.rounds() + 1);
        assertThat(model.cost().junctionTree().width()).isEqualTo(2);
        assertThat(model.propagatesOn()).isEqualTo(PropagationGraph.JUNCTION_TREE);
        assertExact(chain, model.infer(Evidence.none()));
    }

    @Test
    void theCompiledChainIsExact() {
        FactorGraph chain = Networks.chain(40);
        assertExact(chain, BpCompiler.compile(chain, SHALLOW).infer(Evidence.none()));
    }

    @Test
    void whereItSavesNoRoundTheGraphIsTakenAsItIs() {
        IntermediateModel model = BpCompiler.intermediate(Networks.chain(3), SHALLOW);
        assertThat(model.runsOnTheGraphItself()).isTrue();
        assertThat(model.rounds()).isEqualTo(2);
    }

    @Test
    void onALadderItSavesRoundsAtThePriceOfWiderCliques() {
        FactorGraph ladder = RandomModels.grid(1, 2, 60, TableLaw.binary());
        CostReport narrow =
                BpCompiler.intermediate(ladder, CompilerOptions.exact()).cost();
        IntermediateModel shallow = BpCompiler.intermediate(ladder, SHALLOW);
        assertThat(shallow.rounds()).isLessThan(narrow.rounds() / 5);
        assertThat(shallow.cost().junctionTree().width())
                .isGreaterThan(narrow.junctionTree().width());
        assertExact(ladder, shallow.infer(Evidence.none()));
    }

    @Test
    void overTheBudgetTheNarrowTreeIsTaken() {
        FactorGraph ladder = RandomModels.grid(1, 2, 60, TableLaw.binary());
        Budget budget = Budget.DEFAULT.withJunctionTreeRows(1000);
        CostReport cost =
                BpCompiler.intermediate(ladder, SHALLOW.withBudget(budget)).cost();
        assertThat(cost.junctionTree().width()).isEqualTo(2);
        Budget bytes = Budget.DEFAULT.withModelBytes(cost.modelBytes());
        assertThat(BpCompiler.intermediate(ladder, SHALLOW.withBudget(bytes)).cost())
                .isEqualTo(cost);
    }

    @Test
    void withoutAModeAForestStaysExact() {
        IntermediateModel model = BpCompiler.intermediate(
                Networks.chain(50), CompilerOptions.auto().withShallowTree());
        assertThat(model.mode()).isEqualTo(Mode.EXACT);
        assertThat(model.rounds()).isLessThan(49);
    }

    @Test
    void whatDoesNotGoWithItIsRefused() {
        FactorGraph chain = Networks.chain(10);
        for (CompilerOptions options : List.of(
                CompilerOptions.loopy().withShallowTree(),
                CompilerOptions.auto().withDamping(0.5).withShallowTree(),
                SHALLOW.withConstruction(Construction.LOG_ODDS))) {
            assertThatThrownBy(() -> BpCompiler.intermediate(chain, options))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("a shallow tree");
        }
        assertThatThrownBy(() -> BpCompiler.intermediate(chain, SHALLOW.withRounds(2)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("undamped rounds, asked for 2");
    }
}
