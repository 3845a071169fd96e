package org.deciban.factorgraph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is printed reads back as the same program: the same clauses but for their places, and the same answers. */
class ProgramTextTest {
    private static final Pattern GROUP = Pattern.compile("'\u0001group[^']*'");

    static Stream<Path> programs() {
        return Programs.all().stream();
    }

    /** The clauses, of which those that bodies were made into are numbered. */
    private static List<String> clauses(KnowledgeBase base) {
        Map<String, String> names = new HashMap<>();
        List<String> clauses = new ArrayList<>();
        for (Clause clause : base.clauses()) {
            clauses.add(GROUP.matcher(clause.toString() + new TreeSet<>(clause.given()))
                    .replaceAll(match -> names.computeIfAbsent(match.group(), name -> "part" + names.size())));
        }
        return clauses;
    }

    private static KnowledgeBase reread(KnowledgeBase base) {
        String text = base.text();
        KnowledgeBase again = ProgramReader.parse(text, "printed");
        assertThat(clauses(again)).as(text).isEqualTo(clauses(base));
        assertThat(again.text()).isEqualTo(text).doesNotContain("group");
        assertThat(again.queries().stream().map(query -> query.atom().toString()))
                .isEqualTo(base.queries().stream()
                        .map(query -> query.atom().toString())
                        .toList());
        assertThat(again.evidence().stream().map(Object::toString))
                .isEqualTo(base.evidence().stream().map(Object::toString).toList());
        return again;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programsReadBackAsThemselves(Path file) {
        reread(Programs.read(file));
    }

    @Test
    void randomProgramsReadBackAndHaveTheAnswersOfTheirWorlds() {
        int compared = 0;
        for (long seed = 0; compared < 150; seed++) {
            RandomProgram program = RandomPrograms.draw(seed);
            Optional<Map<String, Double>> worlds = program.posteriors();
            if (worlds == null || worlds.isEmpty()) {
                continue;
            }
            compared++;
            String about = "seed " + seed + "\n" + program.text();
            KnowledgeBase again = reread(ProgramReader.parse(program.text(), "random"));
            Programs.posteriors(again)
                    .forEach((atom, p) -> assertThat(p)
                            .as(atom + " of " + about)
                            .isEqualTo(worlds.get().getOrDefault(atom, 0.0), within(1e-10)));
        }
    }

    @Test
    void whatIsHardToWriteReadsBack() {
        reread(ProgramReader.parse(
                "'It''s'(\"a \\\"b\\\"\", 'x y', -1, -0.5, 1.0e-7, 1.0e22, -9223372036854775808, 'Z', '', true, é).\n"
                        + "0.5::a(X); 1/3::b(X,V) :- c(X,V), c(_,_), X < -3, Y is -X - -2, Z is (-X)**2, W is -(X**2), Y =\\= -(1 - 2), X > -Z + W.\n"
                        + "P::d(P) :- c(_,P), between(-1, 2, P), \\+ P = 1, \\+ P == 0, \\+ \\+ c(P,_).\n"
                        + "e :- (c(1,X), \\+ (c(X,_), X > 2 ; \\+ c(X,3)) ; true), (fail ; e ; c(_,_), \\+ c(_,7)).\n"
                        + "f(X,Y) :- Y \\== X, c(X,Y), X =:= 7 div 2 mod 3 rem 2 // 1.\n"
                        + "g(Y) :- c(X,_), plus(X,2,Z), succ(Y,Z), Y =:= \\X xor (Z << 1) /\\ -7 \\/ X >> 2, Y < \\(-X), \\+ succ(X,Z).\n"
                        + "0.25::open(X). c(1,2). c(2,1).\nlogodds(-1.5)::l(X) :- c(X,_). logodds(1.0E-7)::l(X) :- c(X,_), \\+ e.\n"
                        + "query('It''s'(_,_,_,_,_,_,_,_,_,_,_)). query(b(X,X)). evidence(\\+ e). evidence(c(1,2)).\n",
                "p"));
    }

    @Test
    void aKnowledgeBaseThatWasBuiltInJavaReadsBack() {
        EntitySet person = EntitySet.of("person", "Jack", "jill", "o'neill");
        Term.Variable x = new Term.Variable("X");
        Term.Variable y = new Term.Variable("Y");
        KnowledgeBase base = KnowledgeBase.builder()
                .predicate("lonely", person)
                .predicate("likes", person, person)
                .predicate("known to", person)
                .fact(0.3, Atom.over("lonely", x))
                .fact(Atom.of("known to", "Jack"))
                .logOdds(-1, Atom.over("likes", x, y))
                .logOdds(2.5, Atom.over("likes", x, y), Atom.over("lonely", x).positive())
                .logOdds(
                        -1e-9,
                        Atom.over("likes", x, y),
                        Atom.over("known to", y).negative())
                .query(Atom.over("likes", x, y))
                .evidence(Atom.of("lonely", "jill"), false)
                .build();
        KnowledgeBase again = reread(base);
        // 1/(1 + e^-s), with the weights of the conditions that are true.
        Map<String, Double> answers = Programs.posteriors(again);
        assertThat(answers.get("likes(jill,o'neill)".replace("o'neill", "'o\\'neill'")))
                .isEqualTo(1 / (1 + Math.exp(1 + 1e-9)), within(1e-12));
        assertThat(answers.get("likes('Jack',jill)"))
                .isEqualTo(0.3 / (1 + Math.exp(-1.5 + 1e-9)) + 0.7 / (1 + Math.exp(1 + 1e-9)), within(1e-12));
        assertThat(answers).hasSize(9);
    }
}
