package io.github.grokcheck.checkpoint;

import io.github.grokcheck.checkpoint.PickleValue.Bool;
import io.github.grokcheck.checkpoint.PickleValue.Dict;
import io.github.grokcheck.checkpoint.PickleValue.Items;
import io.github.grokcheck.checkpoint.PickleValue.None;
import io.github.grokcheck.checkpoint.PickleValue.Real;
import io.github.grokcheck.checkpoint.PickleValue.Tuple;
import io.github.grokcheck.checkpoint.PickleValue.Whole;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The instructions of pickle protocols 2 to 5, as far as they carry data. Those of protocol 0 that spell numbers as lines
 * of text, and most that make objects by name in other ways, are left out: PyTorch does not write them. INST is here so that
 * what it asks for is refused by name.
 *
 * @see "CPython Lib/pickletools.py"
 */
enum Opcode {
    PROTO(0x80, machine -> machine.input().skip(1)),
    FRAME(0x95, machine -> machine.input().skip(8)),
    STOP('.', machine -> {}),
    MARK('(', Unpickler::mark),
    POP('0', Unpickler::pop),
    POP_MARK('1', Unpickler::popToMark),
    DUP('2', machine -> machine.push(machine.top())),
    NONE('N', machine -> machine.push(None.NONE)),
    NEWTRUE(0x88, machine -> machine.push(new Bool(true))),
    NEWFALSE(0x89, machine -> machine.push(new Bool(false))),
    BININT('J', machine -> machine.push(new Whole(machine.input().int32()))),
    BININT1('K', machine -> machine.push(new Whole(machine.input().uint8()))),
    BININT2('M', machine -> machine.push(new Whole(machine.input().uint16()))),
    LONG1(0x8a, machine -> machine.push(machine.input().whole(machine.input().uint8()))),
    BINFLOAT('G', machine -> machine.push(new Real(machine.input().float64()))),
    BINSTRING('T', machine -> machine.push(machine.input().text(machine.input().uint32()))),
    SHORT_BINSTRING(
            'U', machine -> machine.push(machine.input().text(machine.input().uint8()))),
    BINUNICODE('X', machine -> machine.push(machine.input().text(machine.input().uint32()))),
    SHORT_BINUNICODE(
            0x8c, machine -> machine.push(machine.input().text(machine.input().uint8()))),
    BINUNICODE8(
            0x8d, machine -> machine.push(machine.input().text(machine.input().int64()))),
    BINBYTES('B', machine -> machine.push(machine.input().bytes(machine.input().uint32()))),
    SHORT_BINBYTES(
            'C', machine -> machine.push(machine.input().bytes(machine.input().uint8()))),
    BINBYTES8(
            0x8e, machine -> machine.push(machine.input().bytes(machine.input().int64()))),
    BYTEARRAY8(
            0x96, machine -> machine.push(machine.input().bytes(machine.input().int64()))),
    EMPTY_LIST(']', machine -> machine.push(new Items())),
    APPEND('a', Unpickler::append),
    APPENDS('e', Unpickler::appendToMark),
    LIST('l', machine -> machine.push(new Items(machine.popToMark()))),
    EMPTY_SET(0x8f, machine -> machine.push(new Items())),
    ADDITEMS(0x90, Unpickler::appendToMark),
    FROZENSET(0x91, machine -> machine.push(new Items(machine.popToMark()))),
    EMPTY_TUPLE(')', machine -> machine.push(machine.tupleOf(0))),
    TUPLE('t', machine -> machine.push(new Tuple(machine.popToMark()))),
    TUPLE1(0x85, machine -> machine.push(machine.tupleOf(1))),
    TUPLE2(0x86, machine -> machine.push(machine.tupleOf(2))),
    TUPLE3(0x87, machine -> machine.push(machine.tupleOf(3))),
    EMPTY_DICT('}', machine -> machine.push(new Dict())),
    DICT('d', Unpickler::dictionary),
    SETITEM('s', Unpickler::setItem),
    SETITEMS('u', Unpickler::setItemsToMark),
    BINGET('h', machine -> machine.recall(machine.input().uint8())),
    LONG_BINGET('j', machine -> machine.recall(machine.input().uint32())),
    BINPUT('q', machine -> machine.remember(machine.input().uint8())),
    LONG_BINPUT('r', machine -> machine.remember(machine.input().uint32())),
    MEMOIZE(0x94, Unpickler::rememberNext),
    GLOBAL('c', machine -> machine.name(machine.input().line(), machine.input().line())),
    INST('i', machine -> machine.name(machine.input().line(), machine.input().line())),
    STACK_GLOBAL(0x93, Unpickler::nameFromStack),
    REDUCE('R', Unpickler::call),
    NEWOBJ(0x81, Unpickler::call),
    BUILD('b', Unpickler::build),
    BINPERSID('Q', Unpickler::storage);

    private static final Opcode[] BY_CODE = new Opcode[256];

    static {
        for (Opcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
        }
    }

    private final int code;
    private final Consumer<Unpickler> action;

    Opcode(int code, Consumer<Unpickler> action) {
        this.code = code;
        this.action = action;
    }

    /** The instruction with a code, if it is one of these. */
    static Optional<Opcode> of(int code) {
        return Optional.ofNullable(BY_CODE[code]);
    }

    /** Carries the instruction out on a machine. */
    void run(Unpickler machine) {
        action.accept(machine);
    }
}
