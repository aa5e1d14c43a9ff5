package patchbay.lang.run;

import java.util.List;
import patchbay.lang.ast.Block;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Word;

/** What {@code def} keeps: a value made of parameters, or steps. */
sealed interface Definition {
    List<Word> parameters();

    record OfValue(List<Word> parameters, Expr value) implements Definition {}

    record OfSteps(List<Word> parameters, Block block) implements Definition {}
}
