package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.LBRACE;
import static patchbay.grammar.PatchbayParser.RBRACE;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.PrecedencePredicateTransition;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.jspecify.annotations.Nullable;
import patchbay.grammar.PatchbayParser;

/**
 * Follows the tokens of one statement through the grammar's automaton, in all ways at once, up to
 * the token where no way goes on. What the ways wanted there is what a diagnostic names and what
 * completion offers. The parser itself cannot say: it has chosen a way by then, and its place of
 * failure is often behind the mistake.
 *
 * <p>A way is a state and a stack of the rules it is in; ways advance a token at a time, so nothing
 * is tried twice. The block of a statement is stepped over: its statements are walked by
 * themselves.
 *
 * <p>One-liners are refused by this, too: records compare themselves here by methods of their own,
 * as those that Java makes up when it runs take 30 ms the first time.
 */
final class Walk {
    /** A rule entered at a token, and where its caller goes on. */
    private static final class Frame {
        final int rule;
        final int precedence;
        final int enteredAt;
        final @Nullable ATNState follow;
        final @Nullable Frame caller;

        Frame(
                int rule,
                int precedence,
                int enteredAt,
                @Nullable ATNState follow,
                @Nullable Frame caller) {
            this.rule = rule;
            this.precedence = precedence;
            this.enteredAt = enteredAt;
            this.follow = follow;
            this.caller = caller;
        }
    }

    private record Way(ATNState state, Frame frame) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Way way
                    && way.state.stateNumber == state.stateNumber
                    && way.frame == frame;
        }

        @Override
        public int hashCode() {
            return 31 * state.stateNumber + System.identityHashCode(frame);
        }
    }

    private record Call(int rule, int precedence, ATNState follow, Frame caller) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Call call
                    && call.rule == rule
                    && call.precedence == precedence
                    && call.follow.stateNumber == follow.stateNumber
                    && call.caller == caller;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * rule + follow.stateNumber) + System.identityHashCode(caller);
        }
    }

    /**
     * Something wanted at the last token: a rule that has a name of its own, or else a token type.
     */
    record Wanted(int rule, int type) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Wanted wanted && wanted.rule == rule && wanted.type == type;
        }

        @Override
        public int hashCode() {
            return 31 * rule + type;
        }
    }

    private final ATN atn = PatchbayParser._ATN;
    private final List<? extends Token> tokens;
    private final int stop;
    private final Map<Integer, Set<Way>> ahead = new TreeMap<>();

    /** The index of the token where every way ends. */
    private int at;

    /** Whether the rule may end there. */
    private boolean complete;

    private final Set<Wanted> wanted = new java.util.LinkedHashSet<>();

    /** Walks {@code rule} from the token at {@code start} to the one before {@code stop}. */
    Walk(List<? extends Token> tokens, int rule, int start, int stop) {
        this.tokens = tokens;
        this.stop = stop;
        Set<Way> ways = new HashSet<>();
        ways.add(new Way(atn.ruleToStartState[rule], new Frame(rule, 0, start, null, null)));
        ahead.put(start, ways);
        while (!ahead.isEmpty()) {
            Map.Entry<Integer, Set<Way>> next =
                    ((TreeMap<Integer, Set<Way>>) ahead).pollFirstEntry();
            step(next.getKey(), next.getValue());
        }
    }

    int at() {
        return at;
    }

    boolean complete() {
        return complete;
    }

    Set<Wanted> wanted() {
        return wanted;
    }

    private void step(int index, Set<Way> ways) {
        at = index;
        complete = false;
        wanted.clear();
        Deque<Way> open = new ArrayDeque<>();
        for (Way way : ways) {
            open.addLast(way);
        }
        Set<Way> seen = new HashSet<>(ways);
        Map<Call, Frame> frames = new HashMap<>();
        int type = index < stop ? tokens.get(index).getType() : Token.EOF;
        while (!open.isEmpty()) {
            Way way = open.removeFirst();
            Frame frame = way.frame;
            if (way.state instanceof RuleStopState) {
                if (frame.caller == null || frame.follow == null) {
                    complete = true;
                } else {
                    visit(new Way(frame.follow, frame.caller), seen, open);
                }
                continue;
            }
            for (Transition transition : way.state.getTransitions()) {
                if (transition instanceof RuleTransition rule) {
                    if (type == LBRACE
                            && (rule.ruleIndex == PatchbayParser.RULE_block
                                    || rule.ruleIndex == PatchbayParser.RULE_layout)) {
                        wanted.add(new Wanted(-1, LBRACE));
                        ahead(behindBlock(index)).add(new Way(rule.followState, frame));
                        continue;
                    }
                    Call call = new Call(rule.ruleIndex, rule.precedence, rule.followState, frame);
                    Frame inner = frames.get(call);
                    if (inner == null) {
                        inner = new Frame(call.rule, call.precedence, index, call.follow, frame);
                        frames.put(call, inner);
                    }
                    visit(new Way(rule.target, inner), seen, open);
                } else if (transition instanceof PrecedencePredicateTransition predicate) {
                    if (predicate.precedence >= frame.precedence) {
                        visit(new Way(predicate.target, frame), seen, open);
                    }
                } else if (transition.isEpsilon()) {
                    visit(new Way(transition.target, frame), seen, open);
                } else {
                    want(transition, frame, index);
                    if (index < stop && transition.matches(type, 1, atn.maxTokenType)) {
                        ahead(index + 1).add(new Way(transition.target, frame));
                    }
                }
            }
        }
    }

    private static void visit(Way way, Set<Way> seen, Deque<Way> open) {
        if (seen.add(way)) {
            open.addLast(way);
        }
    }

    private Set<Way> ahead(int index) {
        Set<Way> ways = ahead.get(index);
        if (ways == null) {
            ways = new HashSet<>();
            ahead.put(index, ways);
        }
        return ways;
    }

    private int behindBlock(int brace) {
        int depth = 0;
        for (int i = brace; i < stop; i++) {
            int type = tokens.get(i).getType();
            if (type == LBRACE) {
                depth++;
            } else if (type == RBRACE && --depth == 0) {
                return i + 1;
            }
        }
        return stop;
    }

    private void want(Transition transition, Frame frame, int index) {
        int named = -1;
        for (Frame each = frame; each != null && each.enteredAt == index; each = each.caller) {
            if (Expected.NAMES.containsKey(each.rule)) {
                named = each.rule;
            }
        }
        if (named >= 0) {
            wanted.add(new Wanted(named, -1));
            return;
        }
        for (int type : new ArrayList<>(transition.label().toList())) {
            wanted.add(new Wanted(-1, type));
        }
    }
}
