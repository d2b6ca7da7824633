package dev.millrace.notices.reports;

import dev.millrace.contract.Printable;
import dev.millrace.notices.reports.FindingsReport.Count;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Draws how often each rule is broken in each column: a picture in SVG, the most frequent first.
final class Bars {
    private static final int MOST = 15;
    private static final int ROW = 24;
    private static final int LABEL = 300;
    private static final int WIDTH = 800;
    private static final int LONGEST_BAR = 400;
    private static final int SHOWN = 44;

    private Bars() {}

    static void draw(List<Count> counts, Xhtml page) {
        List<Count> shown = counts.stream()
                .sorted(Comparator.comparingLong(Count::count).reversed())
                .limit(MOST)
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        long greatest = Math.max(1, shown.getFirst().count());
        int height = shown.size() * ROW;
        page.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 " + WIDTH + " " + height + "\">")
                .element("title", "Findings by rule and column");
        for (int i = 0; i < shown.size(); i++) {
            bar(shown.get(i), i * ROW, greatest, page);
        }
        page.raw("</svg>\n");
    }

    private static void bar(Count count, int top, long greatest, Xhtml page) {
        int length = (int) Math.max(2, Math.round((double) LONGEST_BAR * count.count() / greatest));
        int base = top + ROW - 8;
        page.raw("<text text-anchor=\"end\" x=\"" + (LABEL - 10) + "\" y=\"" + base + "\">")
                .text(label(count))
                .raw("</text><rect x=\"" + LABEL + "\" y=\"" + (top + 4) + "\" width=\"" + length + "\" height=\""
                        + (ROW - 8) + "\"/>")
                .raw("<text x=\"" + (LABEL + length + 8) + "\" y=\"" + base + "\">")
                .text(number(count.count()))
                .raw("</text>");
    }

    private static String label(Count count) {
        String text = count.column() == null ? count.rule() : count.column() + ": " + count.rule();
        return Printable.of(text, SHOWN);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
