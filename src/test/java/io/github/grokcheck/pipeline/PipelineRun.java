package io.github.grokcheck.pipeline;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.codehaus.groovy.control.CompilerConfiguration;

/** One build by the Jenkinsfile, with agents that do nothing but fail where a test says so. */
public final class PipelineRun {
    private static final List<String> FROM_GOOD_TO_BAD = List.of("SUCCESS", "UNSTABLE", "FAILURE");
    private static final int COMMAND_FAILED = 2;

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Object> params = new HashMap<>();
    private final Map<String, String> env = new HashMap<>();
    private final List<Map<String, ?>> definitions = new ArrayList<>();
    private final Set<String> stashes = new HashSet<>();
    private final Map<String, Fault> faults = new HashMap<>();
    private final Map<String, String> outputs = new HashMap<>();
    private Set<String> credentials = new TreeSet<>();
    private String label = "none";
    private boolean lost;
    private boolean byTimer;
    private String result = "SUCCESS";

    /**
     * What was done where.
     *
     * @param label of the agent, "none" outside of one
     * @param credentials variables that were set
     */
    record Step(String label, String name, String arguments, Set<String> credentials) {
        Step {
            credentials = Set.copyOf(credentials);
        }
    }

    /** What happens to a command, how many times. */
    private static final class Fault {
        private final boolean losesTheAgent;
        private int timesLeft;

        Fault(boolean losesTheAgent, int times) {
            this.losesTheAgent = losesTheAgent;
            timesLeft = times;
        }
    }

    PipelineRun byTimer() {
        byTimer = true;
        return this;
    }

    PipelineRun with(String parameter, Object value) {
        params.put(parameter, value);
        return this;
    }

    PipelineRun inEnvironment(String name, String value) {
        env.put(name, value);
        return this;
    }

    /** Commands that contain these words print this. */
    PipelineRun printing(String words, String output) {
        outputs.put(words, output);
        return this;
    }

    /** Commands that contain these words fail. */
    PipelineRun failing(String words) {
        faults.put(words, new Fault(false, Integer.MAX_VALUE));
        return this;
    }

    /** The agent is lost during so many of the commands that contain these words. */
    PipelineRun losingTheAgent(String words, int times) {
        faults.put(words, new Fault(true, times));
        return this;
    }

    /** Runs the Jenkinsfile to its end. */
    PipelineRun finish() throws IOException {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(PipelineSteps.class.getName());
        Binding binding = new Binding(Map.of("currentBuild", this, "params", params, "env", env, "scm", "the source"));
        try {
            new GroovyShell(binding, configuration)
                    .evaluate(Path.of("Jenkinsfile").toFile());
        } catch (StepFailure e) {
            worsen("FAILURE");
        }
        return this;
    }

    // What the Jenkinsfile itself sees of its build.

    /** Asked by the Jenkinsfile. */
    public List<String> getBuildCauses(String type) {
        return byTimer && type.endsWith("TimerTriggerCause") ? List.of(type) : List.of();
    }

    // What the steps say.

    void define(List<Map<String, ?>> parameters) {
        definitions.addAll(parameters);
        parameters.forEach(each -> params.putIfAbsent(String.valueOf(each.get("name")), each.get("defaultValue")));
    }

    void note(String step, String arguments) {
        if (lost) {
            throw new AgentLost(label);
        }
        steps.add(new Step(label, step, arguments, credentials));
    }

    Object on(String agent, Supplier<?> body) {
        String outer = label;
        label = agent;
        try {
            note("node", agent);
            return body.get();
        } finally {
            label = outer;
            lost = false;
        }
    }

    Object with(List<Map<String, ?>> bindings, Supplier<?> body) {
        Set<String> outer = credentials;
        credentials = new TreeSet<>(outer);
        for (Map<String, ?> binding : bindings) {
            binding.forEach((key, name) -> {
                if (key.endsWith("ariable")) {
                    credentials.add(name + " of " + binding.get("credentialsId"));
                }
            });
        }
        try {
            return body.get();
        } finally {
            credentials = outer;
        }
    }

    String shell(String command) {
        if (status(command) != 0) {
            throw new StepFailure(command + " failed");
        }
        return outputs.entrySet().stream()
                .filter(output -> command.contains(output.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    int status(String command) {
        note("sh", command);
        for (Map.Entry<String, Fault> entry : faults.entrySet()) {
            Fault fault = entry.getValue();
            if (command.contains(entry.getKey()) && fault.timesLeft > 0) {
                fault.timesLeft--;
                if (fault.losesTheAgent) {
                    lost = true;
                    throw new AgentLost(label);
                }
                return COMMAND_FAILED;
            }
        }
        return 0;
    }

    void stash(String name) {
        stashes.add(name);
    }

    void unstash(String name) {
        if (!stashes.contains(name)) {
            throw new StepFailure("no stash " + name);
        }
    }

    void worsen(String to) {
        if (FROM_GOOD_TO_BAD.indexOf(to) > FROM_GOOD_TO_BAD.indexOf(result)) {
            result = to;
        }
    }

    // What the tests ask.

    String result() {
        return result;
    }

    List<Map<String, ?>> definitions() {
        return definitions;
    }

    /** Arguments of every step of a name, in order. */
    List<String> all(String name) {
        return steps.stream()
                .filter(step -> step.name().equals(name))
                .map(Step::arguments)
                .toList();
    }

    /** Commands that match, in order. */
    List<Step> commands(String pattern) {
        return steps.stream()
                .filter(step -> step.name().equals("sh"))
                .filter(step ->
                        Pattern.compile(pattern).matcher(step.arguments()).find())
                .toList();
    }

    /** Arguments of every step of a name after the last command that matches. */
    List<String> after(String pattern, String name) {
        List<Step> commands = commands(pattern);
        int last = steps.lastIndexOf(commands.get(commands.size() - 1));
        return steps.subList(last, steps.size()).stream()
                .filter(step -> step.name().equals(name))
                .map(Step::arguments)
                .toList();
    }
}
