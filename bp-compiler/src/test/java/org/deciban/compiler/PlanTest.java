package org.deciban.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.transformer.io.JsonValue;
import org.deciban.transformer.io.JsonValue.JsonList;
import org.deciban.transformer.io.JsonValue.JsonNumber;
import org.deciban.transformer.io.JsonValue.JsonObject;
import org.deciban.transformer.io.JsonValue.JsonText;
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

    /** A sink, three variables, four messages, and the four rows of each factor seen from both sides. */
    @Test
    void sizesAreThoseOfTheModel() {
        CompiledModel model = compile(CHAIN, CompilerOptions.exact());
        CostReport cost = model.cost();
        assertThat(cost.tokens())
                .isEqualTo(1 + 3 + 4 + 16)
                .isEqualTo(model.tokens().rows());
        int heads = model.transformer().layers().stream()
                .mapToInt(layer -> layer.heads().size())
                .sum();
        assertThat(cost.patternEntries()).isEqualTo(24.0 * 24 * heads);
        assertThat(cost.activationBytes())
                .isEqualTo(16L * 24 * model.transformer().layout().modelDim());
        // A round is two layers, and the first of them shows what the rounds before came to.
        for (int layer = 0; layer < model.transformer().layers().size(); layer++) {
            assertThat(model.roundsShownAfter(layer))
                    .isEqualTo(layer % 2 == 0 ? OptionalInt.of(layer / 2) : OptionalInt.empty());
        }
        JsonList kinds = (JsonList) model.toFile().provenance().fields().get("token_kinds");
        assertThat(kinds.entries())
                .containsExactly(run("SINK", 1), run("VARIABLE", 3), run("MESSAGE", 4), run("ROW", 16));
    }

    private static JsonObject run(String kind, int count) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("kind", new JsonText(kind));
        fields.put("count", JsonNumber.of(count));
        return new JsonObject(fields);
    }

    @Test
    void roundsRunOnTheGraphUnlessAnotherTakesItsPlace() {
        assertThat(compile(TRIANGLE, CompilerOptions.loopy(2)).intermediate().runsOnTheGraphItself())
                .isTrue();
        assertThat(compile(TRIANGLE, CompilerOptions.exact()).intermediate().runsOnTheGraphItself())
                .isFalse();
    }

    @Test
    void logOddsTakeBoundsOfTwoSlotsAtMost() {
        CompilerOptions options = CompilerOptions.loopy(2).withConstruction(Construction.LOG_ODDS);
        ModelBounds wide = new ModelBounds(3, 2, 4, 4, 4);
        assertThatThrownBy(() -> compile(CHAIN, options.withBounds(wide)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("the bounds have 3 slots; log-odds take at most 2");
    }

    @Test
    void optionsOutsideTheirRangeAreRefused() {
        assertRefused(() -> new Budget(0, 1, 1, 1), "a budget must be positive, got 0 bytes");
        assertRefused(() -> new Budget(1, 0, 1, 1), "0 rows, 1 rows unasked");
        assertRefused(() -> new Budget(1, 1, 0, 1), "1 rows, 0 rows unasked");
        assertRefused(() -> new Budget(1, 1, 1, 0), "0.0 attention weights");
        assertRefused(() -> new Budget(1, 1, 1, Double.NaN), "NaN attention weights");
        assertRefused(() -> CompilerOptions.loopy(-1), "rounds must be ≥ 0, got -1");
        assertThat(CompilerOptions.loopy(0).rounds()).hasValue(0);
        for (double damping : new double[] {-0.1, 1, Double.NaN}) {
            assertRefused(
                    () -> CompilerOptions.auto().withDamping(damping), "damping must be in [0, 1), got " + damping);
        }
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
