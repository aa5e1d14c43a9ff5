package patchbay.source;

import java.util.List;
import java.util.function.Function;

/**
 * A value, or the reasons why there is none. What a user can cause comes back like this; nothing is
 * thrown for it.
 */
public sealed interface Result<T> {

    record Ok<T>(T value) implements Result<T> {
        @Override
        public <U> Result<U> map(Function<? super T, ? extends U> function) {
            return new Ok<>(function.apply(value));
        }

        @Override
        public <U> Result<U> then(Function<? super T, Result<U>> function) {
            return function.apply(value);
        }
    }

    /** At least one reason. */
    record Refused<T>(List<Refusal> reasons) implements Result<T> {
        public Refused {
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a refusal needs a reason");
            }
            reasons = List.copyOf(reasons);
        }

        @Override
        public <U> Result<U> map(Function<? super T, ? extends U> function) {
            return new Refused<>(reasons);
        }

        @Override
        public <U> Result<U> then(Function<? super T, Result<U>> function) {
            return new Refused<>(reasons);
        }
    }

    /** Why there is no value; empty when there is one. */
    default List<Refusal> reasons() {
        return List.of();
    }

    static <T> Result<T> ok(T value) {
        return new Ok<>(value);
    }

    static <T> Result<T> refused(Refusal reason) {
        return new Refused<>(List.of(reason));
    }

    static <T> Result<T> refused(List<? extends Refusal> reasons) {
        return new Refused<>(List.copyOf(reasons));
    }

    <U> Result<U> map(Function<? super T, ? extends U> function);

    <U> Result<U> then(Function<? super T, Result<U>> function);
}
