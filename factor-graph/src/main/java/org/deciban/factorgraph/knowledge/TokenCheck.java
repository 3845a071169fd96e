package org.deciban.factorgraph.knowledge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.deciban.factorgraph.knowledge.KnowledgeException.Problem;
import org.deciban.factorgraph.knowledge.grammar.ProgramLexer;

/**
 * Looks over the tokens of a program before they are parsed: characters and operators that are no part of the language, parentheses that do
 * not match, and clauses that are nested deeper than the stack of the parser should have to follow.
 */
final class TokenCheck {
    static final int DEEPEST = 60;
    static final int MOST_OPERATORS = 500;

    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("!", "the cut, !, is not supported"),
            Map.entry("->", "if-then-else, ->, is not supported. Maybe (A, B ; \\+A, C) instead of (A -> B ; C)?"),
            Map.entry("*->", "if-then-else, *->, is not supported. Maybe (A, B ; \\+A, C) instead of (A *-> B ; C)?"),
            Map.entry("-->", "grammar rules, -->, are not supported"),
            Map.entry("=..", "taking terms apart, =.., is not supported"),
            Map.entry("<=", "'<=' is no comparison. Maybe =< ?"),
            Map.entry("=>", "'=>' is no comparison. Maybe >= ?"),
            Map.entry("?-", "directives, ?-, are not supported. Maybe query(…)?"),
            Map.entry("?", "decisions, ?::, are not supported"),
            Map.entry(":", "scopes, as in name:atom, are not supported"),
            Map.entry("~", "distributions of numbers, ~, are not supported"),
            Map.entry("'", "a quote is not closed on its line"),
            Map.entry("\"", "a quote is not closed on its line"),
            Map.entry("{", "braces are not supported"),
            Map.entry("}", "braces are not supported"));

    private final String source;
    private final List<Problem> problems = new ArrayList<>();
    private final Deque<Token> open = new ArrayDeque<>();
    private int operators;

    private TokenCheck(String source) {
        this.source = source;
    }

    /** What is wrong; at most one problem for each clause. */
    static List<Problem> problems(List<Token> tokens, String source) {
        TokenCheck check = new TokenCheck(source);
        boolean skipping = false;
        for (int i = 0; i < tokens.size(); i++) {
            int before = check.problems.size();
            if (!skipping) {
                check.look(tokens, i);
            }
            skipping |= check.problems.size() > before;
            if (tokens.get(i).getType() == ProgramLexer.STOP) {
                skipping = false;
                check.open.clear();
                check.operators = 0;
            }
        }
        return check.problems;
    }

    private void look(List<Token> tokens, int i) {
        Token token = tokens.get(i);
        switch (token.getType()) {
            case ProgramLexer.OTHER, ProgramLexer.REFUSED ->
                refuse(
                        token,
                        REFUSED.getOrDefault(
                                token.getText(), "'" + printable(token.getText()) + "' is not supported here"));
            case ProgramLexer.OPEN, ProgramLexer.LIST_OPEN -> open(token);
            case ProgramLexer.CLOSE -> close(token, ProgramLexer.OPEN);
            case ProgramLexer.LIST_CLOSE -> close(token, ProgramLexer.LIST_OPEN);
            case ProgramLexer.STOP, ProgramLexer.EOF, ProgramLexer.IF -> requireClosed(token);
            case ProgramLexer.COMMA, ProgramLexer.SEMICOLON -> operators = open.isEmpty() ? 0 : operators;
            case ProgramLexer.OVER -> over(token, tokens.get(i + 1));
            case ProgramLexer.NOT,
                    ProgramLexer.PLUS,
                    ProgramLexer.MINUS,
                    ProgramLexer.TIMES,
                    ProgramLexer.DIVIDES,
                    ProgramLexer.MOD,
                    ProgramLexer.REM,
                    ProgramLexer.DIV,
                    ProgramLexer.XOR,
                    ProgramLexer.SHIFT,
                    ProgramLexer.BITS,
                    ProgramLexer.COMPLEMENT,
                    ProgramLexer.POWER -> operator(token);
            default -> {
                // Every other token is the parser's to judge.
            }
        }
    }

    private void over(Token token, Token next) {
        if (next.getType() == ProgramLexer.TIMES && next.getStartIndex() == token.getStopIndex() + 1) {
            refuse(token, "a comment, /*, is not closed");
        } else {
            operator(token);
        }
    }

    private void operator(Token token) {
        if (++operators > MOST_OPERATORS) {
            refuse(token, "an expression has more than " + MOST_OPERATORS + " operators");
        }
    }

    private void open(Token token) {
        open.push(token);
        if (open.size() > DEEPEST) {
            refuse(token, "more than " + DEEPEST + " parentheses are open here");
        }
    }

    private void close(Token token, int opening) {
        if (open.isEmpty() || open.pop().getType() != opening) {
            refuse(token, "'" + token.getText() + "' closes nothing");
        }
    }

    private void requireClosed(Token token) {
        if (!open.isEmpty()) {
            Token first = open.peek();
            refuse(
                    first,
                    "'" + first.getText() + "' is not closed before "
                            + (token.getType() == ProgramLexer.EOF ? "the end" : "the '" + token.getText() + "'")
                            + " in line " + token.getLine());
        }
    }

    private void refuse(Token token, String what) {
        problems.add(new Problem(place(token, source), what));
    }

    static Place place(Token token, String source) {
        return new Place(source, token.getLine(), token.getCharPositionInLine() + 1);
    }

    /** Control characters by their number. */
    private static String printable(String text) {
        int character = text.codePointAt(0);
        return Character.isISOControl(character) || Character.isSurrogate((char) character) && text.length() == 1
                ? String.format("U+%04X", character)
                : text;
    }
}
