package org.deciban.examples.hallucination;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.deciban.compiler.knowledge.Answer;
import org.deciban.compiler.knowledge.Inquiry;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.factorgraph.knowledge.KnowledgeBase;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.ProgramReader;
import org.deciban.proofs.diagnosis.Diagnosis;
import org.deciban.proofs.diagnosis.Injected;
import org.deciban.proofs.diagnosis.Injection;
import org.deciban.proofs.diagnosis.WeightNoise;
import org.deciban.proofs.verify.Tolerance;

/** Puts faults into models, and writes down what they say, what is true, and what is named. */
public final class Laboratory {
    private static final long SEED = 11;

    private final PrintStream out;
    private final List<Subject> subjects;

    private Laboratory(PrintStream out, Path folder) {
        this.out = out;
        this.subjects = List.of(
                Subject.read(folder.resolve("hallucination/dating.pl"), "jane"),
                Subject.read(folder.resolve("knowledge/alarm.pl"), "mary"),
                Subject.read(folder.resolve("knowledge/diagnosis.pl"), "allergy"),
                Subject.read(folder.resolve("knowledge/monty-hall.pl"), "3"));
    }

    /**
     * Tells the story, and draws the plot.
     *
     * @param arguments the folder of the examples; {@code examples} if there is none
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "examples");
        List<FaultCurve> curves = tell(System.out, folder);
        Plot.write(curves, folder.resolve("hallucination/false-confidence.png"));
    }

    static List<FaultCurve> tell(PrintStream out, Path folder) {
        return new Laboratory(out, folder).tell();
    }

    private List<FaultCurve> tell() {
        subjects.forEach(this::examine);
        List<FaultCurve> curves = List.of(
                FaultCurve.ofNoise(subjects), FaultCurve.ofFlippedBits(subjects), FaultCurve.ofMissingTokens(subjects));
        curves.forEach(this::print);
        questions();
        out.println();
        out.println("COUNTING");
        Counts.print(subjects.get(0), out);
        return curves;
    }

    private void examine(Subject subject) {
        out.println(subject.name().toUpperCase(Locale.ROOT) + ", given " + subject.evidence());
        show("none", subject.ask(subject.sound()), subject.sound().diagnose(List.of(subject.evidence())));
        for (double sigma : new double[] {1e-12, 1e-9, 1e-6, 1e-3}) {
            show(
                    "all weights, noise of " + FaultCurve.written(sigma),
                    subject,
                    WeightNoise.onAll(subject.sound(), new Random(SEED), sigma));
        }
        show("a table entry doubled", subject, Injection.wrongEntry(subject.sound(), new Random(SEED), 2));
        show("an address bit flipped", subject, Injection.flippedBit(subject.sound(), new Random(SEED)));
        show("another one flipped", subject, Injection.flippedBit(subject.sound(), new Random(SEED + 1)));
        Injected without = Injection.without(subject.sound(), subject.tokensOfTheEntity());
        show(
                "all tokens of " + subject.entity() + " gone",
                subject.askWithout(subject.tokensOfTheEntity()),
                subject.diagnose(without));
        out.println();
    }

    private void show(String fault, Subject subject, Injected injected) {
        show(fault, subject.ask(injected.suspect()), subject.diagnose(injected));
    }

    private void show(String fault, Reply reply, List<Diagnosis> found) {
        out.printf(Locale.ROOT, "  %-29s %s%n", fault, said(reply));
        out.printf(Locale.ROOT, "  %-29s → %s%n", "", named(found));
    }

    private static String said(Reply reply) {
        if (reply.isRefusal()) {
            return "no answer: all worlds are called impossible";
        }
        if (Tolerance.ROUNDING.allows(reply.falseConfidence())) {
            return "all answers right";
        }
        Atom worst = reply.worst();
        return String.format(
                Locale.ROOT,
                "%s: says %.4f, is %.4f, off by %.1e",
                worst,
                reply.said(worst),
                reply.posterior(worst),
                reply.falseConfidence());
    }

    private static String named(List<Diagnosis> found) {
        if (found.isEmpty()) {
            return "nothing wrong";
        }
        long more = found.stream().map(Diagnosis::place).distinct().count() - 1;
        Diagnosis first = found.get(0);
        return first.kind().inWords() + " at " + first.place() + (more > 0 ? ", and at " + more + " more" : "");
    }

    private void print(FaultCurve curve) {
        out.println(curve.size().toUpperCase(Locale.ROOT) + ", means over the four knowledge bases and five draws");
        out.printf(
                Locale.ROOT,
                "  %-8s %-10s %-30s %s%n",
                "size",
                "refuses",
                "largest |belief − posterior|",
                "confidence in a wrong answer");
        for (FaultCurve.Point point : curve.points()) {
            out.printf(
                    Locale.ROOT,
                    "  %-8s %-10.2f %-30.2g %.2f%n",
                    FaultCurve.written(point.size()),
                    point.refused(),
                    point.falseConfidence(),
                    point.wrong());
        }
        out.println();
    }

    /** The same questions inside and outside of the concept space. */
    private void questions() {
        KnowledgeBase base = subjects.get(0).base();
        out.println("QUESTIONS to dating");
        List.of("date(jack,jane)", "date(jack,jan)", "date(jack,mary)", "marries(jack,jane)")
                .forEach(question -> ask(base, question));
        out.println("  and where woman(jane) is not written");
        ask(base.without(clause -> clause.toString().equals("woman(jane).")), "date(jack,jane)");
    }

    private void ask(KnowledgeBase base, String question) {
        Query query = ProgramReader.parseQueries(question, "question").get(0);
        Map<Atom, Answer> answers = Inquiry.into(base).ask(query, List.of());
        Answer answer = answers.get(query.atom());
        String said = answer instanceof Answer.Grounded grounded
                ? String.format(Locale.ROOT, "%.4f", grounded.probability())
                : answer instanceof Answer.NotGrounded gap ? "not grounded: " + gap.gap() : "a contradiction";
        out.printf(Locale.ROOT, "  %-20s %s%n", question, said);
    }
}
