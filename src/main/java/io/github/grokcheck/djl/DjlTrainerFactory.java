package io.github.grokcheck.djl;

import io.github.grokcheck.djl.DjlTrainer.Arithmetic;
import io.github.grokcheck.djl.DjlTrainer.Origin;
import io.github.grokcheck.training.Trainer;
import io.github.grokcheck.training.TrainerFactory;
import java.time.Clock;

/**
 * Makes a {@link DjlTrainer}, also on other machines.
 *
 * @param clock one of the JDK's, which can be sent
 */
public record DjlTrainerFactory(DeviceChoice device, Arithmetic arithmetic, Origin origin, Clock clock)
        implements TrainerFactory {
    @Override
    public Trainer trainer(int gpu) {
        return new DjlTrainer(Libtorch.device(device, gpu), arithmetic, origin, clock);
    }
}
