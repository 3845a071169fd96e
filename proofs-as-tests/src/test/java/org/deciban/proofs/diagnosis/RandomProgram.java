package org.deciban.proofs.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Programs over two or three entities, drawn at random: probabilistic facts, rules with several clauses, negation, choices of three,
 * friends that may lead in circles, which need not begin anywhere.
 */
final class RandomProgram {
    private static final int BASE = 2;

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final int entities;
    private final List<String> defined = new ArrayList<>();

    private RandomProgram(Random random) {
        this.random = random;
        this.entities = 2 + random.nextInt(2);
    }

    static String draw(Random random) {
        return new RandomProgram(random).write();
    }

    private String write() {
        for (int p = 0; p < BASE; p++) {
            for (int e = 0; e < entities; e++) {
                line("%s::p%d(e%d).", probability(), p, e);
            }
            defined.add("p" + p);
        }
        for (int e = 0; e < entities; e++) {
            line("%sfriend(e%d, e%d).", random.nextBoolean() ? probability() + "::" : "", e, (e + 1) % entities);
        }
        if (random.nextInt(3) == 0) {
            line("0.2::mood(X, bad); 0.5::mood(X, fair); 0.3::mood(X, good) :- p0(X).");
            line("p%d(X) :- mood(X, good).", BASE);
            defined.add("p" + BASE);
        }
        int rules = 1 + random.nextInt(2);
        for (int r = 0; r < rules; r++) {
            String head = "r" + r;
            int clauses = 1 + random.nextInt(2);
            for (int c = 0; c < clauses; c++) {
                line("%s%s(X) :- %s.", weight(), head, body());
            }
            if (random.nextInt(3) == 0) {
                line("%s(X) :- friend(X, Y), %s(Y).", head, head);
            }
            defined.add(head);
        }
        line("query(%s(_)).", defined.get(defined.size() - 1));
        return text.toString();
    }

    private String body() {
        String first = defined.get(random.nextInt(defined.size()));
        String other = defined.get(random.nextInt(defined.size()));
        int form = random.nextInt(3);
        if (form == 0) {
            return first + "(X), \\+ " + other + "(X)";
        }
        return form == 1 ? first + "(X)" : first + "(X), friend(X, Y), " + other + "(Y)";
    }

    private String weight() {
        return random.nextBoolean() ? probability() + "::" : "";
    }

    private String probability() {
        return String.format(Locale.ROOT, "%.2f", 0.05 + 0.9 * random.nextDouble());
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
