package io.github.grokcheck.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import java.time.Clock;
import java.time.temporal.Temporal;
import java.util.Date;
import java.util.Set;

/** Calls that ask the system for the time, or for something that will. To be handed a {@link Clock} is harmless. */
final class ReadsTheClock extends DescribedPredicate<JavaCall<?>> {
    private static final Set<String> OF_SYSTEM = Set.of("currentTimeMillis", "nanoTime");

    ReadsTheClock() {
        super("the system's clock is read");
    }

    @Override
    public boolean test(JavaCall<?> call) {
        CodeUnitCallTarget target = call.getTarget();
        String name = target.getName();
        if (target.getOwner().isEquivalentTo(System.class)) {
            return OF_SYSTEM.contains(name);
        }
        if (target.getOwner().isEquivalentTo(Clock.class)) {
            return name.startsWith("system") || name.startsWith("tick");
        }
        if (target.getOwner().isAssignableTo(Temporal.class)) {
            return name.equals("now")
                    && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
        }
        return target.getOwner().isEquivalentTo(Date.class)
                && target.getRawParameterTypes().isEmpty()
                && name.equals("<init>");
    }
}
