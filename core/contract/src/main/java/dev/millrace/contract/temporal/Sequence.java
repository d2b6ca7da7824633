package dev.millrace.contract.temporal;

import java.util.ArrayList;
import java.util.List;

/// All of some elements, one after the other.
final class Sequence implements Element {
    private final Element[] elements;
    private final boolean atomic;

    private Sequence(List<Element> elements) {
        this.elements = elements.toArray(Element[]::new);
        this.atomic = areAtomic(elements);
    }

    /// One element for all of `elements`.
    static Element of(List<Element> elements) {
        List<Element> flat = new ArrayList<>();
        for (Element element : elements) {
            flat.addAll(element instanceof Sequence inner ? List.of(inner.elements) : List.of(element));
        }
        return flat.size() == 1 ? flat.get(0) : new Sequence(flat);
    }

    @Override
    public int read(byte[] bytes, int at, int end, TemporalFields into) {
        int next = at;
        for (Element element : elements) {
            int after = element.read(bytes, next, end, into);
            if (after == NO_MATCH) {
                into.mismatch(next, element);
                return NO_MATCH;
            }
            next = after;
        }
        return next;
    }

    @Override
    public String described() {
        return elements[0].described();
    }

    @Override
    public boolean isAtomic() {
        return atomic;
    }

    /// Whether nothing can fail after a field was set.
    private static boolean areAtomic(List<Element> elements) {
        boolean set = false;
        for (Element element : elements) {
            if (set || !element.isAtomic()) {
                return false;
            }
            set = !(element instanceof Literal);
        }
        return true;
    }
}
