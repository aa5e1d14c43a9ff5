package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import patchbay.source.Refusal;

/** What all refusals have in common; the manual's tests look at each by itself. */
class RefusalsTest {
    static Stream<Class<?>> refusals() {
        return Stream.of(
                        LayoutRefusal.class, LoadRefusal.class, RunRefusal.class, StepRefusal.class)
                .flatMap(RefusalsTest::records);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(RefusalsTest::records)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void everyRefusalHasACodeAndTheLoadersWhatTheKernelSays(Class<?> type)
            throws ReflectiveOperationException {
        Refusal refusal = (Refusal) sample(type);
        assertNotNull(refusal.code());
        if (refusal instanceof LoadRefusal load) {
            // a line of the log comes with an error number
            assertTrue(load.log().isEmpty() || load.errno() != 0);
            if (Stream.of(type.getDeclaredMethods()).anyMatch(m -> m.getName().equals("errno"))) {
                assertTrue(load.errno() != 0);
            }
            if (Stream.of(type.getRecordComponents()).anyMatch(c -> c.getName().equals("line"))) {
                assertTrue(load.log().toString().contains("sample"));
            }
        }
    }

    /** A value of a type, whatever it means. */
    private static Object sample(Class<?> type) throws ReflectiveOperationException {
        if (type == String.class) {
            return "sample";
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == LoadRefusal.class) {
            return new LoadRefusal.BadLivepatch("sample", "sample", "sample", "sample");
        }
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        assertTrue(type.isRecord(), type::toString);
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = sample(types[i]);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }
}
