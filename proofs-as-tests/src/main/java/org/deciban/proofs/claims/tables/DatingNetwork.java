package org.deciban.proofs.claims.tables;

import java.util.ArrayList;
import java.util.List;
import org.deciban.compiler.BpCompiler;
import org.deciban.compiler.CompiledModel;
import org.deciban.compiler.CompilerOptions;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.inference.Enumeration;
import org.deciban.proofs.claims.PublishedTable;
import org.deciban.proofs.claims.Tries;

/** The published worked example: whether Jack and Jill will date, an OR and an AND over three priors. */
public final class DatingNetwork implements PublishedTable {
    private static final double ROUNDING = 1e-12;
    private static final String TRUE = "true";

    private static final List<Question> QUESTIONS = List.of(
            new Question("", "like_jj", 0.72, 2),
            new Question("", "date", 0.288, 3),
            new Question("date", "lonely", 0.4167, 4),
            new Question("date", "exciting", 0.8333, 4),
            new Question("like_jj", "date", 0.4, 1),
            new Question("like_kj", "date", 0.72, 2),
            new Question("lonely", "like_jj", 1, 0),
            new Question("lonely", "date", 0.4, 1));

    /** A probability that was published with a number of decimals; {@code given} is observed true, or empty. */
    private record Question(String given, String asked, double published, int decimals) {}

    @Override
    public String id() {
        return "B3";
    }

    @Override
    public String title() {
        return "The dating network";
    }

    @Override
    public String source() {
        return "arXiv:2603.17063, worked example";
    }

    /** Nothing is drawn at random. */
    @Override
    public Result run(Tries tries) {
        FactorGraph graph = graph();
        CompiledModel model = BpCompiler.compile(graph, CompilerOptions.exact());
        List<Row> rows = new ArrayList<>();
        for (Question question : QUESTIONS) {
            Evidence evidence = question.given().isEmpty()
                    ? Evidence.none()
                    : graph.evidence().observe(question.given(), TRUE).build();
            double ours = model.infer(evidence).probability(question.asked(), TRUE);
            double exact = Enumeration.run(graph, evidence).marginals().probability(question.asked(), TRUE);
            String name = "P(" + question.asked() + (question.given().isEmpty() ? "" : " | " + question.given()) + ")";
            rows.add(new Row(
                    name,
                    List.of(
                            Cell.rounded(ours, question.published(), question.decimals()),
                            Cell.bounded(Math.abs(ours - exact), ROUNDING))));
        }
        return new Result(
                "Beliefs of the transformer compiled from the network, and how far they are from enumeration.",
                List.of("probability", "transformer", "transformer − exact"),
                rows);
    }

    private static FactorGraph graph() {
        FactorGraph.Builder builder = FactorGraph.builder();
        for (String name : List.of("lonely", "exciting", "like_jj", "like_kj", "date")) {
            builder.variable(name, "false", TRUE);
        }
        return builder.conditional("lonely", List.of(), 0.7, 0.3)
                .conditional("exciting", List.of(), 0.4, 0.6)
                .conditional("like_kj", List.of(), 0.6, 0.4)
                .conditional("like_jj", List.of("lonely", "exciting"), 1, 0, 0, 1, 0, 1, 0, 1)
                .conditional("date", List.of("like_jj", "like_kj"), 1, 0, 1, 0, 1, 0, 0, 1)
                .build();
    }
}
