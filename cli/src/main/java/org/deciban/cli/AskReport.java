package org.deciban.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deciban.compiler.knowledge.Answer;
import org.deciban.compiler.knowledge.Answer.Contradiction;
import org.deciban.compiler.knowledge.Answer.Grounded;
import org.deciban.compiler.knowledge.Answer.NotGrounded;
import org.deciban.compiler.knowledge.Derivation;
import org.deciban.compiler.knowledge.Derivation.Weight;
import org.deciban.compiler.knowledge.Inquiry;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.factorgraph.knowledge.KnowledgeBase;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.proofs.certificates.Certificate;
import org.deciban.proofs.certificates.CertifiedInquiry;

/**
 * What {@code deciban ask} answers, as text and as JSON.
 *
 * @param evidence of the knowledge base and of the options
 * @param certificate what was proved of the transformer, if that was asked for and one was run
 * @param answers by atom; by the question itself if it has variables and nothing of its form can be true
 */
record AskReport(
        String model,
        String question,
        List<Observation> evidence,
        Map<Atom, Answer> answers,
        Optional<Certificate> certificate) {

    /**
     * Asks.
     *
     * @param questions the atoms of the question
     * @param more evidence besides that of the knowledge base
     * @param why whether derivations are wanted
     */
    static AskReport of(
            String model,
            String question,
            KnowledgeBase base,
            List<Query> questions,
            List<Observation> more,
            boolean why) {
        Inquiry inquiry = Inquiry.into(base);
        Map<Atom, Answer> answers = new LinkedHashMap<>();
        questions.forEach(query -> answers.putAll(why ? inquiry.explain(query, more) : inquiry.ask(query, more)));
        List<Observation> evidence = base.asked(List.of(), more).evidence();
        return new AskReport(model, question, evidence, answers, Optional.empty());
    }

    /** Asks one question, and proves how far the numbers are from the posteriors. */
    static AskReport certified(
            String model, String question, KnowledgeBase base, Query query, List<Observation> more, boolean why) {
        CertifiedInquiry inquiry = CertifiedInquiry.ask(base, query, more);
        Map<Atom, Answer> answers = inquiry.answers();
        if (why) {
            answers.replaceAll((atom, answer) -> Inquiry.into(base).explained(atom, answer, more));
        }
        List<Observation> evidence = base.asked(List.of(), more).evidence();
        return new AskReport(model, question, evidence, answers, inquiry.certificate());
    }

    /** Whether every answer is a number. */
    boolean isGrounded() {
        return answers.values().stream().allMatch(Grounded.class::isInstance);
    }

    void printText(PrintStream out) {
        Table table = new Table();
        answers.forEach((atom, answer) -> table.row(
                atom.toString(),
                answer instanceof Grounded && !atom.isGround()
                        ? "0: nothing of this form can be true"
                        : words(answer)));
        table.print(out);
        answers.forEach((atom, answer) -> findDerivation(answer).ifPresent(derivation -> {
            out.println();
            print(out, atom, derivation);
        }));
    }

    static String words(Answer answer) {
        if (answer instanceof Grounded grounded) {
            return Numbers.probability(grounded.probability())
                    + (grounded.eps().isPresent()
                            ? "  |answer − truth| ≤ " + grounded.eps().getAsDouble() + ", proved"
                            : "");
        }
        return answer instanceof NotGrounded refused
                ? "not grounded: " + refused.gap()
                : "the evidence is true in no world: " + contradicting((Contradiction) answer);
    }

    private static Optional<Derivation> findDerivation(Answer answer) {
        return answer instanceof Grounded grounded ? grounded.derivation() : Optional.empty();
    }

    private static String contradicting(Contradiction answer) {
        return answer.evidence().stream().map(Observation::toString).collect(Collectors.joining(", "));
    }

    private static void print(PrintStream out, Atom atom, Derivation derivation) {
        Table table = new Table();
        table.row("why " + atom, "");
        table.row(decibans(derivation.prior()), "before any evidence");
        derivation
                .evidence()
                .forEach(weight -> table.row(decibans(weight.decibans()), "by the observation " + weight.what()));
        table.row(decibans(derivation.posterior()), "in all");
        table.row("without", "lower by");
        for (Weight weight : derivation.clauses()) {
            table.row(
                    Double.isNaN(weight.decibans()) ? "the evidence needs it" : decibans(weight.decibans()),
                    weight.where() + "  " + weight.what());
        }
        table.print(out);
    }

    private static String decibans(double x) {
        return Double.isInfinite(x) ? (x > 0 ? "+∞ dB" : "−∞ dB") : String.format(Locale.ROOT, "%+.2f dB", x);
    }

    void printJson(PrintStream out) {
        Json.print(out, json -> {
            json.text("model", model);
            json.text("question", question);
            json.object("evidence", () -> {
                for (Observation observation : evidence) {
                    json.text(observation.atom().toString(), String.valueOf(observation.holds()));
                }
            });
            json.array("answers", () -> {
                for (Map.Entry<Atom, Answer> entry : answers.entrySet()) {
                    json.object(() -> write(json, entry.getKey(), entry.getValue()));
                }
            });
        });
    }

    private void write(Json json, Atom atom, Answer answer) throws IOException {
        json.text("atom", atom.toString());
        if (answer instanceof Grounded grounded) {
            json.text("answer", "GROUNDED");
            json.number("probability", grounded.probability());
            if (grounded.eps().isPresent()) {
                json.number("eps", grounded.eps().getAsDouble());
            }
        } else if (answer instanceof NotGrounded refused) {
            json.text("answer", "NOT_GROUNDED");
            json.text("reason", refused.gap().reason());
            json.array("nearest", () -> {
                for (String near : refused.gap().nearest()) {
                    json.text(near);
                }
            });
        } else {
            json.text("answer", "CONTRADICTION");
            json.text("reason", contradicting((Contradiction) answer));
        }
        Optional<Derivation> derivation = findDerivation(answer);
        if (derivation.isPresent()) {
            json.object("derivation", () -> write(json, derivation.get()));
        }
    }

    private static void write(Json json, Derivation derivation) throws IOException {
        json.number("prior", derivation.prior());
        json.array("evidence", () -> write(json, derivation.evidence()));
        json.array("clauses", () -> write(json, derivation.clauses()));
        json.number("posterior", derivation.posterior());
    }

    private static void write(Json json, List<Weight> weights) throws IOException {
        for (Weight weight : weights) {
            json.object(() -> {
                json.text("what", weight.what());
                json.text("where", weight.where());
                json.number("decibans", weight.decibans());
            });
        }
    }
}
