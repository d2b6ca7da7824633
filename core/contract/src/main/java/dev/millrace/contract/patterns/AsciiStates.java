package dev.millrace.contract.patterns;

import dev.millrace.contract.patterns.AsciiExpression.Chain;
import dev.millrace.contract.patterns.AsciiExpression.Choice;
import dev.millrace.contract.patterns.AsciiExpression.Edge;
import dev.millrace.contract.patterns.AsciiExpression.One;
import dev.millrace.contract.patterns.AsciiExpression.Repeat;
import dev.millrace.contract.patterns.AsciiExpressionParser.Unsupported;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A nondeterministic automaton for an expression (Thompson, 1968). Its states are numbers; [#FOUND] is one.
final class AsciiStates {
    /// The expression was found.
    static final int FOUND = 0;

    private static final int MOST = 300;

    /// A million times nothing has no state.
    private static final int MOST_ADDED = 5_000;

    /// The expressions with more repetitions without an end can have very many sets of states.
    private static final int MOST_ENDLESS = 4;

    private final List<State> states = new ArrayList<>();
    private final int start;
    private int endless;
    private int added;

    /// What a state waits for, and the states after it; those of a fork wait for nothing.
    private static final class State {
        private final AsciiExpression waits;
        private final int[] next;

        State(AsciiExpression waits, int... next) {
            this.waits = waits;
            this.next = next;
        }
    }

    AsciiStates(AsciiExpression expression) throws Unsupported {
        states.add(new State(new Chain(List.of())));
        start = add(expression, FOUND);
    }

    private int state(AsciiExpression waits, int... next) throws Unsupported {
        if (states.size() == MOST) {
            throw new Unsupported("too many states");
        }
        states.add(new State(waits, next));
        return states.size() - 1;
    }

    /// Adds what leads to `next` by `expression`, and answers where it begins.
    private int add(AsciiExpression expression, int next) throws Unsupported {
        if (++added > MOST_ADDED) {
            throw new Unsupported("too many repetitions");
        }
        if (expression instanceof Chain chain) {
            int begin = next;
            for (int i = chain.parts().size() - 1; i >= 0; i--) {
                begin = add(chain.parts().get(i), begin);
            }
            return begin;
        }
        if (expression instanceof Choice choice) {
            int[] begins = new int[choice.branches().size()];
            for (int i = 0; i < begins.length; i++) {
                begins[i] = add(choice.branches().get(i), next);
            }
            return begins.length == 1 ? begins[0] : state(expression, begins);
        }
        return expression instanceof Repeat repeat ? repeat(repeat, next) : state(expression, next);
    }

    private int repeat(Repeat repeat, int next) throws Unsupported {
        int begin = next;
        if (repeat.most() == Repeat.ENDLESS) {
            if (++endless > MOST_ENDLESS) {
                throw new Unsupported("too many repetitions");
            }
            int[] forks = {next, next};
            begin = state(repeat, forks);
            forks[0] = add(repeat.inner(), begin);
        }
        for (int i = repeat.least(); repeat.most() != Repeat.ENDLESS && i < repeat.most(); i++) {
            begin = state(repeat, add(repeat.inner(), begin), next);
        }
        for (int i = 0; i < repeat.least(); i++) {
            begin = add(repeat.inner(), begin);
        }
        return begin;
    }

    /// Where a search begins.
    BitSet begin(boolean atStart) {
        BitSet reached = new BitSet();
        reach(start, atStart, false, reached);
        return waiting(reached);
    }

    /// Where the character `c` leads from `from`, and where the search begins anew.
    BitSet after(BitSet from, int c) {
        BitSet reached = new BitSet();
        reach(start, false, false, reached);
        from.stream()
                .filter(i -> states.get(i).waits instanceof One one && one.has(c))
                .forEach(i -> reach(states.get(i).next[0], false, false, reached));
        return waiting(reached);
    }

    /// Whether the expression is found when the text ends here.
    boolean endsWell(BitSet at, boolean atStart) {
        BitSet reached = new BitSet();
        at.stream().forEach(i -> reach(i, atStart, true, reached));
        return reached.get(FOUND);
    }

    private void reach(int index, boolean atStart, boolean atEnd, BitSet reached) {
        if (reached.get(index)) {
            return;
        }
        reached.set(index);
        State state = states.get(index);
        boolean passes =
                state.waits instanceof Edge edge ? (edge.end() ? atEnd : atStart) : !(state.waits instanceof One);
        for (int next : passes ? state.next : new int[0]) {
            reach(next, atStart, atEnd, reached);
        }
    }

    /// Without the states that only led to others, or wait for a beginning that is over.
    private BitSet waiting(BitSet reached) {
        BitSet waiting = new BitSet();
        reached.stream()
                .filter(i -> i == FOUND
                        || states.get(i).waits instanceof One
                        || (states.get(i).waits instanceof Edge edge && edge.end()))
                .forEach(waiting::set);
        return waiting;
    }
}
