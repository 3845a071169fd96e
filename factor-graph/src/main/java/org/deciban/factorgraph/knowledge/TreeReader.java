package org.deciban.factorgraph.knowledge;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.deciban.factorgraph.knowledge.Expression.Application;
import org.deciban.factorgraph.knowledge.Expression.Operand;
import org.deciban.factorgraph.knowledge.KnowledgeException.Problem;
import org.deciban.factorgraph.knowledge.Literal.Assigned;
import org.deciban.factorgraph.knowledge.Literal.Compared;
import org.deciban.factorgraph.knowledge.Term.Decimal;
import org.deciban.factorgraph.knowledge.Term.Name;
import org.deciban.factorgraph.knowledge.Term.Text;
import org.deciban.factorgraph.knowledge.Term.Whole;
import org.deciban.factorgraph.knowledge.grammar.ProgramBaseVisitor;
import org.deciban.factorgraph.knowledge.grammar.ProgramParser;

/** Makes terms, expressions and goals of parse trees, and notes what is not supported. */
final class TreeReader {
    private final String source;
    private final List<Problem> problems;
    private final Goals goals = new Goals();
    private final Expressions expressions = new Expressions();
    private Set<Predicate> own = Set.of();
    /** Constants as they are written without quotes and with them, each where it comes first. */
    private final Map<String, ParserRuleContext> bare = new HashMap<>();

    private final Map<String, ParserRuleContext> quoted = new LinkedHashMap<>();
    private int anonymous;
    private boolean ofConstants = true;

    TreeReader(String source, List<Problem> problems) {
        this.source = source;
        this.problems = problems;
    }

    /** Tells which predicates the program defines, so that they are no built-in ones in it. */
    void define(Set<Predicate> predicates) {
        own = predicates;
    }

    /** Names that are written in both ways are one to Prolog; to ProbLog 'a' unifies with a, and 1 with '1', but is not equal to it. */
    void refuseDoubtfulQuotes() {
        quoted.forEach((name, tree) -> {
            if (bare.containsKey(name)) {
                refuse(
                        tree,
                        "'" + name + "' is written without quotes elsewhere, and to ProbLog that is another constant in"
                                + " some places. Maybe write it in one way?");
            }
        });
    }

    /** Anonymous variables are numbered within a clause. */
    void beginClause() {
        anonymous = 0;
    }

    Goal goal(ProgramParser.BodyContext tree) {
        return goals.visitBody(tree);
    }

    Expression expression(ProgramParser.ExpressionContext tree) {
        return expressions.visit(tree);
    }

    /** The same of a probability or log-odds, whose numbers are no constants and may have any number of decimals. */
    Expression weight(ProgramParser.ExpressionContext tree) {
        ofConstants = false;
        Expression read = expressions.visit(tree);
        ofConstants = true;
        return read;
    }

    Place place(ParserRuleContext tree) {
        Token start = tree.getStart();
        return new Place(source, start.getLine(), start.getCharPositionInLine() + 1);
    }

    void refuse(ParserRuleContext tree, String what) {
        problems.add(new Problem(place(tree), what));
    }

    /** The atom that a term stands for; something harmless where it is none. */
    Atom atom(ProgramParser.TermContext tree) {
        if (tree instanceof ProgramParser.CompoundContext compound) {
            return new Atom(
                    name(compound.name()),
                    compound.argument().stream().map(this::argument).toList());
        }
        refuse(tree, "an atom is expected, and '" + tree.getText() + "' is none");
        return new Atom("true", List.of());
    }

    /** The same of an expression. */
    Atom atomOf(ProgramParser.ExpressionContext tree) {
        if (tree instanceof ProgramParser.OperandContext operand) {
            return atom(operand.term());
        }
        refuse(tree, "an atom is expected, and '" + tree.getText() + "' is none");
        return new Atom("true", List.of());
    }

    private Term argument(ProgramParser.ArgumentContext tree) {
        if (tree.NOT() != null) {
            refuse(tree, "a negation cannot be an argument: " + tree.getText());
            return new Name("");
        }
        return term(tree.expression());
    }

    /** The term that an expression is; something harmless where it is none. */
    Term term(ProgramParser.ExpressionContext tree) {
        Expression read = expressions.visit(tree);
        if (read instanceof Operand operand) {
            return operand.term();
        }
        refuse(
                tree,
                "functions are not supported, and this argument is one: " + tree.getText()
                        + ". Maybe give its value by 'X is " + tree.getText() + "'?");
        return new Name("");
    }

    /** The weight of {@code logodds(w)::head}, if a head is one. */
    OptionalDouble logOdds(List<ProgramParser.AlternativeContext> head) {
        for (ProgramParser.AlternativeContext alternative : head) {
            if (alternative.expression() instanceof ProgramParser.OperandContext operand
                    && operand.term() instanceof ProgramParser.CompoundContext compound
                    && name(compound.name()).equals("logodds")
                    && compound.argument().size() == 1) {
                if (head.size() > 1) {
                    refuse(alternative, "an alternative of a disjunction cannot have log-odds");
                    return OptionalDouble.empty();
                }
                if (compound.argument(0).expression() != null
                        && weight(compound.argument(0).expression()) instanceof Operand weight
                        && (weight.term() instanceof Whole || weight.term() instanceof Decimal)) {
                    return OptionalDouble.of(Arithmetic.d((Term.Constant) weight.term()));
                } else {
                    refuse(alternative, "log-odds are a number, and these are none: " + compound.getText());
                }
                return OptionalDouble.of(0);
            }
        }
        return OptionalDouble.empty();
    }

    String name(ProgramParser.NameContext tree) {
        return tree.QUOTED() == null ? tree.getText() : unquoted(tree, tree.getText());
    }

    /** Without quotes and escapes. */
    private String unquoted(ParserRuleContext tree, String text) {
        StringBuilder plain = new StringBuilder();
        char quote = text.charAt(0);
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == quote) {
                c = text.charAt(++i);
                if (c != '\\' && c != '\'' && c != '"') {
                    refuse(tree, "the escape \\" + c + " is not supported");
                }
            }
            plain.append(c);
        }
        if (plain.chars().anyMatch(Character::isISOControl)) {
            refuse(tree, "a name has a control character");
        }
        return plain.toString();
    }

    private final class Expressions extends ProgramBaseVisitor<Expression> {
        @Override
        public Expression visitSigned(ProgramParser.SignedContext tree) {
            // The least whole number of 64 bits has no positive.
            if (tree.getText().equals(Long.toString(Long.MIN_VALUE))) {
                return new Operand(new Whole(Long.MIN_VALUE));
            }
            Expression operand = visit(tree.expression());
            // +1 is a compound term to ProbLog, and ~1 to everyone.
            boolean minus = tree.sign.getType() == ProgramParser.MINUS;
            if (minus && operand instanceof Operand number && number.term() instanceof Term.Constant constant) {
                if (constant instanceof Whole || constant instanceof Decimal) {
                    return new Operand(Arithmetic.apply(tree.sign.getText(), List.of(constant)));
                }
            }
            return new Application(tree.sign.getText(), List.of(operand));
        }

        @Override
        public Expression visitPower(ProgramParser.PowerContext tree) {
            if (tree.left instanceof ProgramParser.SignedContext) {
                refuse(
                        tree,
                        "a sign before a power can be read in two ways: " + tree.getText()
                                + ". Maybe put the base or the power into parentheses?");
            }
            if (tree.operator.getText().equals("**") && isCaret(tree.right)) {
                refuseBesideCaret(tree);
            }
            return binary(tree.left, tree.operator, tree.right);
        }

        /** To ProbLog, {@code ^} is an operator like {@code *}: 2^3*2 is 2^(3*2), and 2**3^2 is (2**3)^2. */
        private static boolean isCaret(ProgramParser.ExpressionContext tree) {
            return tree instanceof ProgramParser.PowerContext power
                    && power.operator.getText().equals("^");
        }

        private void refuseBesideCaret(ProgramParser.ExpressionContext tree) {
            refuse(
                    tree,
                    "^ beside another operator can be read in two ways: " + tree.getText()
                            + ". Maybe put the power into parentheses, or write **?");
        }

        @Override
        public Expression visitProduct(ProgramParser.ProductContext tree) {
            if (isCaret(tree.left) || isCaret(tree.right)) {
                refuseBesideCaret(tree);
            }
            return binary(tree.left, tree.operator, tree.right);
        }

        @Override
        public Expression visitSum(ProgramParser.SumContext tree) {
            return binary(tree.left, tree.operator, tree.right);
        }

        private Expression binary(
                ProgramParser.ExpressionContext left, Token operator, ProgramParser.ExpressionContext right) {
            return new Application(operator.getText(), List.of(visit(left), visit(right)));
        }

        @Override
        public Expression visitParenthesised(ProgramParser.ParenthesisedContext tree) {
            return visit(tree.expression());
        }

        @Override
        public Expression visitOperand(ProgramParser.OperandContext tree) {
            return visit(tree.term());
        }

        @Override
        public Expression visitVariable(ProgramParser.VariableContext tree) {
            String name = tree.getText();
            return new Operand(new Term.Variable(name.equals("_") ? "_#" + ++anonymous : name));
        }

        @Override
        public Expression visitNumeral(ProgramParser.NumeralContext tree) {
            String text = tree.getText();
            bare.putIfAbsent(text, tree);
            if (tree.number().INTEGER() == null) {
                double value = Double.parseDouble(text);
                if (!Double.isFinite(value)) {
                    refuse(tree, text + " is larger than every number of 64 bits");
                }
                Decimal decimal = new Decimal(value);
                if (ofConstants
                        && Double.isFinite(value)
                        && !Arithmetic.rounded(decimal).equals(decimal)) {
                    refuse(tree, text + " has more than the fifteen decimals that ProbLog keeps");
                }
                return new Operand(decimal);
            }
            try {
                return new Operand(new Whole(Long.parseLong(text)));
            } catch (NumberFormatException e) {
                refuse(tree, text + " does not fit into 64 bits");
                return new Operand(new Whole(0));
            }
        }

        @Override
        public Expression visitText(ProgramParser.TextContext tree) {
            return new Operand(new Text(unquoted(tree, tree.getText())));
        }

        @Override
        public Expression visitCompound(ProgramParser.CompoundContext tree) {
            String name = name(tree.name());
            if (tree.argument().isEmpty()) {
                (tree.name().QUOTED() == null ? bare : quoted).putIfAbsent(name, tree);
                return new Operand(new Name(name));
            }
            List<ProgramParser.ArgumentContext> arguments = tree.argument();
            if (arguments.stream().anyMatch(argument -> argument.NOT() != null)
                    || !Arithmetic.knows(name, arguments.size())) {
                refuse(tree, "compound terms are not supported, and this is one: " + tree.getText());
                return new Operand(new Name(""));
            }
            return new Application(
                    name,
                    arguments.stream()
                            .map(argument -> visit(argument.expression()))
                            .toList());
        }

        @Override
        public Expression visitList(ProgramParser.ListContext tree) {
            refuse(tree, "lists are not supported, and this is one: " + tree.getText());
            return new Operand(new Name(""));
        }
    }

    private final class Goals extends ProgramBaseVisitor<Goal> {
        /** Comparisons whose sides are terms, not values. */
        private static final Set<String> OF_TERMS = Set.of("=", "\\=", "==", "\\==", "@<", "@=<", "@>", "@>=");

        @Override
        public Goal visitBody(ProgramParser.BodyContext tree) {
            List<Goal> branches = tree.conjunction().stream().map(this::visit).toList();
            return branches.size() == 1 ? branches.get(0) : new Goal.Or(branches);
        }

        @Override
        public Goal visitConjunction(ProgramParser.ConjunctionContext tree) {
            List<Goal> parts = tree.literal().stream().map(this::visit).toList();
            return parts.size() == 1 ? parts.get(0) : new Goal.And(parts);
        }

        @Override
        public Goal visitNegation(ProgramParser.NegationContext tree) {
            return new Goal.Not(visit(tree.literal()));
        }

        @Override
        public Goal visitComparison(ProgramParser.ComparisonContext tree) {
            String operator = tree.operator.getText();
            boolean ofTerms = OF_TERMS.contains(operator);
            Expression left = ofTerms ? new Operand(term(tree.left)) : expression(tree.left);
            Expression right = ofTerms ? new Operand(term(tree.right)) : expression(tree.right);
            return new Goal.Test(new Compared(left, Comparison.of(operator), right));
        }

        @Override
        public Goal visitAssignment(ProgramParser.AssignmentContext tree) {
            return new Goal.Test(new Assigned(term(tree.left), expression(tree.right)));
        }

        @Override
        public Goal visitGroup(ProgramParser.GroupContext tree) {
            return visit(tree.body());
        }

        @Override
        public Goal visitCall(ProgramParser.CallContext tree) {
            return new Goal.Call(
                    tree.term() instanceof ProgramParser.CompoundContext compound && isCall(compound)
                            ? called(compound)
                            : atom(tree.term()));
        }

        private boolean isCall(ProgramParser.CompoundContext tree) {
            String name = name(tree.name());
            int arity = tree.argument().size();
            return name.equals("call") && arity > 0 && !own.contains(new Predicate(name, arity));
        }

        /** The atom that {@code call(goal, more, …)} asks about: the goal, to whose arguments the others are added. */
        private Atom called(ProgramParser.CompoundContext call) {
            ProgramParser.ArgumentContext first = call.argument(0);
            if (first.expression() instanceof ProgramParser.OperandContext operand
                    && operand.term() instanceof ProgramParser.CompoundContext goal) {
                Atom atom = isCall(goal) ? called(goal) : atom(goal);
                Stream<Term> added = call.argument().stream().skip(1).map(TreeReader.this::argument);
                return new Atom(
                        atom.name(),
                        Stream.concat(atom.arguments().stream(), added).toList());
            }
            refuse(call, "call takes an atom that is written out, and this is none: " + first.getText());
            return new Atom("true", List.of());
        }
    }
}
