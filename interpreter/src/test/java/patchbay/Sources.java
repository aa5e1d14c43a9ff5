package patchbay;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The project's Java files as javac reads them: their imports, and what they catch.
 *
 * <p>The bytecode cannot tell: try-with-resources and record patterns compile to handlers for
 * {@code Throwable} that nobody wrote, and a constant of another class leaves no trace.
 */
public final class Sources {

    private Sources() {}

    /** One file. */
    record Source(Path file, List<Import> imports, List<Catch> catches) {}

    /** An import at {@code place} of a member of package {@code to} into package {@code from}. */
    record Import(String place, String from, String to) {}

    /** A handler at {@code place} of an exception of this simple name. */
    record Catch(String place, String type) {}

    /** The folder of the project, from whichever of its modules the tests run. */
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("interpreter")) ? here : here.resolveSibling("");
    }

    /** The main sources of a module; none if it has none. */
    static List<Source> of(String module) throws IOException {
        Path dir = root().resolve(module).resolve("src/main/java");
        if (!Files.isDirectory(dir)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(dir)) {
            files = all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            javac.getTask(
                                    null,
                                    manager,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            Trees trees = Trees.instance(task);
            List<Source> sources = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                sources.add(read(unit, trees));
            }
            return sources;
        }
    }

    private static Source read(CompilationUnitTree unit, Trees trees) {
        Path file = Path.of(unit.getSourceFile().toUri());
        List<Import> imports = new ArrayList<>();
        List<Catch> catches = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitImport(ImportTree tree, Void none) {
                imports.add(
                        new Import(
                                place(tree),
                                String.valueOf(unit.getPackageName()),
                                packageOf(tree.getQualifiedIdentifier().toString())));
                return super.visitImport(tree, null);
            }

            @Override
            public Void visitCatch(CatchTree tree, Void none) {
                Tree type = tree.getParameter().getType();
                List<? extends Tree> types =
                        type instanceof UnionTypeTree union
                                ? union.getTypeAlternatives()
                                : List.of(type);
                for (Tree each : types) {
                    String name = each.toString();
                    catches.add(new Catch(place(tree), name.substring(name.lastIndexOf('.') + 1)));
                }
                return super.visitCatch(tree, null);
            }

            private String place(Tree tree) {
                long start = trees.getSourcePositions().getStartPosition(unit, tree);
                return root().relativize(file) + ":" + unit.getLineMap().getLineNumber(start);
            }
        }.scan(unit, null);
        return new Source(file, List.copyOf(imports), List.copyOf(catches));
    }

    /** {@code patchbay.isa.Insn.Flow} stands in {@code patchbay.isa}: types are capitalised. */
    private static String packageOf(String imported) {
        return imported.replaceFirst("\\.(\\p{Upper}.*|\\*)$", "");
    }
}
