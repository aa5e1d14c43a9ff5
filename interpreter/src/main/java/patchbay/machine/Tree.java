package patchbay.machine;

import java.util.Comparator;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map: an AVL tree, of which a changed copy shares all but the path to the
 * change.
 */
final class Tree<K, V> {
    private final Comparator<? super K> order;
    private final @Nullable Node<K, V> root;

    Tree(Comparator<? super K> order) {
        this(order, null);
    }

    private Tree(Comparator<? super K> order, @Nullable Node<K, V> root) {
        this.order = order;
        this.root = root;
    }

    /** A key, its value, and the smaller and larger keys, whose heights differ by at most one. */
    record Node<K, V>(
            K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right, int height) {
        Node(K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
            this(key, value, left, right, 1 + Math.max(Tree.height(left), Tree.height(right)));
        }
    }

    @Nullable V get(K key) {
        Node<K, V> node = root;
        while (node != null) {
            int side = order.compare(key, node.key);
            if (side == 0) {
                return node.value;
            }
            node = side < 0 ? node.left : node.right;
        }
        return null;
    }

    /** The last entry at or before {@code key}. */
    @Nullable Node<K, V> floor(K key) {
        Node<K, V> found = null;
        Node<K, V> node = root;
        while (node != null) {
            if (order.compare(node.key, key) <= 0) {
                found = node;
                node = node.right;
            } else {
                node = node.left;
            }
        }
        return found;
    }

    Tree<K, V> with(K key, V value) {
        return new Tree<>(order, put(root, key, value));
    }

    Tree<K, V> without(K key) {
        return new Tree<>(order, remove(root, key));
    }

    /** All entries, by key. */
    void forEach(BiConsumer<? super K, ? super V> action) {
        forEach(root, action);
    }

    private static <K, V> void forEach(
            @Nullable Node<K, V> node, BiConsumer<? super K, ? super V> action) {
        if (node != null) {
            forEach(node.left, action);
            action.accept(node.key, node.value);
            forEach(node.right, action);
        }
    }

    private Node<K, V> put(@Nullable Node<K, V> node, K key, V value) {
        if (node == null) {
            return new Node<>(key, value, null, null);
        }
        int side = order.compare(key, node.key);
        if (side == 0) {
            return new Node<>(key, value, node.left, node.right);
        }
        return side < 0
                ? balanced(node, put(node.left, key, value), node.right)
                : balanced(node, node.left, put(node.right, key, value));
    }

    private @Nullable Node<K, V> remove(@Nullable Node<K, V> node, K key) {
        if (node == null) {
            return null;
        }
        int side = order.compare(key, node.key);
        if (side < 0) {
            return balanced(node, remove(node.left, key), node.right);
        }
        if (side > 0) {
            return balanced(node, node.left, remove(node.right, key));
        }
        if (node.left == null || node.right == null) {
            return node.left == null ? node.right : node.left;
        }
        Node<K, V> next = node.right;
        while (next.left != null) {
            next = next.left;
        }
        return balanced(next, node.left, remove(node.right, next.key));
    }

    private static int height(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.height;
    }

    /** The entry of {@code top} over two trees whose heights differ by at most two. */
    private static <K, V> Node<K, V> balanced(
            Node<K, V> top, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        if (left != null && left.height > height(right) + 1) {
            Node<K, V> inner = left.right;
            return inner != null && inner.height > height(left.left)
                    ? over(inner, over(left, left.left, inner.left), over(top, inner.right, right))
                    : over(left, left.left, over(top, inner, right));
        }
        if (right != null && right.height > height(left) + 1) {
            Node<K, V> inner = right.left;
            return inner != null && inner.height > height(right.right)
                    ? over(
                            inner,
                            over(top, left, inner.left),
                            over(right, inner.right, right.right))
                    : over(right, over(top, left, inner), right.right);
        }
        return over(top, left, right);
    }

    private static <K, V> Node<K, V> over(
            Node<K, V> top, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        return new Node<>(top.key, top.value, left, right);
    }
}
