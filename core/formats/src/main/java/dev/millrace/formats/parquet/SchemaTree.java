package dev.millrace.formats.parquet;

import dev.millrace.formats.parquet.SchemaElement.Repetition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/// Makes columns of the list of lines that a footer has as its schema, which is a tree in depth-first order.
final class SchemaTree {
    /// The most columns with values: those of a contract, and some that it does not have.
    static final int MOST_LEAVES = 1_200;

    /// The most lines: columns and the groups around them.
    static final int MOST_ELEMENTS = 10_000;

    private static final int DEEPEST = 64;
    private static final int LONGEST_VALUE = 1 << 20;

    private final Iterator<SchemaElement> elements;
    private final Deque<Group> open = new ArrayDeque<>();
    private final List<String> path = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();

    /// A group that is open, and how many of its children have not come yet.
    private record Group(int left, boolean optional, boolean repeated) {
        Group less() {
            return new Group(left - 1, optional, repeated);
        }
    }

    private SchemaTree(List<SchemaElement> elements) {
        this.elements = elements.iterator();
    }

    /// Reads the columns, in their order.
    static FileColumns read(List<SchemaElement> elements) throws BadParquet {
        if (elements.isEmpty()) {
            throw new BadParquet("the footer has no schema");
        }
        return new SchemaTree(elements).read();
    }

    private FileColumns read() throws BadParquet {
        SchemaElement root = elements.next();
        if (root.type() != null || root.children() < 1) {
            throw new BadParquet("the footer's schema has no columns");
        }
        open.push(new Group(root.children(), false, false));
        while (!open.isEmpty()) {
            Group group = open.pop();
            if (group.left() == 0) {
                if (!open.isEmpty()) {
                    path.remove(path.size() - 1);
                }
            } else if (elements.hasNext()) {
                open.push(group.less());
                add(elements.next(), group);
            } else {
                throw new BadParquet("the footer's schema ends too early: a group has more children than there are");
            }
        }
        if (elements.hasNext()) {
            throw new BadParquet("the footer's schema goes on after its last column");
        }
        return new FileColumns(names, leaves);
    }

    private void add(SchemaElement element, Group parent) throws BadParquet {
        boolean optional = parent.optional() || element.repetition() == Repetition.OPTIONAL;
        boolean repeated = parent.repeated() || element.repetition() == Repetition.REPEATED;
        path.add(element.name());
        if (path.size() == 1) {
            names.add(element.name());
        }
        PhysicalType type = element.type();
        if (type == null) {
            if (element.children() < 1) {
                throw new BadParquet("the footer's schema has a group without children");
            }
            if (open.size() > DEEPEST) {
                throw new BadParquet("the footer's schema is nested more than %d deep".formatted(DEEPEST));
            }
            open.push(new Group(element.children(), optional, repeated));
            return;
        }
        if (element.children() != 0) {
            throw new BadParquet("the footer's schema has a column with children");
        }
        int place = names.size() - 1;
        leaves.add(new Leaf(place, path, type, length(type, element), optional, repeated, element.annotation()));
        path.remove(path.size() - 1);
        if (leaves.size() > MOST_LEAVES) {
            throw new BadParquet("the footer's schema has more than %d columns".formatted(MOST_LEAVES));
        }
    }

    private static int length(PhysicalType type, SchemaElement element) throws BadParquet {
        if (type != PhysicalType.FIXED_LEN_BYTE_ARRAY) {
            return type.bytes();
        }
        if (element.length() < 1 || element.length() > LONGEST_VALUE) {
            throw new BadParquet(
                    "the footer's schema has a column with values of %d bytes".formatted(element.length()));
        }
        return element.length();
    }
}
