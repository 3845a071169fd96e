package org.deciban.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deciban.compiler.knowledge.Answer;
import org.deciban.compiler.knowledge.Inquiry;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.factorgraph.knowledge.ConceptSpace;
import org.deciban.factorgraph.knowledge.KnowledgeBase;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.ProgramReader;

/** A knowledge base and the evidence of the moment, changed and asked line by line. */
final class KnowledgeSession {
    private static final List<String> COMMANDS = List.of("assert", "retract", "ask", "why", "list", "help", "quit");
    private static final String SOURCE = "the line";

    private final String name;
    private final KnowledgeBase base;
    private final Console console;
    private final List<Observation> evidence;
    private boolean over;

    /** @param name of the file */
    KnowledgeSession(String name, KnowledgeBase base, Console console) {
        this.name = name;
        this.base = new KnowledgeBase(base.clauses(), base.queries(), List.of());
        this.console = console;
        this.evidence = new ArrayList<>(base.evidence());
    }

    /** Whether {@code quit} was said. */
    boolean isOver() {
        return over;
    }

    /** What a line may begin with. */
    List<String> words() {
        return Stream.concat(
                        COMMANDS.stream(),
                        ConceptSpace.of(base).predicates().stream().map(predicate -> predicate.name() + "("))
                .sorted()
                .toList();
    }

    /**
     * Does what a line says; what goes wrong is said, not thrown.
     *
     * @param typed whether a person waits for a word on what was done
     * @return whether that went well, and every answer is a number
     */
    boolean execute(String line, boolean typed) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("%")) {
            return true;
        }
        try {
            return obey(text, typed);
        } catch (OutOfMemoryError e) {
            Failures.outOfMemory(console);
        } catch (RuntimeException | StackOverflowError e) {
            Failures.of(e, console, false);
        }
        return false;
    }

    private boolean obey(String text, boolean typed) {
        String[] words = text.split("\\s+", 2);
        String rest = words.length == 2 ? words[1] : "";
        switch (words[0].endsWith(".") ? words[0].substring(0, words[0].length() - 1) : words[0]) {
            case "assert":
                return observe(ProgramReader.parseObservations(rest, SOURCE), typed);
            case "retract":
                return retract(ProgramReader.parseObservations(rest, SOURCE), typed);
            case "ask":
                return ask(rest, false);
            case "why":
                return ask(rest, true);
            case "list":
                evidence.forEach(console.out()::println);
                return true;
            case "help":
                console.out().println("ATOM, or " + String.join(", ", COMMANDS) + "; see deciban repl --help");
                return true;
            case "quit":
                over = true;
                return true;
            default:
                return ask(text, false);
        }
    }

    private boolean ask(String question, boolean why) {
        List<Query> questions = ProgramReader.parseQueries(question, SOURCE);
        AskReport report = new Progress(console)
                .watch("asking", () -> AskReport.of(name, question, base, questions, evidence, why));
        report.printText(console.out());
        return report.isGrounded();
    }

    /** All of them, or none if one cannot be. */
    private boolean observe(List<Observation> seen, boolean typed) {
        List<Observation> more = new ArrayList<>(evidence);
        seen.stream().filter(observation -> !knows(more, observation)).forEach(more::add);
        for (Observation observation : seen) {
            Query query = new Query(observation.atom(), observation.place());
            Map<Atom, Answer> answers = Inquiry.into(base).ask(query, more);
            for (Answer answer : answers.values()) {
                if (!(answer instanceof Answer.Grounded)) {
                    throw new BadInputException(observation + " is not taken: " + AskReport.words(answer));
                }
            }
        }
        evidence.clear();
        evidence.addAll(more);
        tell(typed);
        return true;
    }

    private static boolean knows(List<Observation> all, Observation observation) {
        return all.stream()
                .anyMatch(known -> known.atom().equals(observation.atom()) && known.holds() == observation.holds());
    }

    private boolean retract(List<Observation> seen, boolean typed) {
        for (Observation observation : seen) {
            if (!evidence.removeIf(known -> known.atom().equals(observation.atom()))) {
                throw new BadInputException(observation.atom() + " is not observed");
            }
        }
        tell(typed);
        return true;
    }

    private void tell(boolean typed) {
        if (typed) {
            console.out()
                    .println("evidence: "
                            + (evidence.isEmpty()
                                    ? "none"
                                    : String.join(
                                            ", ",
                                            evidence.stream()
                                                    .map(Observation::toString)
                                                    .toList())));
        }
    }
}
