package org.deciban.heads.count01;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.deciban.heads.construct.Count01Head;
import org.deciban.heads.construct.HeadConstruction;
import org.deciban.heads.count01.HeadMeasurement.Together;
import org.deciban.heads.count01.LearnedCount01.Measured;
import org.deciban.heads.tasks.Count01;
import org.deciban.tunnels.TokenSequence;
import org.deciban.tunnels.results.ResultTable;

/** Tables of Count01. */
public final class Count01Tables {
    private static final int[] COUNTS = {1, 3, 15, 63, 255, 511, 2047};

    private Count01Tables() {}

    /** The balance of the constructed head where 1s are one more than 0s, by the length, measured beside 1/(N + 1). */
    public static ResultTable margins() {
        Count01Head head = Count01Head.of(HeadConstruction.HARD);
        int balance = head.model().transformer().layout().subspace("balance").dimension();
        ResultTable.Builder table =
                ResultTable.of("Constructed head, one 1 more than 0s", "N", "2s", "balance", "1/(N + 1)", "says", "P");
        for (int count : COUNTS) {
            int twos = count / 2;
            int[] string = new int[count + twos];
            for (int t = 0; t < string.length; t++) {
                string[t] = t >= count ? 2 : (t + 1) % 2;
            }
            TokenSequence question = head.task().question(string);
            int separator = question.length() - 1;
            double[] said = head.model().predict(question, new int[] {separator})[0];
            boolean more = said[Count01.MORE] > said[Count01.NOT_MORE];
            table.row(
                    count,
                    twos,
                    head.model().record(question).residual(0)[separator][balance],
                    1.0 / (count + 1),
                    more ? "Y" : "N",
                    Math.max(said[Count01.MORE], said[Count01.NOT_MORE]));
        }
        return table.build();
    }

    /** All tables of learned models, the last of them over seeds. */
    public static List<ResultTable> of(List<Measured> models) {
        List<ResultTable> tables = new ArrayList<>();
        tables.add(heads(models));
        tables.add(together(models));
        tables.add(interventions(models));
        tables.add(overModels(models));
        return List.copyOf(tables);
    }

    private static ResultTable heads(List<Measured> models) {
        ResultTable.Builder table = ResultTable.of(
                "Heads on their own",
                "model",
                "head",
                "answers alone",
                "separation",
                "kinds alone",
                "weight for answers",
                "weight for kinds");
        for (Measured model : models) {
            HeadMeasurement measured = model.heads();
            for (int head = 0; head < measured.separation().size(); head++) {
                table.row(
                        model.name(),
                        head,
                        measured.answerAlone().get(head),
                        measured.separation().get(head),
                        measured.kindAlone().get(head),
                        measured.answer().weights().get(head),
                        measured.kind().weights().get(head));
            }
        }
        return table.build();
    }

    private static ResultTable together(List<Measured> models) {
        ResultTable.Builder table =
                ResultTable.of("Heads together", "model", "matter", "whole model", "uniform", "fitted", "gained");
        for (Measured model : models) {
            row(table, model.name(), "answers", model.heads().answer());
            row(table, model.name(), "kinds", model.heads().kind());
        }
        return table.note("uniform and fitted are of the heads without embedding and biases")
                .build();
    }

    private static void row(ResultTable.Builder table, String name, String matter, Together together) {
        table.row(
                name,
                matter,
                together.model(),
                together.uniform(),
                together.fitted(),
                together.fitted() - together.uniform());
    }

    private static ResultTable interventions(List<Measured> models) {
        ResultTable.Builder table = ResultTable.of(
                "Attention changed in all heads, mean over models",
                "0s weighed",
                "2s weighed",
                "says 1",
                "a count says 1",
                "agrees",
                "kinds right");
        for (int i = 0; i < Intervened.TRIED.size(); i++) {
            int tried = i;
            Function<ToDoubleFunction<Intervened>, Double> mean = number -> models.stream()
                    .mapToDouble(
                            model -> number.applyAsDouble(model.intervened().get(tried)))
                    .average()
                    .orElseThrow();
            AttentionFactors factors = Intervened.TRIED.get(i);
            table.row(
                    factors.ofZeros(),
                    factors.ofTwos(),
                    mean.apply(Intervened::saysOne),
                    mean.apply(Intervened::countSaysOne),
                    mean.apply(Intervened::agrees),
                    mean.apply(Intervened::kinds));
        }
        return table.build();
    }

    private static ResultTable overModels(List<Measured> models) {
        ResultTable.Builder table = ResultTable.of(
                String.format(Locale.ROOT, "Over %d models", models.size()), "number", "mean", "least", "most");
        spread(
                table,
                "answers of the whole model",
                models,
                m -> m.heads().answer().model());
        spread(table, "kinds of the whole model", models, m -> m.heads().kind().model());
        spread(table, "separation of the best head", models, m -> most(m.heads().separation()));
        spread(
                table,
                "separation of the worst head",
                models,
                m -> least(m.heads().separation()));
        spread(
                table,
                "kinds of the best head alone",
                models,
                m -> most(m.heads().kindAlone()));
        spread(
                table,
                "kinds of the worst head alone",
                models,
                m -> least(m.heads().kindAlone()));
        spread(table, "answers, uniform heads", models, m -> m.heads().answer().uniform());
        spread(
                table,
                "answers, gained by fitted weights",
                models,
                m -> gained(m.heads().answer()));
        spread(table, "kinds, uniform heads", models, m -> m.heads().kind().uniform());
        spread(
                table,
                "kinds, gained by fitted weights",
                models,
                m -> gained(m.heads().kind()));
        return table.build();
    }

    private static double most(List<Double> numbers) {
        return numbers.stream().mapToDouble(number -> number).max().orElseThrow();
    }

    private static double least(List<Double> numbers) {
        return numbers.stream().mapToDouble(number -> number).min().orElseThrow();
    }

    private static double gained(Together together) {
        return together.fitted() - together.uniform();
    }

    private static void spread(
            ResultTable.Builder table, String name, List<Measured> models, ToDoubleFunction<Measured> number) {
        List<Double> numbers = models.stream().map(number::applyAsDouble).toList();
        table.row(name, numbers.stream().mapToDouble(n -> n).average().orElseThrow(), least(numbers), most(numbers));
    }
}
