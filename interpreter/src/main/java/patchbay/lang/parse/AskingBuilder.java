package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import org.antlr.v4.runtime.Token;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Statement;

/**
 * What stands behind {@code show}, {@code explain}, {@code decode}, {@code list} and {@code save}:
 * they have several forms each.
 */
final class AskingBuilder extends StatementParts {
    AskingBuilder(StatementParts others) {
        super(others);
    }

    @Override
    public Statement visitShowCode(ShowCodeContext show) {
        return new Statement.Show(Statement.Show.Topic.CODE, thing(show.thing()), whole(show));
    }

    @Override
    public Statement visitShowOf(ShowOfContext show) {
        return new Statement.Show(topic(show.getStart()), thing(show.thing()), whole(show));
    }

    @Override
    public Statement visitShowAll(ShowAllContext show) {
        return new Statement.Show(topic(show.getStart()), null, whole(show));
    }

    @Override
    public Statement visitShowBytes(ShowBytesContext show) {
        return new Statement.ShowBytes(
                expression(show.amount().expression()),
                expression(show.address().expression()),
                whole(show));
    }

    private static Statement.Show.Topic topic(Token word) {
        return switch (word.getType()) {
            case PLT -> Statement.Show.Topic.PLT;
            case STUBS -> Statement.Show.Topic.STUBS;
            case TOC -> Statement.Show.Topic.TOC;
            case SECTIONS -> Statement.Show.Topic.SECTIONS;
            case RELOCS -> Statement.Show.Topic.RELOCS;
            case SITES -> Statement.Show.Topic.SITES;
            case MAP -> Statement.Show.Topic.MAP;
            case PATCHES -> Statement.Show.Topic.PATCHES;
            case JOURNAL -> Statement.Show.Topic.JOURNAL;
            case LOG -> Statement.Show.Topic.LOG;
            default -> Statement.Show.Topic.DIFF;
        };
    }

    @Override
    public Statement visitExplainSlot(ExplainSlotContext slot) {
        return new Statement.ExplainSlot(expression(slot.thing().expression()), whole(slot));
    }

    @Override
    public Statement visitExplainConst(ExplainConstContext constant) {
        return new Statement.ExplainConst(
                expression(constant.amount().expression()), whole(constant));
    }

    @Override
    public Statement visitExplainWay(ExplainWayContext way) {
        Expr from = expression(way.thing().expression());
        return way.ARROW() == null
                ? new Statement.ExplainThing(from, whole(way))
                : new Statement.ExplainWay(
                        from,
                        expression(way.address(0).expression()),
                        address(way.address(1)),
                        whole(way));
    }

    @Override
    public Statement visitDecodeOops(DecodeOopsContext oops) {
        return new Statement.DecodeOops(text(oops.text()), whole(oops));
    }

    @Override
    public Statement visitDecodeWord(DecodeWordContext word) {
        return new Statement.Decode(
                expression(word.amount().expression()), address(word.address()), whole(word));
    }

    @Override
    public Statement visitListCalls(ListCallsContext calls) {
        ListStatementContext list = (ListStatementContext) calls.getParent();
        return new Statement.ListCalls(
                expression(calls.thing().expression()),
                thing(list.thing()),
                condition(list.condition()),
                span(list));
    }

    @Override
    public Statement visitListThings(ListThingsContext things) {
        ListStatementContext list = (ListStatementContext) things.getParent();
        return new Statement.ListThings(
                word(things.word()), thing(list.thing()), condition(list.condition()), span(list));
    }

    @Override
    public Statement visitSaveKernel(SaveKernelContext save) {
        return new Statement.SaveKernel(file(save.file()), whole(save));
    }

    @Override
    public Statement visitSaveJournal(SaveJournalContext save) {
        return new Statement.SaveJournal(file(save.file()), whole(save));
    }

    @Override
    public Statement visitSaveModule(SaveModuleContext save) {
        return new Statement.SaveModule(
                word(save.word()),
                save.LIVE() != null
                        ? Statement.SaveModule.Stage.LIVE
                        : Statement.SaveModule.Stage.RELOCATED,
                file(save.file()),
                whole(save));
    }
}
