package org.deciban.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.deciban.heads.demo.Demo;
import org.deciban.heads.demo.Demo.Look;
import org.deciban.heads.demo.Demo.Step;
import org.deciban.heads.demo.Demos;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deciban demo}. */
@Command(
        name = "demo",
        header = "Shows one worked example of constructed heads, token by token.",
        description = {
            "",
            "NAME is one of",
            "  induction  INPUT is letters; what followed the last of them before?",
            "  parity     INPUT is bits; their parity, by chain of thought",
            "  needle     a needle in a haystack, drawn by --seed; INPUT is the most tokens",
            "  count01    INPUT is of 0, 1 and 2; do 1s outnumber 0s? For each symbol what would be said if the string ended there",
            "",
            "For each token it says where the heads look, by their largest weight, and what the model says. If what comes out is not"
                    + " what plain Java computes, the exit status is 1.",
            "",
            "--json prints one object with the keys title, sequence, steps, answer, expected and right."
        },
        footer = {
            "",
            "Examples:",
            "  deciban demo induction abcdab",
            "  deciban demo parity 10110",
            "  deciban demo needle 40 --seed 7",
            "  deciban demo count01 0112201"
        })
final class DemoCommand implements Callable<Integer> {
    /** A worked example by its name, with what it is shown on unless that is said. */
    private enum Example {
        INDUCTION("abcdeabc") {
            @Override
            Demo run(String input, long seed) {
                return Demos.induction(input);
            }
        },
        PARITY("10110") {
            @Override
            Demo run(String input, long seed) {
                return Demos.parity(input);
            }
        },
        NEEDLE("32") {
            @Override
            Demo run(String input, long seed) {
                try {
                    return Demos.needle(Integer.parseInt(input), seed);
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException("needle takes a number of tokens, got '" + input + "'", e);
                }
            }
        },
        COUNT01("0112201") {
            @Override
            Demo run(String input, long seed) {
                return Demos.count01(input);
            }
        };

        private final String input;

        Example(String input) {
            this.input = input;
        }

        abstract Demo run(String given, long seed);

        static Example of(String name) {
            List<String> known = new ArrayList<>();
            for (Example example : values()) {
                if (Words.of(example).equals(name)) {
                    return example;
                }
                known.add(Words.of(example));
            }
            throw new BadInputException("'" + name + "' is no demo. Maybe one of " + String.join(", ", known) + "?");
        }
    }

    private final Console console;

    @Parameters(index = "0", paramLabel = "NAME", description = "Which one.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "INPUT", arity = "0..1", description = "What it is shown on.")
    private @Nullable String input;

    @Option(names = "--seed", paramLabel = "N", description = "Of what is drawn. Default: 1.")
    private long seed = 1;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Example example = Example.of(name);
        Demo demo;
        try {
            demo = example.run(input == null ? example.input : input, seed);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
        if (json) {
            printJson(console.out(), demo);
        } else {
            printText(console.out(), demo);
        }
        return demo.isRight() ? ExitCode.GOOD : ExitCode.REFUTED;
    }

    private static void printText(PrintStream out, Demo demo) {
        out.println(demo.title());
        out.println(demo.sequence());
        out.println();
        Table table = new Table();
        List<String> header = new ArrayList<>(List.of("PLACE", "TOKEN"));
        for (Look look : demo.steps().get(0).looks()) {
            header.add(look.head().toUpperCase(Locale.ROOT) + " LOOKS AT");
        }
        header.addAll(List.of("SAYS", "P"));
        table.row(header);
        for (Step step : demo.steps()) {
            List<String> row = new ArrayList<>(List.of(String.valueOf(step.position()), step.token()));
            for (Look look : step.looks()) {
                row.add(look.token() + " at " + look.position()
                        + (look.weight() < 1 ? " (" + Numbers.significant(look.weight()) + ")" : ""));
            }
            row.add(step.says());
            row.add(Numbers.significant(step.probability()));
            table.row(row);
        }
        table.print(out);
        out.println();
        out.println("Said:     " + demo.answer());
        out.println("Expected: " + demo.expected());
    }

    private static void printJson(PrintStream out, Demo demo) {
        Json.print(out, json -> {
            json.text("title", demo.title());
            json.text("sequence", demo.sequence());
            json.array("steps", () -> {
                for (Step step : demo.steps()) {
                    json.object(() -> {
                        json.count("position", step.position());
                        json.text("token", step.token());
                        json.array("looks", () -> {
                            for (Look look : step.looks()) {
                                json.object(() -> {
                                    json.text("head", look.head());
                                    json.count("position", look.position());
                                    json.text("token", look.token());
                                    json.number("weight", look.weight());
                                });
                            }
                        });
                        json.text("says", step.says());
                        json.number("probability", step.probability());
                    });
                }
            });
            json.text("answer", demo.answer());
            json.text("expected", demo.expected());
            json.flag("right", demo.isRight());
        });
    }
}
