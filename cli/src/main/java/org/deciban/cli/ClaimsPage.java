package org.deciban.cli;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.document;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Map;
import org.deciban.cli.ClaimsReport.TableResult;
import org.deciban.proofs.claims.ClaimResult;
import org.deciban.proofs.claims.Counterexample;
import org.deciban.proofs.claims.Finding;
import org.deciban.proofs.claims.Part;
import org.deciban.proofs.claims.PublishedTable.Cell;

/** The catalogue as one HTML page without scripts, pictures or links to elsewhere. */
final class ClaimsPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --rule: #d5d5d5; --good: #14691b; --bad: #a3161a; --soft: #f4f4f2; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6e6e6; --paper: #16181a; --rule: #3a3d40; --good: #7fd08a; --bad: #ff8f8f; --soft: #202326; } }
            body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; font-size: .9rem; }
            th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--rule); }
            td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            .good { color: var(--good); } .bad { color: var(--bad); font-weight: bold; }
            a { color: inherit; }
            dl { display: grid; grid-template-columns: 11rem 1fr; gap: .3rem 1rem; font-size: .9rem; } dd { margin: 0; }
            pre { background: var(--soft); padding: .8rem; overflow-x: auto; font-size: .8rem; }
            summary { cursor: pointer; font-size: .9rem; }
            @media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { font-weight: bold; } }
            """;

    private ClaimsPage() {}

    static String of(ClaimsReport report) {
        return document(html(
                        head(
                                meta().withCharset("utf-8"),
                                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                title("deciban: claims"),
                                style(rawHtml(STYLE))),
                        body(
                                h1("Claims"),
                                p("Seed " + report.tries().seed() + ", "
                                        + report.tries().count()
                                        + " tries a part. The same is printed by: deciban claims --seed "
                                        + report.tries().seed() + " --tries "
                                        + report.tries().count()),
                                div(overview(report)).withClass("wide"),
                                p(ClaimsText.WORST),
                                each(report.claims(), ClaimsPage::claim),
                                each(report.tables(), ClaimsPage::publishedTable)))
                .withLang("en"));
    }

    private static DomContent overview(ClaimsReport report) {
        return table(
                thead(tr(th("id"), th("claim"), th("verdict"), th("tries"), th("worst error"))),
                tbody(each(report.claims(), ClaimsPage::row), each(report.tables(), ClaimsPage::row)));
    }

    private static DomContent row(ClaimResult result) {
        String id = result.claim().id();
        String worst = result.worst().isPresent() ? Numbers.brief(result.worst().getAsDouble()) : "";
        return tr(
                td(a(id).withHref("#" + id)),
                td(result.claim().title()),
                td(verdict(result.verdict(), result.isConfirmed())),
                td(Numbers.count(result.tries())).withClass("number"),
                td(worst).withClass("number"));
    }

    private static DomContent row(TableResult table) {
        String id = table.table().id();
        return tr(
                td(a(id).withHref("#" + id)),
                td(table.table().title()),
                td(verdict(ClaimsText.verdict(table), table.result().reproduces())),
                td(),
                td());
    }

    private static DomContent verdict(String word, boolean confirmed) {
        return span(word).withClass(confirmed ? "good" : "bad");
    }

    private static DomContent claim(ClaimResult result) {
        return section(
                        h2(result.claim().id() + "  " + result.claim().title()),
                        p(verdict(result.verdict(), result.isConfirmed())),
                        dl(
                                dt("As published"),
                                dd(result.claim().published()),
                                dt("Source"),
                                dd(result.claim().source()),
                                dt("Statement"),
                                dd(result.claim().statement()),
                                each(
                                        List.of(result.claim().assumptions()),
                                        assumption -> each(dt("Assumes"), dd(assumption))),
                                each(result.findings().entrySet(), ClaimsPage::part)),
                        result.counterexample().map(ClaimsPage::counterexample).orElse(span()))
                .withId(result.claim().id());
    }

    private static DomContent part(Map.Entry<Part, Finding> entry) {
        Finding finding = entry.getValue();
        return each(
                dt(entry.getKey().words()),
                dd(verdict(finding.asExpected() ? "yes" : "no", finding.asExpected()), span(": " + finding.summary())));
    }

    private static DomContent counterexample(Counterexample example) {
        String error = Double.isNaN(example.error()) ? "" : " (error " + Numbers.brief(example.error()) + ")";
        return details(summary("Smallest counterexample to: " + example.of() + error), pre(example.text()));
    }

    private static DomContent publishedTable(TableResult shown) {
        return section(
                        h2(shown.table().id() + "  " + shown.table().title()),
                        p(verdict(ClaimsText.verdict(shown), shown.result().reproduces())),
                        p(shown.table().source()),
                        p(shown.result().note()),
                        p(ClaimsText.LEGEND),
                        div(table(
                                        thead(tr(each(shown.result().columns(), column -> th(column)))),
                                        tbody(each(
                                                shown.result().rows(),
                                                row -> tr(td(row.name()), each(row.cells(), ClaimsPage::cell))))))
                                .withClass("wide"))
                .withId(shown.table().id());
    }

    private static DomContent cell(Cell cell) {
        return td(span(ClaimsText.words(cell)).withCondClass(!cell.agrees(), "bad"))
                .withClass("number");
    }
}
