package io.github.grokcheck.checkpoint;

import io.github.grokcheck.checkpoint.PickleValue.Dict;
import io.github.grokcheck.checkpoint.PickleValue.Global;
import io.github.grokcheck.checkpoint.PickleValue.Inert;
import io.github.grokcheck.checkpoint.PickleValue.Items;
import io.github.grokcheck.checkpoint.PickleValue.Storage;
import io.github.grokcheck.checkpoint.PickleValue.Text;
import io.github.grokcheck.checkpoint.PickleValue.Tuple;
import io.github.grokcheck.checkpoint.PickleValue.View;
import io.github.grokcheck.checkpoint.PickleValue.Whole;
import io.github.grokcheck.trajectory.ElementType;
import io.github.grokcheck.trajectory.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** The only names that a pickle may use, and what they stand for. Nothing is ever called. */
final class Names {
    private static final Map<String, ElementType> STORAGES = Map.of(
            "torch.DoubleStorage", ElementType.F64,
            "torch.FloatStorage", ElementType.F32,
            "torch.HalfStorage", ElementType.F16,
            "torch.BFloat16Storage", ElementType.BF16,
            "torch.LongStorage", ElementType.I64,
            "torch.IntStorage", ElementType.I32,
            "torch.ShortStorage", ElementType.I16,
            "torch.CharStorage", ElementType.I8,
            "torch.ByteStorage", ElementType.U8,
            "torch.BoolStorage", ElementType.BOOL);

    private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
    private static final String PARAMETER = "torch._utils._rebuild_parameter";
    private static final String ORDERED = "collections.OrderedDict";
    private static final String SIZE = "torch.Size";

    /** They hold what they are given. */
    private static final Set<String> DICTIONARIES = Set.of(ORDERED, "collections.defaultdict");

    /** They are read past. */
    private static final Set<String> INERT = Set.of(
            "torch.device",
            "torch.torch_version.TorchVersion",
            "numpy.dtype",
            "numpy.core.multiarray.scalar",
            "numpy._core.multiarray.scalar",
            "numpy.core.multiarray._reconstruct",
            "numpy._core.multiarray._reconstruct",
            "numpy.ndarray",
            "argparse.Namespace",
            "pathlib.PosixPath",
            "pathlib.WindowsPath",
            "_codecs.encode",
            "builtins.set",
            "__builtin__.set",
            "builtins.dict",
            "__builtin__.dict",
            "builtins.list",
            "__builtin__.list");

    /** Types of numbers, as values: {@code torch.float32}. */
    private static final Pattern NUMBER_TYPE = Pattern.compile("torch\\.(b?float|int|uint)\\d{1,2}|torch\\.bool");

    /** Settings of a training, which trainers like to save beside the model; their fields are read past. */
    private static final Set<String> SETTINGS = Set.of("Config", "HookedTransformerConfig", "EasyTransformerConfig");

    private Names() {}

    /**
     * The name, if it is on the list.
     *
     * @param name module and name with a dot between: {@code posix.system}
     * @throws InputException naming it, if it is not
     */
    static Global admit(String file, String name) {
        if (STORAGES.containsKey(name)
                || DICTIONARIES.contains(name)
                || INERT.contains(name)
                || NUMBER_TYPE.matcher(name).matches()
                || Set.of(TENSOR, PARAMETER, SIZE).contains(name)
                || SETTINGS.contains(name.substring(name.lastIndexOf('.') + 1))) {
            return new Global(name);
        }
        throw new InputException(file + ": its pickle asks for \"" + name
                + "\", which is refused, and nothing was run; save model.state_dict() alone, without other objects");
    }

    /** What a call would have made. */
    static PickleValue made(Global function, Tuple arguments, PickleInput input) {
        return switch (function.name()) {
            case TENSOR -> tensor(arguments, input);
            case PARAMETER, SIZE -> first(arguments, input);
            default ->
                DICTIONARIES.contains(function.name()) ? dictionary(arguments, input) : new Inert(function.name());
        };
    }

    /** {@code ("storage", torch.FloatStorage, key, place, count)}; older files add a sixth, for views of storages. */
    static Storage storage(PickleValue id, PickleInput input) {
        if (id instanceof Tuple tuple
                && tuple.items().size() >= 5
                && tuple.items().get(1) instanceof Global type
                && STORAGES.containsKey(type.name())
                && tuple.items().get(2) instanceof Text key
                && tuple.items().get(4) instanceof Whole count
                && count.value() >= 0
                && tuple.items().subList(5, tuple.items().size()).stream().allMatch(PickleValue.None.NONE::equals)) {
            return new Storage(key.value(), Objects.requireNonNull(STORAGES.get(type.name())), count.value());
        }
        throw input.damaged("a storage that is not (storage, type, key, place, count)");
    }

    /** {@code (storage, offset, sizes, strides, …)}; a seventh may say that all signs are to be flipped. */
    private static View tensor(Tuple arguments, PickleInput input) {
        if (arguments.items().size() >= 4
                && arguments.items().get(0) instanceof Storage storage
                && arguments.items().get(1) instanceof Whole offset
                && arguments.items().get(2) instanceof Tuple sizes
                && arguments.items().get(3) instanceof Tuple strides
                && arguments.items().stream().skip(6).allMatch(Names::isEmpty)) {
            return new View(storage, offset.value(), numbers(sizes, input), numbers(strides, input));
        }
        throw input.damaged(
                "a tensor that is not (storage, offset, sizes, strides), or has marks that change its numbers,");
    }

    private static boolean isEmpty(PickleValue metadata) {
        return metadata == PickleValue.None.NONE
                || (metadata instanceof Dict dictionary && dictionary.entries().isEmpty());
    }

    private static List<Long> numbers(Tuple tuple, PickleInput input) {
        List<Long> numbers = new ArrayList<>();
        for (PickleValue item : tuple.items()) {
            if (!(item instanceof Whole whole)) {
                throw input.damaged("a size that is no number");
            }
            numbers.add(whole.value());
        }
        return List.copyOf(numbers);
    }

    private static PickleValue first(Tuple arguments, PickleInput input) {
        if (arguments.items().isEmpty()) {
            throw input.damaged("a call without arguments");
        }
        return arguments.items().get(0);
    }

    /** Empty, or from a list of pairs, as Python 2 saved it. */
    private static Dict dictionary(Tuple arguments, PickleInput input) {
        Dict made = new Dict();
        if (arguments.items().stream().findFirst().orElse(PickleValue.None.NONE) instanceof Items pairs) {
            for (PickleValue pair : pairs.items()) {
                List<PickleValue> two = pair instanceof Tuple tuple
                        ? tuple.items()
                        : pair instanceof Items list ? list.items() : List.of();
                if (two.size() != 2 || !(two.get(0) instanceof PickleValue.Key key)) {
                    throw input.damaged("an ordered dictionary of what are no pairs");
                }
                made.entries().put(key, two.get(1));
            }
        }
        return made;
    }
}
