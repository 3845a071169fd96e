package org.deciban.factorgraph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Programs that are too large for the stack of a thread, or for work that grows with the square of their size. */
class LargeProgramsTest {
    private static final int SIZE = 10_000;

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static Map<String, Double> posteriors(String program) {
        return Programs.posteriors(ProgramReader.parse(program, "large"));
    }

    @Test
    void aChainOfTenThousandAtomsIsGrounded() {
        String program = "reach(0). 0.9999::reach(Y) :- edge(X,Y), reach(X). query(reach(" + SIZE + ")).\n"
                + lines(SIZE, i -> "edge(" + i + "," + (i + 1) + ").");
        assertThat(posteriors(program).get("reach(" + SIZE + ")")).isEqualTo(Math.pow(0.9999, SIZE), within(1e-12));
    }

    @Test
    void aDisjunctionOfTenThousandAtomsIsGrounded() {
        String program = "some :- a(_). none :- \\+some. query(some). query(none).\n"
                + lines(SIZE, i -> "0.0001::a(" + i + ").");
        Map<String, Double> posteriors = posteriors(program);
        double none = Math.exp(SIZE * Math.log1p(-0.0001));
        assertThat(posteriors.get("none")).isEqualTo(none, within(1e-12));
        assertThat(posteriors.get("some")).isEqualTo(1 - none, within(1e-12));
    }

    @Test
    void whatIsCertainOnALargeCycleIsFound() {
        // The edges are written against the direction in which the cycle is followed.
        String program = "at(0). at(Y) :- at(X), edge(X,Y). 0.3::c. seen :- c, at(" + (SIZE - 1) + "). query(seen).\n"
                + lines(SIZE, i -> "edge(" + (SIZE - 1 - i) + "," + (SIZE - i) % SIZE + ").");
        Grounding grounding = Grounding.of(ProgramReader.parse(program, "large"));
        assertThat(grounding.statistics().variables()).isOne();
        assertThat(posteriors(program).get("seen")).isEqualTo(0.3, within(1e-15));
    }

    @Test
    void cyclesThatTakeTooManyCopiesAreRefusedAndOneIsPrinted() {
        String program = "0.3::smokes(X) :- person(X).\nsmokes(X) :- friend(X,Y), smokes(Y).\nquery(smokes(0)).\n"
                + lines(
                        SIZE,
                        i -> "person(" + i + "). friend(" + i + "," + (i + 1) % SIZE + "). friend(" + (i + 1) % SIZE
                                + "," + i + ").");
        assertThatThrownBy(() -> Grounding.of(ProgramReader.parse(program, "large")))
                .isInstanceOf(GroundingBudgetException.class)
                .hasMessageContaining(SIZE + " atoms depend on each other")
                .hasMessageContaining("takes more than 2000 copies")
                // Friends are friends of each other.
                .hasMessageFindingMatch(
                        "  (smokes\\(\\d+\\)) <- (smokes\\(\\d+\\))  by large:2:1\n  \\2 <- \\1  by large:2:1\n");
    }

    @Test
    void variablesOfTheSameNameAreNumbered() {
        Grounding grounding = Grounding.of(ProgramReader.parse(
                "0.5::a(1). 0.5::a(2). 0.5::a(3). 0.5::a(4). 0.5::a(5). b :- a(_). query(b).", "names"));
        assertThat(grounding.graph().variables().stream().map(variable -> variable.name()))
                .doesNotHaveDuplicates()
                .contains("b", "b or", "b or (2)", "b or (3)");
    }
}
