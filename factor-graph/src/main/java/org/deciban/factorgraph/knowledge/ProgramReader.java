package org.deciban.factorgraph.knowledge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.KnowledgeException.Problem;
import org.deciban.factorgraph.knowledge.grammar.ProgramLexer;
import org.deciban.factorgraph.knowledge.grammar.ProgramParser;

/** Reads knowledge bases and single questions in the syntax of ProbLog; {@code Program.g4} is the grammar. */
public final class ProgramReader {
    private ProgramReader() {}

    /**
     * Reads a file, UTF-8.
     *
     * @throws IOException if it cannot be read
     * @throws KnowledgeException if it is no program of the supported subset; every problem is listed
     */
    public static KnowledgeBase read(Path file) throws IOException {
        return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    }

    /**
     * Reads a program.
     *
     * @param source what places in it are called
     * @throws KnowledgeException if it is no program of the supported subset; every problem is listed
     */
    public static KnowledgeBase parse(String program, String source) {
        return parse(program, source, ProgramParser::program, ProgramBuilder::program);
    }

    /**
     * Reads questions: atoms separated by commas, {@code likes(jack,X), date(jack,jill)}.
     *
     * @param source what places in it are called
     * @throws KnowledgeException if it is no such list
     */
    public static List<Query> parseQueries(String text, String source) {
        return parse(text, source, ProgramParser::questions, ProgramBuilder::queries);
    }

    /**
     * Reads observations: atoms separated by commas, each with {@code \\+} before it, or {@code =false} behind it, if it was seen to be
     * false.
     *
     * @param source what places in it are called
     * @throws KnowledgeException if it is no such list
     */
    public static List<Observation> parseObservations(String text, String source) {
        return parse(text, source, ProgramParser::observations, ProgramBuilder::observations);
    }

    private static <T, R> R parse(
            String text, String source, Function<ProgramParser, T> rule, BiFunction<ProgramBuilder, T, R> build) {
        List<Problem> problems = new ArrayList<>();
        ProgramLexer lexer = new ProgramLexer(CharStreams.fromString(text, source));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        problems.addAll(TokenCheck.problems(tokens.getTokens(), source));
        if (problems.isEmpty()) {
            ProgramParser parser = new ProgramParser(tokens);
            parser.removeErrorListeners();
            parser.addErrorListener(new SyntaxErrors(source, problems));
            T tree = rule.apply(parser);
            if (problems.isEmpty()) {
                R built = build.apply(new ProgramBuilder(source, problems), tree);
                if (problems.isEmpty()) {
                    return built;
                }
            }
        }
        throw new KnowledgeException(problems);
    }
}
