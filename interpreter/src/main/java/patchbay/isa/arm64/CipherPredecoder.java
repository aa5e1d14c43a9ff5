package patchbay.isa.arm64;

/** Predecodes the steps of ciphers and hashes, which {@link CipherSteps} does. */
final class CipherPredecoder {
    private final Word word;

    CipherPredecoder(Word word) {
        this.word = word;
    }

    /** SHA-1 and SHA-256, of three registers. */
    void hash() {
        int opcode = word.field(12, 3);
        switch (opcode) {
            case 3 -> word.emit(Op.SHA1_FIRST, word.vd(), word.vn(), word.vm(), 0);
            case 4, 5 ->
                    word.emit(Op.SHA256_STEPS, word.vd(), word.vn(), word.vm(), 0, opcode - 4, 0);
            case 6 -> word.emit(Op.SHA256_SECOND, word.vd(), word.vn(), word.vm(), 0);
            default -> word.emit(Op.SHA1_STEPS, word.vd(), word.vn(), word.vm(), 0, opcode, 0);
        }
    }

    /** AES, SHA-1 and SHA-256, of two registers. */
    void ofTwo() {
        int opcode = word.field(12, 5);
        int operation =
                word.bit(28)
                        ? switch (opcode) {
                            case 0 -> Op.SHA1_ROTATE;
                            case 1 -> Op.SHA1_SECOND;
                            default -> Op.SHA256_FIRST;
                        }
                        : switch (opcode) {
                            case 4 -> Op.AES_ENCRYPT;
                            case 5 -> Op.AES_DECRYPT;
                            case 6 -> Op.AES_MIX;
                            default -> Op.AES_UNMIX;
                        };
        word.emit(operation, word.vd(), word.vn(), 0, 0);
    }

    /** Bits 31:24 are 11001110. */
    void others() {
        int d = word.vd();
        int n = word.vn();
        int m = word.vm();
        switch (word.field(21, 3)) {
            case 0 -> word.emit(Op.EOR3, d, n, m, word.field(10, 5), 0, 0);
            case 1 -> word.emit(Op.BCAX, d, n, m, word.field(10, 5), 0, 0);
            case 2 -> {
                if (!word.bit(15)) {
                    word.emit(Op.SM3_SUM, d, n, m, word.field(10, 5), 0, 0);
                } else {
                    int operation = word.bit(11) ? Op.SM3_TURN2 : Op.SM3_TURN1;
                    word.emit(operation, d, n, m, 0, word.field(10, 1), word.field(12, 2));
                }
            }
            case 3 -> ofThree(d, n, m);
            case 4 -> word.emit(Op.XAR, d, n, m, word.field(10, 6));
            default -> word.emit(word.bit(10) ? Op.SM4_ROUNDS : Op.SHA512_FIRST, d, n, 0, 0);
        }
    }

    private void ofThree(int d, int n, int m) {
        int operation =
                switch (word.field(14, 1) << 2 | word.field(10, 2)) {
                    case 0 -> Op.SHA512_STEP;
                    case 1 -> Op.SHA512_STEP2;
                    case 2 -> Op.SHA512_SECOND;
                    case 3 -> Op.RAX1;
                    case 4 -> Op.SM3_FIRST;
                    case 5 -> Op.SM3_SECOND;
                    default -> Op.SM4_KEYS;
                };
        word.emit(operation, d, n, m, 0);
    }
}
