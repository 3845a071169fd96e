package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deciban.factorgraph.FactorGraph;
import org.junit.jupiter.api.Test;

/** Which promise is made, and what precludes it. */
class PlanTest {
    private static final FactorGraph CHAIN = FactorGraph.builder()
            .variable("a", "no", "yes")
            .variable("b", "no", "yes")
            .variable("c", "no", "yes")
            .factor(List.of("a", "b"), 3, 1, 1, 3)
            .factor(List.of("b", "c"), 3, 1, 1, 3)
            .build();

    private static final FactorGraph TRIANGLE = FactorGraph.builder()
            .variable("a", "no", "yes")
            .variable("b", "no", "yes")
            .variable("c", "no", "yes")
            .factor(List.of("a", "b"), 3, 1, 1, 3)
            .factor(List.of("b", "c"), 3, 1, 1, 3)
            .factor(List.of("c", "a"), 3, 1, 1, 3)
            .build();

    private static CompiledModel compile(FactorGraph graph, CompilerOptions options) {
        return BpCompiler.compile(graph, options);
    }

    @Test
    void whoAsksForNothingGetsExactness() {
        assertThat(compile(CHAIN, CompilerOptions.auto()).mode()).isEqualTo(Mode.EXACT);
        assertThat(compile(TRIANGLE, CompilerOptions.auto()).mode()).isEqualTo(Mode.EXACT);
    }

    @Test
    void whoAsksForRoundsOrDampingOfAGraphWithCyclesGetsThem() {
        CompiledModel rounds = compile(TRIANGLE, CompilerOptions.auto().withRounds(3));
        assertThat(rounds.mode()).isEqualTo(Mode.LOOPY);
        assertThat(rounds.rounds()).isEqualTo(3);
        CompiledModel damped = compile(TRIANGLE, CompilerOptions.auto().withDamping(0.5));
        assertThat(damped.mode()).isEqualTo(Mode.LOOPY);
    }

    /** One attention weight is too few for any exact model that nobody asked for: the loopy promise is left, or the forest's. */
    @Test
    void exactnessOverTheBudgetIsGivenToForestsAlone() {
        Budget tight = Budget.DEFAULT.withPatternEntries(1);
        assertThat(compile(TRIANGLE, CompilerOptions.auto().withBudget(tight)).mode())
                .isEqualTo(Mode.LOOPY);
        assertThat(compile(TRIANGLE, CompilerOptions.exact().withBudget(tight)).mode())
                .isEqualTo(Mode.EXACT);
        assertThat(compile(CHAIN, CompilerOptions.auto().withBudget(tight)).mode())
                .isEqualTo(Mode.EXACT);
        assertThat(compile(CHAIN, CompilerOptions.auto().withShallowTree().withBudget(tight))
                        .mode())
                .isEqualTo(Mode.EXACT);
    }

    @Test
    void boundsThatAreTooSmallAreRefusedWithThoseNeeded() {
        ModelBounds needed = compile(CHAIN, CompilerOptions.exact()).bounds();
        ModelBounds small = new ModelBounds(
                needed.slots(), needed.states(), needed.variableBits(), needed.cellBits(), needed.maxDegree() - 1);
        for (CompilerOptions options :
                List.of(CompilerOptions.exact(), CompilerOptions.loopy(2), CompilerOptions.auto())) {
            assertThatThrownBy(() -> compile(CHAIN, options.withBounds(small)))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("the graph does not fit in " + small + ": it needs " + needed);
            assertThat(compile(CHAIN, options.withBounds(needed)).bounds()).isEqualTo(needed);
        }
        assertThatThrownBy(() -> compile(TRIANGLE, CompilerOptions.exact().withBounds(small)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("it needs");
    }

    /** All that is wrong is said at once. */
    @Test
    void problemsAreListedTogether() {
        ModelBounds small = new ModelBounds(1, 1, 1, 1, 0);
        assertThatThrownBy(() -> compile(
                        CHAIN, CompilerOptions.loopy(2).withShallowTree().withBounds(small)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("the graph does not fit in")
                .hasMessageContaining("a shallow tree is there to be exact");
    }

    @Test
    void aModelOfJustTheBytesAllowedIsBuilt() {
        long bytes = compile(CHAIN, CompilerOptions.exact()).cost().modelBytes();
        CompilerOptions options = CompilerOptions.exact();
        assertThat(compile(CHAIN, options.withBudget(Budget.DEFAULT.withModelBytes(bytes)))
                        .cost()
                        .modelBytes())
                .isEqualTo(bytes);
        assertThatThrownBy(() -> compile(CHAIN, options.withBudget(Budget.DEFAULT.withModelBytes(bytes - 1))))
                .isInstanceOf(CompileBudgetException.class);
    }
}
