package io.github.grokcheck.checkpoint;

import io.github.grokcheck.trajectory.Safetensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file of this project's own format, whoever wrote it. */
record SafetensorsFile(Path file) implements Source {
    @Override
    public Format format() {
        return Format.SAFETENSORS;
    }

    @Override
    public Contents contents() {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        Safetensors.read(file)
                .forEach((name, stored) -> tensors.put(name, new StoredTensor(stored.sizes(), stored::values)));
        return Contents.of(tensors);
    }

    @Override
    public void close() {}
}
