package org.deciban.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.knowledge.Atom;
import org.deciban.factorgraph.knowledge.ConceptSpace;
import org.deciban.factorgraph.knowledge.ConceptSpace.Gap;
import org.deciban.factorgraph.knowledge.Grounding;
import org.deciban.factorgraph.knowledge.KnowledgeBase;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.Place;
import org.deciban.factorgraph.knowledge.Predicate;
import org.deciban.factorgraph.knowledge.ProgramReader;

/** A knowledge base in a file. */
final class KnowledgeFile {
    /** File names end so, in any case. */
    static final List<String> EXTENSIONS = List.of(".pl", ".problog");

    private KnowledgeFile() {}

    /** Whether a file is one, by its name. */
    static boolean is(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return EXTENSIONS.stream().anyMatch(name::endsWith);
    }

    /** @throws org.deciban.factorgraph.knowledge.KnowledgeException if it is no program of the supported subset */
    static KnowledgeBase read(Path path) {
        try {
            return ProgramReader.read(path);
        } catch (CharacterCodingException e) {
            throw new BadInputException(path + " is not UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Grounds it.
     *
     * @param queries atoms as options state them; none stands for the queries of the file, and where it has none for every atom
     * @param evidence observations as options state them, besides those of the file
     * @throws BadInputException if nothing is asked, something unknown is, or the evidence is true in no world
     */
    static Loaded load(Path path, List<String> queries, List<String> evidence) {
        KnowledgeBase base = read(path);
        List<Query> stated = queries.stream()
                .flatMap(option -> ProgramReader.parseQueries(option, "--query").stream())
                .toList();
        boolean everything = stated.isEmpty() && base.queries().isEmpty();
        List<Query> asked = everything ? everything(base) : stated.isEmpty() ? base.queries() : stated;
        List<Observation> more = observations(evidence);
        ConceptSpace concepts = ConceptSpace.of(base);
        List<Atom> named = Stream.concat(
                        stated.stream().map(Query::atom), more.stream().map(Observation::atom))
                .toList();
        requireConcepts(named.stream().flatMap(atom -> concepts.findGap(atom).stream()));
        Grounding grounding = Grounding.of(base.asked(asked, more));
        requireConcepts(named.stream().flatMap(atom -> concepts.findGap(atom, grounding).stream()));
        List<Observation> all = base.asked(asked, more).evidence();
        Evidence consistent = grounding.findEvidence().orElseThrow(() -> contradiction(grounding));
        List<Target> targets = grounding.queries().stream()
                // Of a predicate that nobody asked about it is no news that nothing has it.
                .filter(atom -> !everything || atom.isGround())
                .map(atom -> Target.of(atom, grounding.findTruth(atom).orElseThrow()))
                .toList();
        if (targets.isEmpty()) {
            throw new BadInputException(
                    path + ": the program asks nothing, and no atom of it can be listed. Maybe add a query?");
        }
        return new Loaded(grounding.graph(), consistent, echo(all), targets, Optional.of(grounding));
    }

    /** A question for each predicate whose atoms can be listed. */
    private static List<Query> everything(KnowledgeBase base) {
        ConceptSpace concepts = ConceptSpace.of(base);
        return concepts.predicates().stream()
                .filter(concepts::isListable)
                .sorted(Comparator.comparing(Predicate::toString))
                .map(predicate -> new Query(predicate.open(), new Place("the command line", 0, 0)))
                .toList();
    }

    static List<Observation> observations(List<String> options) {
        return options.stream()
                .flatMap(option -> ProgramReader.parseObservations(option, "--evidence").stream())
                .toList();
    }

    private static void requireConcepts(Stream<Gap> gaps) {
        List<String> missing =
                gaps.map(gap -> "not grounded: " + gap).distinct().toList();
        if (!missing.isEmpty()) {
            throw new BadInputException(String.join("\n", missing));
        }
    }

    /** Evidence that no world has: the observations that are impossible each by itself, else all of them. */
    static BadInputException contradiction(Grounding grounding) {
        List<Observation> alone = grounding.contradictions();
        return new BadInputException("the evidence is true in no world: "
                + (alone.isEmpty() ? grounding.evidence() : alone)
                        .stream().map(Observation::toString).collect(Collectors.joining(", ")));
    }

    private static EvidenceEcho echo(List<Observation> observations) {
        return EvidenceEcho.of(observations.stream()
                .map(seen -> new EvidenceEcho.Item(seen.atom().toString(), String.valueOf(seen.holds()), List.of()))
                .toList());
    }
}
