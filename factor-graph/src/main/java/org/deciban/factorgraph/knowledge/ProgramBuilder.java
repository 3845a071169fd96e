package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.deciban.factorgraph.knowledge.Clause.Alternative;
import org.deciban.factorgraph.knowledge.Goal.And;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.KnowledgeException.Problem;
import org.deciban.factorgraph.knowledge.grammar.ProgramParser.AlternativeContext;
import org.deciban.factorgraph.knowledge.grammar.ProgramParser.ArgumentContext;
import org.deciban.factorgraph.knowledge.grammar.ProgramParser.ClauseContext;
import org.deciban.factorgraph.knowledge.grammar.ProgramParser.CompoundContext;
import org.deciban.factorgraph.knowledge.grammar.ProgramParser.DirectiveContext;
import org.deciban.factorgraph.knowledge.grammar.ProgramParser.ObservationContext;
import org.deciban.factorgraph.knowledge.grammar.ProgramParser.ObservationsContext;
import org.deciban.factorgraph.knowledge.grammar.ProgramParser.ProgramContext;
import org.deciban.factorgraph.knowledge.grammar.ProgramParser.QuestionsContext;
import org.deciban.factorgraph.knowledge.grammar.ProgramParser.StatementContext;

/** Makes a knowledge base of a parse tree, and notes what is not supported. */
final class ProgramBuilder {
    private final List<Problem> problems;
    private final TreeReader reader;
    private final Flattening flattening;
    private final List<Clause> clauses = new ArrayList<>();
    private final List<Query> queries = new ArrayList<>();
    private final List<Observation> evidence = new ArrayList<>();

    ProgramBuilder(String source, List<Problem> problems) {
        this.problems = problems;
        this.reader = new TreeReader(source, problems);
        this.flattening = new Flattening(problems);
    }

    KnowledgeBase program(ProgramContext tree) {
        tree.clause().forEach(this::clause);
        clauses.addAll(flattening.groups());
        KnowledgeBase base = new KnowledgeBase(clauses, queries, evidence);
        problems.addAll(Safety.problems(base));
        return base;
    }

    List<Query> queries(QuestionsContext tree) {
        reader.beginClause();
        return tree.term().stream()
                .map(term -> new Query(reader.atom(term), reader.place(term)))
                .toList();
    }

    List<Observation> observations(ObservationsContext tree) {
        for (ObservationContext observation : tree.observation()) {
            Atom atom = reader.atom(observation.term());
            String value =
                    observation.name() == null ? "true" : observation.name().getText();
            if (observation.COMPARISON() != null
                    && !observation.COMPARISON().getText().equals("=")) {
                reader.refuse(observation, "an observation is an atom, \\+atom, atom=true or atom=false");
            }
            observe(observation, atom, observation.NOT() == null, value);
        }
        return List.copyOf(evidence);
    }

    private void observe(ParserRuleContext place, Atom atom, boolean holds, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            reader.refuse(place, "evidence is true or false, and this is neither: " + value);
        }
        if (!atom.isGround()) {
            reader.refuse(place, "evidence with variables is not supported: " + atom);
        }
        evidence.add(new Observation(atom, holds == value.equals("true"), reader.place(place)));
    }

    private void clause(ClauseContext tree) {
        reader.beginClause();
        if (tree instanceof DirectiveContext directive) {
            reader.refuse(directive, "directives are not supported, and this is one: " + directive.getText());
        } else if (tree instanceof StatementContext statement) {
            List<AlternativeContext> heads = statement.head().alternative();
            boolean special = heads.size() == 1
                    && heads.get(0).term() instanceof CompoundContext compound
                    && special(statement, compound);
            if (!special) {
                statement(statement, heads);
            }
        }
    }

    private void statement(StatementContext tree, List<AlternativeContext> heads) {
        List<Alternative> head = new ArrayList<>();
        for (AlternativeContext alternative : heads) {
            Optional<Expression> probability =
                    Optional.ofNullable(alternative.expression()).map(reader::expression);
            Atom atom = reader.atom(alternative.term());
            if (alternative.NOT() != null) {
                reader.refuse(alternative, "a negated head is not supported");
            } else if (Flattening.isReserved(atom.predicate())) {
                reader.refuse(alternative, atom.predicate() + " is built in and cannot be defined");
            } else if (probability.isEmpty() && heads.size() > 1) {
                reader.refuse(alternative, "an alternative of a disjunction has no probability");
            }
            head.add(new Alternative(probability, atom));
        }
        Goal body = tree.body() == null ? new And(List.of()) : reader.goal(tree.body());
        clauses.add(flattening.clause(head, body, reader.place(tree)));
    }

    /** A query or evidence, if the head is one. */
    private boolean special(StatementContext tree, CompoundContext head) {
        String name = reader.name(head.name());
        List<ArgumentContext> arguments = head.argument();
        boolean isQuery = name.equals("query") && arguments.size() == 1;
        boolean isEvidence = name.equals("evidence") && (arguments.size() == 1 || arguments.size() == 2);
        if (!isQuery && !isEvidence) {
            return false;
        }
        if (tree.body() != null || tree.head().alternative(0).expression() != null) {
            reader.refuse(tree, name + " with a body or a probability is not supported");
        } else if (isQuery) {
            query(arguments.get(0));
        } else {
            evidence(arguments);
        }
        return true;
    }

    private void query(ArgumentContext argument) {
        if (argument.NOT() != null) {
            reader.refuse(argument, "a query of a negation is not supported. Maybe ask for the atom itself?");
        } else {
            queries.add(new Query(reader.atomOf(argument.expression()), reader.place(argument)));
        }
    }

    private void evidence(List<ArgumentContext> arguments) {
        ArgumentContext first = arguments.get(0);
        boolean holds = first.NOT() == null;
        Atom atom = holds ? reader.atomOf(first.expression()) : reader.atom(first.term());
        observe(first, atom, holds, arguments.size() == 2 ? arguments.get(1).getText() : "true");
    }
}
