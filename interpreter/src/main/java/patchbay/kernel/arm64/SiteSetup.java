package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import patchbay.image.Symbol;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadSection;
import patchbay.kernel.Loading;
import patchbay.machine.Site;

/**
 * The patchable entries of a module, brought from what the compiler left to what the tracer
 * expects: {@code ftrace_init_nop} of arm64's ftrace.c.
 *
 * <pre>
 *   compiled      nop           nop            -fpatchable-function-entry=2
 *   after this    mov x9, x30   nop            the second word is the site
 *
 *   compiled      nop nop | (bti c) nop nop    -fpatchable-function-entry=4,2
 *   after this    pointer | (bti c) mov x9, x30  nop
 * </pre>
 *
 * The section lists, for the first form, the first no-op, which stands behind a landing pad if
 * there is one; for the second, the no-ops before the function. The list is sorted in place. The
 * pointer is that of {@code ftrace_nop_ops}.
 */
final class SiteSetup {
    private SiteSetup() {}

    static final int NOP = 0xd503_201f;
    static final int MOV_X9_X30 = 0xaa1e_03e9;
    private static final String ENTRIES = "__patchable_function_entries";
    private static final String CALLS = "__mcount_loc";
    private static final String NOP_OPS = "ftrace_nop_ops";

    static void run(Arm64Loader rules, Loading load) {
        String list = rules.site() == Arm64Loader.SiteForm.MCOUNT ? CALLS : ENTRIES;
        for (LoadSection section : load.sections()) {
            if (section.name().equals(list) && !section.block().isEmpty()) {
                run(rules, load, section);
                return;
            }
        }
    }

    private static void run(Arm64Loader rules, Loading load, LoadSection list) {
        List<Long> entries = new ArrayList<>();
        for (long at = 0; at + 8 <= list.size(); at += 8) {
            entries.add(list.little(at, 8));
        }
        entries.sort(Long::compareUnsigned);
        Functions functions = new Functions(load);
        boolean expected = true;
        for (int i = 0; i < entries.size(); i++) {
            long entry = entries.get(i);
            list.put(8L * i, 8, entry);
            if (entry == 0) {
                continue;
            }
            LoadSection text = holder(load, entry);
            if (text == null) {
                load.note(new LoadNote.UnexpectedSite(entry, 0));
                expected = false;
                continue;
            }
            // One unexpected word makes the tracer give up for good; the sites stay listed.
            boolean write = expected;
            expected &=
                    switch (rules.site()) {
                        case MCOUNT -> call(load, text, entry, functions, write);
                        case TWO_NOPS -> nops(load, text, entry, entry, functions, write);
                        case CALL_OPS -> callOps(load, text, entry, functions, write);
                    };
        }
    }

    private static boolean call(
            Loading load, LoadSection text, long ip, Functions functions, boolean write) {
        load.site(new Site(functions.holding(ip), ip));
        if (write) {
            text.put(ip - text.address(), 4, NOP);
        }
        return true;
    }

    private static boolean callOps(
            Loading load, LoadSection text, long entry, Functions functions, boolean write) {
        if (entry % 8 != 0) {
            load.note(new LoadNote.UnexpectedSite(entry, entry));
            return true;
        }
        long function = entry + 8;
        if (!inside(text, function)) {
            load.note(new LoadNote.UnexpectedSite(entry, 0));
            return false;
        }
        long first = text.little(function - text.address(), 4);
        long nops = isLandingPad(first) ? function + 4 : function;
        OptionalLong none = load.exports().address(NOP_OPS);
        if (write && none.isPresent()) {
            text.put(entry - text.address(), 8, none.getAsLong());
        }
        return nops(load, text, nops, function, functions, write);
    }

    /** Two no-ops from {@code at} on: the first becomes the move, the second is the site. */
    private static boolean nops(
            Loading load,
            LoadSection text,
            long at,
            long entry,
            Functions functions,
            boolean write) {
        long ip = at + 4;
        if (!inside(text, ip)) {
            load.note(new LoadNote.UnexpectedSite(ip, 0));
            return false;
        }
        load.site(new Site(functions.at(entry), ip));
        long word = text.little(at - text.address(), 4);
        if (word != (NOP & 0xffff_ffffL)) {
            load.note(new LoadNote.UnexpectedSite(at, word));
            return false;
        }
        if (write) {
            text.put(at - text.address(), 4, MOV_X9_X30);
        }
        return true;
    }

    static boolean isLandingPad(long word) {
        return (word & 0xffff_ff3fL) == 0xd503_241fL;
    }

    private static boolean inside(LoadSection text, long word) {
        long offset = word - text.address();
        return offset >= 0 && offset <= text.size() - 4;
    }

    private static @org.jspecify.annotations.Nullable LoadSection holder(Loading load, long entry) {
        for (LoadSection section : load.sections()) {
            if (!section.block().isEmpty()
                    && section.size() >= 4
                    && section.range().contains(entry)
                    && inside(section, entry)) {
                return section;
            }
        }
        return null;
    }

    /** The functions of the module by address, to say whose an entry is. */
    private static final class Functions {
        private final long[] addresses;

        Functions(Loading load) {
            List<Long> found = new ArrayList<>();
            for (Symbol symbol : load.image().symbols()) {
                if (symbol.type() == Symbol.FUNCTION && symbol.section() != Symbol.UNDEFINED) {
                    found.add(load.value(symbol.index()));
                }
            }
            found.sort(Comparator.naturalOrder());
            addresses = new long[found.size()];
            for (int i = 0; i < addresses.length; i++) {
                addresses[i] = found.get(i);
            }
        }

        /** The function that begins at {@code entry}, or one word before it with a landing pad. */
        long at(long entry) {
            if (java.util.Arrays.binarySearch(addresses, entry) < 0
                    && java.util.Arrays.binarySearch(addresses, entry - 4) >= 0) {
                return entry - 4;
            }
            return entry;
        }

        /** The last function that begins at or before {@code address}. */
        long holding(long address) {
            int found = java.util.Arrays.binarySearch(addresses, address);
            int index = found >= 0 ? found : -found - 2;
            return index >= 0 ? addresses[index] : address;
        }
    }
}
