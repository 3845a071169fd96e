package org.deciban.cli;

import java.io.IOException;
import org.deciban.transformer.folded.FoldReport;

/** What folding found, as text and as JSON. */
final class FoldFacts {
    private FoldFacts() {}

    static void write(Json json, FoldReport fold) throws IOException {
        json.count("heads", fold.heads());
        json.count("constantHeads", fold.constantHeads());
        json.count("contentHeads", fold.contentHeads());
        json.count("freeHeads", fold.freeHeads());
        json.brief("attentionWeights", fold.weights());
        json.brief("unread", fold.unread());
        json.brief("droppedByConstantGap", fold.droppedByConstantGap());
        json.brief("droppedByBoundedGap", fold.droppedByBoundedGap());
        json.brief("kept", fold.kept());
        json.brief("free", fold.free());
        json.count("entries", fold.entries());
        json.count("movingEntries", fold.movingEntries());
        json.flag("productForm", fold.productForm());
        json.count("bytes", fold.bytes());
    }

    /** Rows of a table; tied layers count once. */
    static void add(Table table, FoldReport fold) {
        table.row(
                "",
                "folded: of " + Numbers.brief(fold.weights()) + " attention weights (tied layers once) "
                        + Numbers.brief(fold.unread()) + " are unread, " + Numbers.brief(fold.droppedByConstantGap())
                        + " zero by a constant gap, " + Numbers.brief(fold.droppedByBoundedGap())
                        + " zero by a bounded gap; " + Numbers.count(Math.round(fold.kept())) + " kept, "
                        + Numbers.count(Math.round(fold.free())) + " free");
        table.row(
                "",
                Numbers.count(fold.heads(), "head", "heads") + ": " + Numbers.count(fold.constantHeads())
                        + " constant, " + Numbers.count(fold.contentHeads()) + " by content, "
                        + Numbers.count(fold.freeHeads()) + " free; "
                        + Numbers.count(fold.entries(), "entry", "entries") + ", of which "
                        + Numbers.count(fold.movingEntries()) + " move; " + Numbers.count(fold.bytes()) + " bytes"
                        + (fold.productForm() ? ", logarithms run as products" : ""));
    }
}
