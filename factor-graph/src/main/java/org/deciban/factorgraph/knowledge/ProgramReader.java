package org.deciban.factorgraph.knowledge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.deciban.factorgraph.knowledge.KnowledgeException.Problem;
import org.deciban.factorgraph.knowledge.grammar.ProgramLexer;
import org.deciban.factorgraph.knowledge.grammar.ProgramParser;
import org.jspecify.annotations.Nullable;

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
        List<Problem> problems = new ArrayList<>();
        ProgramParser parser = parser(program, source, problems);
        ProgramParser.ProgramContext tree = parser.program();
        if (!problems.isEmpty()) {
            throw new KnowledgeException(problems);
        }
        ProgramBuilder builder = new ProgramBuilder(source, problems);
        KnowledgeBase base = builder.program(tree);
        problems.addAll(Safety.problems(base));
        if (!problems.isEmpty()) {
            throw new KnowledgeException(problems);
        }
        return base;
    }

    /**
     * Reads one atom, as a question or as evidence: {@code likes(jack,X)}.
     *
     * @throws KnowledgeException if it is none
     */
    public static Atom parseAtom(String text) {
        List<Problem> problems = new ArrayList<>();
        ProgramParser parser = parser(text, "'" + text + "'", problems);
        ProgramParser.QuestionContext tree = parser.question();
        if (problems.isEmpty()) {
            Atom atom = new ProgramBuilder("'" + text + "'", problems).question(tree);
            if (problems.isEmpty()) {
                return atom;
            }
        }
        throw new KnowledgeException(problems);
    }

    private static ProgramParser parser(String text, String source, List<Problem> problems) {
        BaseErrorListener listener = new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    @Nullable Object symbol,
                    int line,
                    int column,
                    String message,
                    @Nullable RecognitionException e) {
                problems.add(new Problem(new Place(source, line, column + 1), message));
            }
        };
        ProgramLexer lexer = new ProgramLexer(CharStreams.fromString(text, source));
        lexer.removeErrorListeners();
        lexer.addErrorListener(listener);
        ProgramParser parser = new ProgramParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(listener);
        return parser;
    }
}
