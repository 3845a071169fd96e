package org.deciban.factorgraph.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.deciban.factorgraph.knowledge.Clause.Alternative;
import org.deciban.factorgraph.knowledge.ConditionalQuestions.Conditional;
import org.deciban.factorgraph.knowledge.Goal.And;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Observation;
import org.deciban.factorgraph.knowledge.KnowledgeBase.Query;
import org.deciban.factorgraph.knowledge.KnowledgeException.Problem;
import org.deciban.factorgraph.knowledge.ReadingOrder.Statement;
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
    /** A directive that brings predicates of lists alone: a program without lists means the same without it. */
    private static final String LIST_LIBRARY = ":-use_module(library(lists)).";

    /** What that library defines, in ProbLog or in Prologs. */
    private static final Set<String> OF_LISTS = Set.of(
            ("append append2 delete enum_groups exclude groupby last length list_to_set make_list max_list max_member member memberchk"
                            + " min_list min_member msort nth0 nth1 permutation prefix reverse select select_uniform select_weighted"
                            + " selectchk sort sub_list subset subtract sum_list sumlist sw sw_p unzip zip")
                    .split(" "));

    private final List<Problem> problems;
    private final TreeReader reader;
    private final Flattening flattening;
    private final List<Clause> clauses = new ArrayList<>();
    private final List<Query> queries = new ArrayList<>();
    private final List<Observation> evidence = new ArrayList<>();
    private final List<Conditional> conditionals = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private Set<Predicate> own = Set.of();

    ProgramBuilder(String source, List<Problem> problems) {
        this.problems = problems;
        this.reader = new TreeReader(source, problems);
        this.flattening = new Flattening(problems);
    }

    KnowledgeBase program(ProgramContext tree) {
        own = defined(tree);
        reader.define(own);
        flattening.define(own);
        tree.clause().forEach(this::clause);
        reader.refuseDoubtfulQuotes();
        KnowledgeBase base = new KnowledgeBase(inOrder(), queries, evidence);
        problems.addAll(Safety.problems(withConditions(base)));
        return problems.isEmpty() ? ConditionalQuestions.resolved(base, conditionals) : base;
    }

    /** The predicates of all heads, in whatever order the clauses stand. */
    private Set<Predicate> defined(ProgramContext tree) {
        return tree.clause().stream()
                .flatMap(clause -> clause instanceof StatementContext statement
                        ? statement.head().alternative().stream()
                        : Stream.empty())
                .flatMap(alternative ->
                        alternative.term() instanceof CompoundContext compound ? Stream.of(compound) : Stream.empty())
                .map(compound -> new Predicate(
                        compound.name().getText().replace("'", ""),
                        compound.argument().size()))
                .collect(Collectors.toSet());
    }

    /** The clauses, each with what has to be given, and the groups of their bodies. */
    private List<Clause> inOrder() {
        List<Clause> all = new ArrayList<>(clauses);
        all.addAll(flattening.groups());
        List<Set<String>> given =
                ReadingOrder.given(statements, Safety.inputs(new KnowledgeBase(all, List.of(), List.of())), problems);
        int next = 0;
        for (int s = 0; s < statements.size(); s++) {
            if (!statements.get(s).heads().isEmpty()) {
                all.set(next, all.get(next).with(given.get(s)));
                next++;
            }
        }
        return all;
    }

    private KnowledgeBase withConditions(KnowledgeBase base) {
        List<Clause> all = new ArrayList<>(base.clauses());
        conditionals.forEach(conditional -> all.add(conditional.condition()));
        return new KnowledgeBase(all, base.queries(), base.evidence());
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
        boolean truth = truth(place, value);
        if (!atom.isGround()) {
            reader.refuse(place, "evidence with variables is not supported: " + atom);
        }
        evidence.add(new Observation(atom, holds == truth, reader.place(place)));
    }

    private boolean truth(ParserRuleContext place, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            reader.refuse(place, "evidence is true or false, and this is neither: " + value);
        }
        return value.equals("true");
    }

    private void clause(ClauseContext tree) {
        reader.beginClause();
        if (tree instanceof DirectiveContext directive) {
            directive(directive);
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

    private void directive(DirectiveContext tree) {
        if (tree.getText().equals(LIST_LIBRARY)) {
            own.stream()
                    .filter(predicate -> OF_LISTS.contains(predicate.name()))
                    .findFirst()
                    .ifPresent(predicate -> reader.refuse(
                            tree, "library(lists) has a predicate " + predicate.name() + " as well as the program"));
        } else {
            reader.refuse(tree, "directives are not supported, and this is one: " + tree.getText());
        }
    }

    private void statement(StatementContext tree, List<AlternativeContext> alternatives) {
        List<Alternative> head = new ArrayList<>();
        OptionalDouble logOdds = reader.logOdds(alternatives);
        for (AlternativeContext alternative : alternatives) {
            Optional<Expression> probability = logOdds.isPresent()
                    ? Optional.empty()
                    : Optional.ofNullable(alternative.expression()).map(reader::weight);
            Atom atom = reader.atom(alternative.term());
            if (alternative.NOT() != null) {
                reader.refuse(alternative, "a negated head is not supported");
            } else if (Flattening.isReserved(atom.predicate())) {
                reader.refuse(alternative, atom.predicate() + " is built in and cannot be defined");
            } else if (probability.isEmpty() && alternatives.size() > 1) {
                reader.refuse(alternative, "an alternative of a disjunction has no probability");
            }
            head.add(new Alternative(probability, atom));
        }
        Goal body = body(tree);
        List<String> inProbabilities = head.stream()
                .flatMap(alternative -> alternative.probability().stream())
                .flatMap(Expression::variables)
                .toList();
        statements.add(new Statement(
                head.stream().map(Alternative::atom).toList(), inProbabilities, body, reader.place(tree)));
        clauses.add(flattening.clause(head, body, reader.place(tree), logOdds));
    }

    private Goal body(StatementContext tree) {
        return tree.body() == null ? new And(List.of()) : reader.goal(tree.body());
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
        ArgumentContext first = arguments.get(0);
        if (tree.head().alternative(0).expression() != null
                || tree.head().alternative(0).NOT() != null) {
            reader.refuse(tree, name + " with a probability or a negation before it is not supported");
        } else if (isQuery && first.NOT() != null) {
            reader.refuse(first, "a query of a negation is not supported. Maybe ask for the atom itself?");
        } else {
            boolean holds = first.NOT() == null;
            Atom atom = holds ? reader.atomOf(first.expression()) : reader.atom(first.term());
            String value = arguments.size() == 2 ? arguments.get(1).getText() : "true";
            if (tree.body() != null) {
                conditional(tree, atom, isQuery, isQuery || truth(first, value) == holds);
            } else if (isQuery) {
                queries.add(new Query(atom, reader.place(first)));
            } else {
                observe(first, atom, holds, value);
            }
        }
        return true;
    }

    private void conditional(StatementContext tree, Atom atom, boolean isQuery, boolean holds) {
        Goal body = body(tree);
        statements.add(new Statement(List.of(), atom.variables().toList(), body, reader.place(tree)));
        Set<String> given = body.outsideOfNegations().collect(Collectors.toSet());
        List<Term> shared = atom.variables()
                .distinct()
                .filter(given::contains)
                .<Term>map(Term.Variable::new)
                .toList();
        Atom head = flattening.condition(shared);
        Clause condition =
                flattening.clause(List.of(new Alternative(Optional.empty(), head)), body, reader.place(tree));
        conditionals.add(new Conditional(atom, condition, isQuery, holds, reader.place(tree)));
    }
}
