package org.deciban.heads.count01;

import java.util.ArrayList;
import java.util.List;

/**
 * What heads say on their own and together, measured on a sample that nothing was fitted on.
 *
 * @param answerAlone by head, the share of answers that its own votes get right
 * @param separation by head, its {@link Separation} accuracy
 * @param kindAlone by head, the share of kinds that its own votes get right
 * @param answer of heads together
 * @param kind of heads together
 */
public record HeadMeasurement(
        List<Double> answerAlone, List<Double> separation, List<Double> kindAlone, Together answer, Together kind) {
    /** Copies. */
    public HeadMeasurement {
        answerAlone = List.copyOf(answerAlone);
        separation = List.copyOf(separation);
        kindAlone = List.copyOf(kindAlone);
    }

    /**
     * Heads together.
     *
     * @param model the accuracy of the logits as they are, the rest included
     * @param uniform that of heads with one weight
     * @param fitted that of heads with a weight each
     * @param weights these, by head
     */
    public record Together(double model, double uniform, double fitted, List<Double> weights) {
        /** Copies. */
        public Together {
            weights = List.copyOf(weights);
        }
    }

    /**
     * Measures.
     *
     * @param fitOn what thresholds and weights are fitted on
     * @param measureOn what accuracies are of
     */
    public static HeadMeasurement of(List<Vote> fitOn, List<Vote> measureOn) {
        List<Double> answerAlone = new ArrayList<>();
        List<Double> separation = new ArrayList<>();
        List<Double> kindAlone = new ArrayList<>();
        for (int head = 0; head < measureOn.get(0).heads(); head++) {
            answerAlone.add(alone(Matter.ANSWER, measureOn, head));
            kindAlone.add(alone(Matter.KIND, measureOn, head));
            separation.add(Separation.fit(points(fitOn, head)).accuracy(points(measureOn, head)));
        }
        return new HeadMeasurement(
                answerAlone,
                separation,
                kindAlone,
                together(Matter.ANSWER, fitOn, measureOn),
                together(Matter.KIND, fitOn, measureOn));
    }

    /** The share of the questions of a matter that votes get right; of one head, or all logits if −1. */
    static double alone(Matter matter, List<Vote> votes, int head) {
        List<Vote> asked =
                votes.stream().filter(vote -> matter.isAsked(vote.label())).toList();
        return asked.stream()
                        .filter(vote -> classSaid(matter, head < 0 ? vote.logits() : vote.head(head))
                                == matter.classOf(vote.label()))
                        .count()
                / (double) asked.size();
    }

    /** The class of the outcome with the highest logit, among those of the matter. */
    static int classSaid(Matter matter, double[] logits) {
        double[] among = logits.clone();
        for (int outcome = 0; outcome < among.length; outcome++) {
            among[outcome] = matter.isAsked(outcome) ? among[outcome] : Double.NEGATIVE_INFINITY;
        }
        return matter.classOf(Matter.highest(among));
    }

    private static List<Separation.Point> points(List<Vote> votes, int head) {
        return votes.stream()
                .filter(vote -> Matter.ANSWER.isAsked(vote.label()))
                .map(vote -> new Separation.Point(vote.head(head)[1] - vote.head(head)[0], vote.label()))
                .toList();
    }

    private static Together together(Matter matter, List<Vote> fitOn, List<Vote> measureOn) {
        HeadWeighting fitted = HeadWeighting.fitted(matter, fitOn);
        return new Together(
                alone(matter, measureOn, -1),
                HeadWeighting.uniform(matter, fitOn).accuracy(measureOn),
                fitted.accuracy(measureOn),
                fitted.weights());
    }
}
