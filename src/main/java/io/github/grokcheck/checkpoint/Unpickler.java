package io.github.grokcheck.checkpoint;

import io.github.grokcheck.checkpoint.PickleValue.Dict;
import io.github.grokcheck.checkpoint.PickleValue.Global;
import io.github.grokcheck.checkpoint.PickleValue.Items;
import io.github.grokcheck.checkpoint.PickleValue.Key;
import io.github.grokcheck.checkpoint.PickleValue.Storage;
import io.github.grokcheck.checkpoint.PickleValue.Text;
import io.github.grokcheck.checkpoint.PickleValue.Tuple;
import io.github.grokcheck.checkpoint.PickleValue.View;
import io.github.grokcheck.trajectory.InputException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pickle without running it. A pickle is a program for a machine with a stack, whose instructions may call any
 * function by name; that is how it may do harm. This machine knows the names in {@link Names} alone, and calls none of
 * them either: it notes what they would have made. Every other name is refused where it first occurs.
 *
 * <p>Our own rather than a library's, because libraries build objects by reflection or by registered constructors and
 * bound neither depth nor number of values; here no value exists that could do anything, and memory is bounded by
 * {@link #MOST_VALUES}.
 */
final class Unpickler {
    /** An archive of 401 models and 80,000 losses has about 200,000. */
    static final int MOST_VALUES = 1_000_000;

    /** Bytes of a pickle that are read at most. */
    static final int LONGEST = 32 << 20;

    private static final int DEEPEST = 1000;

    private final String file;
    private final PickleInput input;
    private final Map<Long, PickleValue> memo = new HashMap<>();
    private final Map<String, Storage> storages = new HashMap<>();
    private final Deque<List<PickleValue>> belowMarks = new ArrayDeque<>();
    private List<PickleValue> stack = new ArrayList<>();
    private int values;

    /**
     * @param file named in errors
     * @param bytes the pickle begins at their position; afterwards it is behind the pickle's end
     */
    Unpickler(String file, ByteBuffer bytes) {
        this.file = file;
        this.input = new PickleInput(file, bytes);
    }

    /**
     * Reads one pickle.
     *
     * @throws InputException if it is damaged, too large, or asks for a name that is not on the list
     */
    PickleValue load() {
        while (true) {
            int code = input.uint8();
            Opcode opcode = Opcode.of(code).orElseThrow(() -> unknown(code));
            if (opcode == Opcode.STOP) {
                return pop();
            }
            opcode.run(this);
        }
    }

    private InputException unknown(int code) {
        return input.damaged("instruction 0x%02x, which PyTorch does not write,".formatted(code));
    }

    PickleInput input() {
        return input;
    }

    void push(PickleValue value) {
        if (++values > MOST_VALUES) {
            throw new InputException(
                    file + ": its pickle holds more than " + MOST_VALUES + " values; save model.state_dict() alone");
        }
        stack.add(value);
    }

    PickleValue pop() {
        if (stack.isEmpty()) {
            throw input.damaged("a value too few");
        }
        return stack.remove(stack.size() - 1);
    }

    PickleValue top() {
        if (stack.isEmpty()) {
            throw input.damaged("a value too few");
        }
        return stack.get(stack.size() - 1);
    }

    void mark() {
        if (belowMarks.size() >= DEEPEST) {
            throw input.damaged("nesting deeper than " + DEEPEST);
        }
        belowMarks.push(stack);
        stack = new ArrayList<>();
    }

    List<PickleValue> popToMark() {
        if (belowMarks.isEmpty()) {
            throw input.damaged("a mark too few");
        }
        List<PickleValue> above = stack;
        stack = belowMarks.pop();
        return above;
    }

    Tuple tupleOf(int size) {
        if (stack.size() < size) {
            throw input.damaged("a value too few");
        }
        List<PickleValue> last = stack.subList(stack.size() - size, stack.size());
        Tuple tuple = new Tuple(List.copyOf(last));
        last.clear();
        return tuple;
    }

    void append() {
        PickleValue item = pop();
        list().items().add(item);
    }

    void appendToMark() {
        List<PickleValue> items = popToMark();
        list().items().addAll(items);
    }

    private Items list() {
        if (top() instanceof Items list) {
            return list;
        }
        throw input.damaged("an item for what is no list");
    }

    void dictionary() {
        List<PickleValue> items = popToMark();
        Dict dictionary = new Dict();
        putAll(dictionary, items);
        push(dictionary);
    }

    void setItem() {
        PickleValue value = pop();
        PickleValue key = pop();
        putAll(dictionaryOnTop(), List.of(key, value));
    }

    void setItemsToMark() {
        List<PickleValue> items = popToMark();
        putAll(dictionaryOnTop(), items);
    }

    private Dict dictionaryOnTop() {
        if (top() instanceof Dict dictionary) {
            return dictionary;
        }
        throw input.damaged("an entry for what is no dictionary");
    }

    private void putAll(Dict dictionary, List<PickleValue> keysAndValues) {
        if (keysAndValues.size() % 2 != 0) {
            throw input.damaged("a key without a value");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            dictionary.entries().put(key(keysAndValues.get(i)), keysAndValues.get(i + 1));
        }
    }

    private Key key(PickleValue value) {
        if (value instanceof Key key) {
            return key;
        }
        throw input.damaged("a key that is neither text nor number");
    }

    void remember(long place) {
        if (memo.put(place, top()) == null && memo.size() > MOST_VALUES) {
            throw input.damaged("more than " + MOST_VALUES + " values to remember");
        }
    }

    void rememberNext() {
        remember(memo.size());
    }

    void recall(long place) {
        PickleValue value = memo.get(place);
        if (value == null) {
            throw input.damaged("a value recalled that was never stored");
        }
        push(value);
    }

    void name(String module, String name) {
        push(Names.admit(file, module + "." + name));
    }

    void nameFromStack() {
        Tuple pair = tupleOf(2);
        if (pair.items().get(0) instanceof Text module && pair.items().get(1) instanceof Text name) {
            name(module.value(), name.value());
        } else {
            throw input.damaged("a name that is no text");
        }
    }

    void call() {
        Tuple call = tupleOf(2);
        if (call.items().get(0) instanceof Global name && call.items().get(1) instanceof Tuple arguments) {
            push(Names.made(name, arguments, input));
        } else {
            throw input.damaged("a call of what is no function");
        }
    }

    /** Sets attributes on what lies below them: kept where they say something of a state dictionary. */
    void build() {
        PickleValue state = pop();
        if (top() instanceof Dict dictionary && state instanceof Dict attributes) {
            dictionary.attributes().putAll(attributes.entries());
        } else if (!(top() instanceof PickleValue.Inert || top() instanceof View)) {
            throw input.damaged("attributes for what has none");
        }
    }

    void storage() {
        Storage storage = Names.storage(pop(), input);
        Storage named = storages.putIfAbsent(storage.key(), storage);
        if (named != null && !named.equals(storage)) {
            throw input.damaged("storage " + storage.key() + " described in two ways");
        }
        push(storage);
    }

    /** Every storage that the pickle names, by its key. */
    Map<String, Storage> storages() {
        return Map.copyOf(storages);
    }
}
