package patchbay.isa.ppc64;

/**
 * The registers that an instruction on vectors names. Those of vector instructions are the upper
 * half of the vector-scalar ones, whose numbers have a sixth bit elsewhere in the word.
 */
class VectorFields {
    final Word word;

    VectorFields(Word word) {
        this.word = word;
    }

    final int vt() {
        return 32 + word.t();
    }

    final int va() {
        return 32 + word.a();
    }

    final int vb() {
        return 32 + word.b();
    }

    final int vc() {
        return 32 + word.c();
    }

    final int xt() {
        return word.field(0, 1) << 5 | word.t();
    }

    final int xa() {
        return word.field(2, 1) << 5 | word.a();
    }

    final int xb() {
        return word.field(1, 1) << 5 | word.b();
    }

    final int xc() {
        return word.field(3, 1) << 5 | word.c();
    }
}
