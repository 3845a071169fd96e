package org.deciban.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.deciban.factorgraph.Evidence;
import org.deciban.factorgraph.FactorGraph;
import org.deciban.factorgraph.Variable;
import org.deciban.proofs.certificates.Interval;
import org.deciban.proofs.certificates.PosteriorBox;
import org.deciban.proofs.certificates.PosteriorBox.Likelihoods;
import picocli.CommandLine.Option;

/** Likelihoods that may be anywhere between two ends, and the posteriors that they allow. */
final class BoxOption {
    @Option(
            names = "--box",
            paramLabel = "V=LO..HI,…",
            description =
                    "Print bounds of the exact posteriors for all likelihoods of V in a box: LO..HI, or one number, for"
                            + " each state of V in order. May be repeated, for other variables. The bounds are reached where at most"
                            + " eight numbers move.")
    private List<String> options = new ArrayList<>();

    /** Whether the option was given. */
    boolean given() {
        return !options.isEmpty();
    }

    /**
     * The bounds for a graph and other evidence.
     *
     * @throws BadInputException if a box cannot be read
     */
    PosteriorBox bounds(FactorGraph graph, Evidence evidence) {
        try {
            List<Likelihoods> box =
                    options.stream().map(option -> read(option, graph)).toList();
            return PosteriorBox.of(graph, evidence, box);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    private static Likelihoods read(String option, FactorGraph graph) {
        Variable variable = new Names(graph)
                .at(option, 0)
                .filter(v -> option.startsWith("=", v.name().length()))
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "'" + option + "' in --box names no variable of the model; expected V=LO..HI,LO..HI"));
        List<Interval> intervals = new ArrayList<>();
        for (String part : option.substring(variable.name().length() + 1).split(",", -1)) {
            intervals.add(interval(part.strip(), option));
        }
        return new Likelihoods(variable, intervals);
    }

    private static Interval interval(String text, String option) {
        int dots = text.indexOf("..");
        OptionalDouble lo = Numbers.decimal(dots < 0 ? text : text.substring(0, dots));
        OptionalDouble hi = dots < 0 ? lo : Numbers.decimal(text.substring(dots + 2));
        if (lo.isEmpty() || hi.isEmpty() || !(lo.getAsDouble() <= hi.getAsDouble())) {
            throw new BadInputException("'" + text + "' in --box " + option + " is no LO..HI with LO ≤ HI");
        }
        return new Interval(lo.getAsDouble(), hi.getAsDouble());
    }

    void printJson(PrintStream out, String model, PosteriorBox box, List<Variable> queried) {
        Json.print(out, json -> {
            json.text("model", model);
            json.array("box", () -> {
                for (String option : options) {
                    json.text(option);
                }
            });
            json.flag("reached", box.isTight());
            json.object("bounds", () -> {
                for (Variable variable : queried) {
                    json.object(variable.name(), () -> {
                        for (int s = 0; s < variable.cardinality(); s++) {
                            Interval bound = box.bounds().get(variable).get(s);
                            json.array(variable.states().get(s), () -> {
                                json.number(bound.lo());
                                json.number(bound.hi());
                            });
                        }
                    });
                }
            });
        });
    }

    void printText(PrintStream out, String model, PosteriorBox box, List<Variable> queried) {
        Table head = new Table();
        head.row("model", model);
        head.row("box", String.join("; ", options));
        head.row(
                "answer",
                box.isTight()
                        ? "bounds of the exact posteriors, reached in the box"
                        : "bounds of the exact posteriors, not all reached: too many likelihoods move");
        head.print(out);
        out.println();
        Table body = new Table();
        for (Variable variable : queried) {
            for (int s = 0; s < variable.cardinality(); s++) {
                Interval bound = box.bounds().get(variable).get(s);
                body.row(
                        s == 0 ? variable.name() : "",
                        variable.states().get(s),
                        Numbers.probability(bound.lo()) + " .. " + Numbers.probability(bound.hi()));
            }
        }
        body.print(out);
    }
}
