package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.deciban.factorgraph.knowledge.KnowledgeException.Problem;
import org.deciban.factorgraph.knowledge.grammar.ProgramLexer;
import org.jspecify.annotations.Nullable;

/** Says in words what the parser found and what it expected; once for each clause, since what follows an error often only follows from it. */
final class SyntaxErrors extends BaseErrorListener {
    private final String source;
    private final List<Problem> problems;
    private int lastError = -1;

    SyntaxErrors(String source, List<Problem> problems) {
        this.source = source;
        this.problems = problems;
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            @Nullable Object symbol,
            int line,
            int column,
            String message,
            @Nullable RecognitionException e) {
        Parser parser = (Parser) recognizer;
        Token found = symbol instanceof Token token ? token : parser.getCurrentToken();
        if (lastError < 0 || clauseEnds(parser.getInputStream(), lastError, found.getTokenIndex())) {
            problems.add(new Problem(new Place(source, line, column + 1), words(parser, found, e)));
        }
        lastError = found.getTokenIndex();
    }

    /** Whether there is a full stop from one token up to another, that one apart. */
    private static boolean clauseEnds(TokenStream tokens, int from, int to) {
        for (int i = from; i < to; i++) {
            if (tokens.get(i).getType() == ProgramLexer.STOP) {
                return true;
            }
        }
        return false;
    }

    private static String words(Parser parser, Token found, @Nullable RecognitionException e) {
        String what = found.getType() == Token.EOF ? "the end of the text" : "'" + found.getText() + "'";
        String unexpected = what + " cannot stand here";
        String hint = hint(parser.getInputStream(), found);
        // Where no way of reading on is found, what the parser expects is what a much earlier token could have been.
        if (e instanceof NoViableAltException) {
            return unexpected + hint;
        }
        Set<String> expected = new LinkedHashSet<>();
        boolean term = parser.getExpectedTokens().contains(ProgramLexer.VARIABLE);
        for (int type : parser.getExpectedTokens().toList()) {
            expected.add(name(type, term));
        }
        return unexpected + "; expected is " + joined(new ArrayList<>(expected)) + hint;
    }

    private static String hint(TokenStream tokens, Token found) {
        if (found.getText().equals("<-")) {
            return ". Maybe '< -' instead of '<-'?";
        }
        return found.getType() == ProgramLexer.COMMA && isInPair(tokens, found.getTokenIndex())
                ? ". Pairs, as (A,B), are compound terms and not supported"
                : "";
    }

    /** Whether the innermost parenthesis that is open at a token begins no arguments. */
    private static boolean isInPair(TokenStream tokens, int index) {
        int closed = 0;
        for (int i = index - 1; i > 0 && tokens.get(i).getType() != ProgramLexer.STOP; i--) {
            int type = tokens.get(i).getType();
            if (type == ProgramLexer.CLOSE) {
                closed++;
            } else if (type == ProgramLexer.OPEN && closed-- == 0) {
                int before = tokens.get(i - 1).getType();
                return before != ProgramLexer.ATOM && before != ProgramLexer.QUOTED;
            }
        }
        return false;
    }

    private static String joined(List<String> names) {
        int last = names.size() - 1;
        return last < 1 ? String.join("", names) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    /** @param term whether a term may stand there, so that an operator could be a sign and a parenthesis the first of one */
    private static String name(int type, boolean term) {
        return switch (type) {
            case Token.EOF -> "the end of the text";
            case ProgramLexer.STOP -> "a full stop";
            case ProgramLexer.COMMA -> "a comma";
            case ProgramLexer.SEMICOLON -> "a semicolon";
            case ProgramLexer.BAR -> "'|'";
            case ProgramLexer.CLOSE -> "')'";
            case ProgramLexer.LIST_CLOSE -> "']'";
            case ProgramLexer.IF -> "':-'";
            case ProgramLexer.ANNOTATES -> "'::'";
            case ProgramLexer.COMPARISON, ProgramLexer.IS -> "a comparison";
            case ProgramLexer.POWER,
                    ProgramLexer.TIMES,
                    ProgramLexer.OVER,
                    ProgramLexer.DIVIDES,
                    ProgramLexer.SHIFT,
                    ProgramLexer.BITS -> "an operator";
            case ProgramLexer.PLUS,
                    ProgramLexer.MINUS,
                    ProgramLexer.MOD,
                    ProgramLexer.REM,
                    ProgramLexer.DIV,
                    ProgramLexer.XOR -> term ? "a term" : "an operator";
            case ProgramLexer.OPEN -> term ? "a term" : "'('";
            default -> "a term";
        };
    }
}
