package io.github.grokcheck.pipeline;

/** The machine on which a pipeline's steps ran is gone. */
final class AgentLost extends StepFailure {
    private static final long serialVersionUID = 1L;

    AgentLost(String label) {
        super("an agent labelled \"" + label + "\" is gone");
    }
}
