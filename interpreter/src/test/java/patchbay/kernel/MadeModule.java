package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.bytes.Slice;
import patchbay.image.Image;
import patchbay.image.Reloc;
import patchbay.image.RelocTable;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.machine.Awaited;
import patchbay.machine.Machine;
import patchbay.patch.Plan;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** A module made section by section, for what no compiler would put into one. */
public final class MadeModule {
    public static final long BASE = 0xffff_8000_0100_0000L;
    public static final long PPC64_BASE = 0xc008_0000_0010_0000L;
    public static final long CODE = Section.ALLOC | Section.EXECUTE;
    public static final long DATA = Section.ALLOC | Section.WRITE;

    private static final long LIVEPATCH = 0x0010_0000;

    private final String architecture;
    private final List<Section> sections = new ArrayList<>();
    private final List<List<Reloc>> relocs = new ArrayList<>();
    private final Map<Integer, String> livepatch = new HashMap<>();
    private final List<Symbol> symbols = new ArrayList<>();
    private final Map<String, Long> exports = new HashMap<>();
    private Placement placement = new Placement.First(BASE, OptionalLong.empty());
    private String version = "6.1";
    private String[] options = {};

    private MadeModule(String architecture) {
        this.architecture = architecture;
        section("", Section.NULL, 0, 0, new byte[0]);
        symbols.add(new Symbol(0, "", 0, 0, 0, Symbol.LOCAL, 0, 0));
    }

    /** With the sections that an arm64 module has to have, and one symbol. */
    public static MadeModule arm64() {
        MadeModule module = new MadeModule("arm64");
        module.section(".plt", Section.NOBITS, CODE, 1, 1, 0);
        module.section(".init.plt", Section.NOBITS, CODE, 1, 1, 0);
        module.section(".text.ftrace_trampoline", Section.NOBITS, CODE, 1, 1, 0);
        module.section(".init.text.ftrace_trampoline", Section.NOBITS, CODE, 1, 1, 0);
        return module.export("ftrace_caller", BASE).export("ftrace_regs_caller", BASE);
    }

    /** With the one that a ppc64le module has to have, and the same. */
    public static MadeModule ppc64() {
        MadeModule module = new MadeModule("ppc64le");
        module.section(".stubs", Section.PROGBITS, CODE, 8, new byte[0]);
        return module.at(new Placement.First(PPC64_BASE, OptionalLong.empty()));
    }

    /** Not even the null symbol. */
    public MadeModule withoutSymbols() {
        symbols.clear();
        return this;
    }

    public MadeModule in(String kernel, String... with) {
        version = kernel;
        options = with;
        return this;
    }

    public MadeModule at(Placement where) {
        placement = where;
        return this;
    }

    public MadeModule export(String name, long address) {
        exports.put(name, address);
        return this;
    }

    /** The index of the section. */
    public int section(String name, int type, long flags, long align, byte[] content) {
        return section(name, type, flags, align, content.length, 0, content);
    }

    /** One without bytes in the file. */
    public int section(String name, int type, long flags, long align, long size, int link) {
        return section(name, type, flags, align, size, link, new byte[0]);
    }

    private int section(
            String name, int type, long flags, long align, long size, int link, byte[] content) {
        int index = sections.size();
        sections.add(
                new Section(
                        index,
                        name,
                        type,
                        flags,
                        0,
                        align,
                        size,
                        link,
                        0,
                        Slice.of(content),
                        List.of()));
        relocs.add(new ArrayList<>());
        return index;
    }

    public int text(String name, int... words) {
        return section(name, Section.PROGBITS, CODE, 4, words(words));
    }

    public static byte[] words(int... words) {
        byte[] bytes = new byte[4 * words.length];
        for (int i = 0; i < words.length; i++) {
            Bits.putLittle(bytes, 4 * i, 4, words[i]);
        }
        return bytes;
    }

    public static byte[] longs(long... values) {
        byte[] bytes = new byte[8 * values.length];
        for (int i = 0; i < values.length; i++) {
            Bits.putLittle(bytes, 8 * i, 8, values[i]);
        }
        return bytes;
    }

    public int symbol(String name, int section, long value, int binding, int type) {
        return symbol(name, section, value, 0, binding, type);
    }

    public int symbol(String name, int section, long value, long size, int binding, int type) {
        symbols.add(new Symbol(symbols.size(), name, value, size, section, binding, type, 0));
        return symbols.size() - 1;
    }

    /** The symbol of a function. */
    public int function(String name, int section, long value) {
        return symbol(name, section, value, Symbol.GLOBAL, Symbol.FUNCTION);
    }

    public int undefined(String name) {
        return symbol(name, Symbol.UNDEFINED, 0, Symbol.GLOBAL, 0);
    }

    /** A function of ppc64le with a second entry: st_other has its distance as an exponent. */
    public int function(String name, int section, long value, int exponent) {
        symbols.add(
                new Symbol(
                        symbols.size(),
                        name,
                        value,
                        0,
                        section,
                        Symbol.GLOBAL,
                        Symbol.FUNCTION,
                        exponent << 5));
        return symbols.size() - 1;
    }

    /** The section's relocations are a live patch's, of that name. */
    public MadeModule livepatch(int section, String list) {
        livepatch.put(section, list);
        return this;
    }

    public MadeModule reloc(int section, long offset, int type, int symbol, long addend) {
        relocs.get(section).add(new Reloc(offset, type, symbol, addend));
        return this;
    }

    private Image image() {
        List<Section> all = new ArrayList<>();
        List<Section> lists = new ArrayList<>();
        for (Section s : sections) {
            List<Reloc> own = relocs.get(s.index());
            List<Section.Relocs> against = new ArrayList<>();
            if (!own.isEmpty()) {
                int index = sections.size() + lists.size();
                String name = livepatch.getOrDefault(s.index(), ".rela" + s.name());
                long flags = livepatch.containsKey(s.index()) ? LIVEPATCH | Section.ALLOC : 0;
                against.add(new Section.Relocs(index, name, flags, RelocTable.of(own)));
                lists.add(
                        new Section(
                                index,
                                name,
                                Section.RELA,
                                flags,
                                0,
                                8,
                                24L * own.size(),
                                0,
                                s.index(),
                                Slice.of(RelocTable.of(own).bytes()),
                                List.of()));
            }
            all.add(
                    new Section(
                            s.index(),
                            s.name(),
                            s.type(),
                            s.flags(),
                            0,
                            s.align(),
                            s.size(),
                            s.link(),
                            0,
                            s.content(),
                            against));
        }
        all.addAll(lists);
        return new Image("made.ko", architecture, Image.Kind.RELOCATABLE, 0, all, symbols);
    }

    public Result<LoadedModule> load() {
        return ModuleLoader.load(image(), "made", placement, era(), this::known);
    }

    private Era era() {
        return Scene.of(architecture, version, options).era;
    }

    private OptionalLong known(String name) {
        Long known = exports.get(name);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    /** What waited for {@code object}, whose symbols are exports called {@code object.name}. */
    public Result<Plan> later(LoadedModule module, String object, Machine machine) {
        Awaited awaited =
                LateRelocation.of(machine, module.module().name()).stream()
                        .filter(list -> list.object().equals(object))
                        .findFirst()
                        .orElseThrow();
        Exports others =
                new Exports() {
                    @Override
                    public OptionalLong address(String name) {
                        return known(name);
                    }

                    @Override
                    public List<Long> all(String of, String name) {
                        return known(of + "." + name).stream().boxed().toList();
                    }
                };
        return LateRelocation.apply(
                        module.image(), module.places(), awaited, machine, era(), others)
                .result();
    }

    public LoadedModule loaded() {
        return Scene.value(load());
    }

    public <T extends LoadRefusal> T refused(Class<T> type) {
        return switch (load()) {
            case Result.Ok<LoadedModule> ok -> fail("was loaded");
            case Result.Refused<LoadedModule>(List<Refusal> reasons) ->
                    assertInstanceOf(type, reasons.getFirst());
        };
    }

    public static LoadedModule.PlacedSection placed(LoadedModule module, String name) {
        return module.section(name).orElseThrow(() -> new AssertionError("no section " + name));
    }

    public static int word(LoadedModule.PlacedSection section, int at) {
        return (int) Bits.little(section.live(), at, 4);
    }
}
