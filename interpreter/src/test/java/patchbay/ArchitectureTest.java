package patchbay;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PRIVATE;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom, and what the interpreter never does. */
class ArchitectureTest {

    /**
     * The packages, bottom up. A package may import only packages above it, or left of it in its
     * row. {@code isa.X} and {@code kernel.X} stand for one package an architecture: only {@code
     * arch} knows them all, and {@code kernel.X} knows the {@code isa.X} of the same X.
     */
    private static final String TABLE =
            """
            bytes
            source
            isa
            isa.X
            image       image.elf
            patch
            machine
            kernel
            kernel.X
            arch
            target      target.gdb
            check
            lang.ast    lang.parse   lang.format
            lang.run
            view
            doc
            """;

    private static final List<String> ORDER = List.of(TABLE.trim().split("\\s+"));

    /** What says that the program is wrong, or that memory or stack is used up. */
    private static final Set<String> NEVER_CAUGHT =
            Set.of(
                    "Throwable",
                    "Exception",
                    "RuntimeException",
                    "NullPointerException",
                    "ClassCastException",
                    "IndexOutOfBoundsException",
                    "ArrayIndexOutOfBoundsException",
                    "StringIndexOutOfBoundsException");

    /** A constant of such a type is a variable by another name. */
    private static final List<Class<?>> MUTABLE =
            List.of(
                    StringBuilder.class,
                    Collection.class,
                    Map.class,
                    ThreadLocal.class,
                    java.util.Random.class,
                    java.util.concurrent.atomic.AtomicInteger.class,
                    java.util.concurrent.atomic.AtomicLong.class,
                    java.util.concurrent.atomic.AtomicReference.class);

    private final JavaClasses classes =
            new ClassFileImporter()
                    .importPath(Sources.root().resolve("interpreter/target/classes"));

    @Test
    void everyPackageIsInTheTable() {
        none(
                "stand in no row of the table",
                classes.stream()
                        .map(JavaClass::getPackageName)
                        .distinct()
                        .filter(name -> row(name).isEmpty()));
    }

    @Test
    void aPackageKnowsOnlyWhatIsAboveIt() throws IOException {
        Stream<String> fromBytecode =
                classes.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(use ->
                                !allowed(
                                        use.getOriginClass().getPackageName(),
                                        packageOf(use.getTargetClass())))
                        .map(Object::toString);
        // javac inlines constants: such a use shows only in the source.
        Stream<String> fromSource =
                Sources.of("interpreter").stream()
                        .flatMap(source -> source.imports().stream())
                        .filter(use -> !allowed(use.from(), use.to()))
                        .map(Object::toString);
        none("know a package that the table denies them", Stream.concat(fromBytecode, fromSource));
    }

    @Test
    void theTableMeansWhatItSays() {
        assertTrue(allowed("patchbay.kernel.arm64", "patchbay.isa.arm64"));
        assertTrue(allowed("patchbay.kernel.arm64", "patchbay.machine"));
        assertTrue(allowed("patchbay.lang.format", "patchbay.lang.ast"));
        assertTrue(allowed("patchbay.arch", "patchbay.kernel.ppc64"));
        assertTrue(allowed("patchbay.lang.parse", "patchbay.grammar"));
        assertFalse(allowed("patchbay.lang.run", "patchbay.grammar"));
        assertFalse(allowed("patchbay.lang.ast", "org.antlr.v4.runtime"));
        assertFalse(allowed("patchbay.kernel.arm64", "patchbay.isa.ppc64"));
        assertFalse(allowed("patchbay.kernel.arm64", "patchbay.kernel.ppc64"));
        assertFalse(allowed("patchbay.isa.arm64", "patchbay.isa.ppc64"));
        assertFalse(allowed("patchbay.isa.arm64", "patchbay.arch"));
        assertFalse(allowed("patchbay.kernel", "patchbay.isa.arm64"));
        assertFalse(allowed("patchbay.isa", "patchbay.isa.arm64"));
        assertFalse(allowed("patchbay.lang.ast", "patchbay.lang.parse"));
        assertFalse(allowed("patchbay.bytes", "patchbay.util"));
        assertFalse(allowed("patchbay.bytes", "patchbay"));
        assertEquals("", row("patchbay.isa.arm64.table"));
    }

    @Test
    void theInterpreterStartsNoProcess() {
        none(
                "start a process",
                accesses(use ->
                        use.getTargetOwner().isEquivalentTo(ProcessBuilder.class)
                                || (use.getTargetOwner().isEquivalentTo(Runtime.class)
                                        && use.getName().equals("exec"))));
    }

    @Test
    void theInterpreterNeverPrintsAndNeverExits() {
        Set<String> names = Set.of("out", "err", "in", "console", "exit", "halt");
        none(
                "touch the terminal, or end the program",
                accesses(use ->
                        use.getName().equals("printStackTrace")
                                || ((use.getTargetOwner().isEquivalentTo(System.class)
                                                || use.getTargetOwner()
                                                        .isEquivalentTo(Runtime.class))
                                        && names.contains(use.getName()))));
    }

    @Test
    void noStaticIsMutable() {
        none(
                "are mutable statics",
                classes.stream()
                        .filter(type -> !type.getModifiers().contains(SYNTHETIC))
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getModifiers().contains(STATIC))
                        .filter(field -> !field.getModifiers().contains(SYNTHETIC))
                        .filter(ArchitectureTest::mutable)
                        .map(JavaField::getFullName));
    }

    @Test
    void namesAreNounsOfTheField() {
        none(
                "are names that say nothing",
                classes.stream()
                        .map(JavaClass::getSimpleName)
                        .filter(name -> name.matches("Abstract.*|.*(Manager|Helper|Utils?|Impl)")));
    }

    @Test
    void onlyMainCatchesWhatNobodyCanHandle() throws IOException {
        List<String> found = new ArrayList<>();
        for (String module : List.of("interpreter", "repl")) {
            for (Sources.Source source : Sources.of(module)) {
                if (!source.file().endsWith("repl/src/main/java/patchbay/repl/Main.java")) {
                    source.catches().stream()
                            .filter(at -> NEVER_CAUGHT.contains(at.type()) || isError(at.type()))
                            .map(Object::toString)
                            .forEach(found::add);
                }
            }
        }
        none("catch what only main may catch", found.stream());
    }

    /** Deep recursion and lack of memory are Errors: they may not be caught one by one either. */
    private static boolean isError(String type) {
        return type.endsWith("Error");
    }

    private static boolean mutable(JavaField field) {
        boolean array = field.getRawType().isArray();
        return !field.getModifiers().contains(FINAL)
                || (array && !field.getModifiers().contains(PRIVATE))
                || MUTABLE.stream().anyMatch(type -> declaredMutable(field.getRawType(), type));
    }

    /**
     * {@code List}, {@code Map} and {@code Set} are trusted to hold a copy; what is sure to be
     * mutable is not.
     */
    private static boolean declaredMutable(JavaClass declared, Class<?> type) {
        return declared.isAssignableTo(type) && !declared.isInterface();
    }

    private Stream<String> accesses(Predicate<JavaAccess<?>> forbidden) {
        return classes.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(forbidden)
                .map(Object::toString);
    }

    private static String packageOf(JavaClass type) {
        return type.getBaseComponentType().getPackageName();
    }

    private static boolean allowed(String from, String to) {
        if (to.startsWith("org.antlr.") || to.equals("patchbay.grammar")) {
            return from.equals("patchbay.lang.parse");
        }
        if (from.equals(to) || !(to + ".").startsWith("patchbay.")) {
            return true;
        }
        String here = row(from);
        String there = row(to);
        if (there.isEmpty()) {
            return false;
        }
        if (there.endsWith(".X")) {
            return here.equals("arch")
                    || (here.equals("kernel.X")
                            && there.equals("isa.X")
                            && last(from).equals(last(to)));
        }
        return ORDER.indexOf(there) < ORDER.indexOf(here);
    }

    /** The package's place in the table; empty if it has none. */
    private static String row(String name) {
        String place =
                name.replaceFirst("^patchbay\\.", "").replaceFirst("^(isa|kernel)\\.\\w+$", "$1.X");
        return ORDER.contains(place) ? place : "";
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static void none(String what, Stream<String> found) {
        List<String> lines = found.distinct().sorted().toList();
        if (!lines.isEmpty()) {
            fail("These %s:%n  %s".formatted(what, String.join("\n  ", lines)));
        }
    }
}
