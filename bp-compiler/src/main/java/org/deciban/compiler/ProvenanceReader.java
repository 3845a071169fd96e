package org.deciban.compiler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deciban.compiler.FileProvenance.Observed;
import org.deciban.compiler.FileProvenance.Run;
import org.deciban.compiler.internal.lowering.BeliefCoding;
import org.deciban.factorgraph.InvalidGraphException;
import org.deciban.factorgraph.Variable;
import org.deciban.transformer.Program;
import org.deciban.transformer.io.JsonAt;
import org.deciban.transformer.io.TransformerFormatException;

/** Reads what a file says of its model, and checks it against the program in the same file. Keys not known are passed over. */
final class ProvenanceReader {
    private final JsonAt json;
    private final Program program;

    private ProvenanceReader(JsonAt json, Program program) {
        this.json = json;
        this.program = program;
    }

    /**
     * The provenance of a program.
     *
     * @throws TransformerFormatException naming the first key that is missing, or does not fit the program
     */
    static FileProvenance read(JsonAt json, Program program) {
        if (json.find("construction").isEmpty()) {
            throw json.fault(
                    "the key construction",
                    "the keys " + json.keys(),
                    "Maybe the file was not written from a compiled model?");
        }
        return new ProvenanceReader(json, program).read();
    }

    private FileProvenance read() {
        JsonAt damping = json.get("damping");
        if (!(damping.real() >= 0 && damping.real() < 1)) {
            throw damping.fault("a number in [0, 1)", damping.value().kind(), "");
        }
        List<Variable> variables = variables();
        FileProvenance read = new FileProvenance(
                oneOf("construction", Construction.values()),
                oneOf("task", Task.values()),
                oneOf("mode", Mode.values()),
                json.get("rounds").integer(0, Integer.MAX_VALUE),
                damping.real(),
                oneOf("propagates_on", PropagationGraph.values()),
                bounds(),
                variables,
                json.get("variables").list().stream()
                        .map(variable -> variable.get("token")
                                .integer(0, program.tokens().rows() - 1))
                        .toList(),
                constants(variables),
                List.<Run>of());
        check(read);
        return read;
    }

    private <E extends Enum<E>> E oneOf(String key, E[] values) {
        JsonAt word = json.get(key);
        return Arrays.stream(values)
                .filter(value -> value.name().equals(word.text()))
                .findFirst()
                .orElseThrow(() -> word.fault("one of " + Arrays.toString(values), word.text(), ""));
    }

    private ModelBounds bounds() {
        JsonAt bounds = json.get("bounds");
        try {
            return new ModelBounds(
                    bounds.get("slots").integer(1, Integer.MAX_VALUE),
                    bounds.get("states").integer(1, Integer.MAX_VALUE),
                    bounds.get("variable_bits").integer(1, Integer.MAX_VALUE),
                    bounds.get("cell_bits").integer(1, Integer.MAX_VALUE),
                    bounds.get("max_degree").integer(0, Integer.MAX_VALUE));
        } catch (IllegalArgumentException e) {
            throw bounds.fault("the bounds of a model", e.getMessage(), "");
        }
    }

    private List<Variable> variables() {
        List<Variable> variables = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonAt variable : json.get("variables").list()) {
            String name = variable.get("name").text();
            if (!names.add(name)) {
                throw variable.get("name").fault("another name for each variable", name + " twice", "");
            }
            List<String> states =
                    variable.get("states").list().stream().map(JsonAt::text).toList();
            try {
                variables.add(new Variable(name, states));
            } catch (InvalidGraphException e) {
                throw variable.fault("a variable", e.getMessage(), "");
            }
        }
        return variables;
    }

    private List<Observed> constants(List<Variable> variables) {
        List<Observed> constants = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonAt entry : json.get("constants").list()) {
            Observed constant = constant(entry, variables);
            if (!names.add(constant.variable())) {
                throw entry.fault("each constant once", constant.variable() + " twice", "");
            }
            constants.add(constant);
        }
        return constants;
    }

    private static Observed constant(JsonAt constant, List<Variable> variables) {
        Observed observed = new Observed(
                constant.get("variable").text(), constant.get("state").text());
        for (Variable variable : variables) {
            if (variable.name().equals(observed.variable()) && variable.states().contains(observed.state())) {
                return observed;
            }
        }
        throw constant.fault("a variable of the model and one of its states", observed.toString(), "");
    }

    private void check(FileProvenance read) {
        List<Integer> states = program.readOut().states();
        List<Variable> variables = read.variables();
        require("variables", variables.size() <= states.size(), states.size() + " variables at most, which are read");
        for (int v = 0; v < variables.size(); v++) {
            int count = states.get(v);
            require("variables[" + v + "].states", variables.get(v).cardinality() == count, count + ", which are read");
        }
        boolean logOdds = read.construction() == Construction.LOG_ODDS;
        require("construction", !logOdds || states.stream().allMatch(s -> s == 2), "one for more than two states");
        require("task", logOdds || read.task() == Task.MARGINALS, "MARGINALS for construction " + read.construction());
        boolean scan = read.construction() == Construction.SCAN;
        require("variables", !scan || 2 * variables.size() == states.size(), states.size() / 2.0 + " variables");
        int reads = program.readOut().layers().size();
        require("rounds", read.rounds() == reads - 1, (reads - 1) + ", one less than the layers that are read");
        BeliefCoding coding = read.construction().coding(states, read.bounds());
        require(
                "construction",
                coding.leastOutputs() <= program.readOut().cells().size(),
                "one that reads no more than " + program.readOut().cells().size() + " cells");
        checkInputs(read, coding, states);
    }

    private void checkInputs(FileProvenance read, BeliefCoding coding, List<Integer> states) {
        int next = 0;
        for (int v = 0; v < states.size(); v++) {
            for (int end = next + coding.inputsOf(v); next < end; next++) {
                require("construction", next < program.inputs().size(), "one that takes no more inputs");
                if (v < read.tokens().size()) {
                    int token = program.inputs().get(next).cell().token();
                    require("variables[" + v + "].token", read.tokens().get(v) == token, token + ", as of its inputs");
                }
            }
        }
        require(
                "construction",
                next == program.inputs().size(),
                "one that takes " + program.inputs().size() + " inputs");
        int most =
                read.variables().stream().mapToInt(Variable::cardinality).max().orElse(0);
        for (int s = 0; s < most; s++) {
            requireAllowed(coding.inputs(against(s, Double.NEGATIVE_INFINITY, read, states)));
            requireAllowed(coding.inputs(against(s, -ModelBounds.LOG_RANGE_OF_DOUBLE, read, states)));
        }
    }

    /** Evidence against every state of every variable but one. */
    private static double[][] against(int kept, double logLikelihood, FileProvenance read, List<Integer> states) {
        double[][] logEvidence = new double[states.size()][];
        for (int v = 0; v < logEvidence.length; v++) {
            logEvidence[v] = new double[states.get(v)];
            if (v < read.variables().size()) {
                Arrays.fill(logEvidence[v], logLikelihood);
                logEvidence[v][Math.min(kept, states.get(v) - 1)] = 0;
            }
        }
        return logEvidence;
    }

    private void requireAllowed(double[] inputs) {
        try {
            program.requireValid(inputs);
        } catch (IllegalArgumentException e) {
            throw new TransformerFormatException(
                    json.file(), "tensor inputs.bounds", "bounds that evidence keeps within", e.getMessage(), "");
        }
    }

    private void require(String key, boolean fits, String expected) {
        if (!fits) {
            throw new TransformerFormatException(
                    json.file(),
                    json.place() + "." + key,
                    expected,
                    "another",
                    "Maybe the provenance is of another model?");
        }
    }
}
