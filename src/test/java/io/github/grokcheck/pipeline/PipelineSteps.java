package io.github.grokcheck.pipeline;

import groovy.lang.Closure;
import groovy.lang.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The steps of Jenkins that the Jenkinsfile uses, as far as its course depends on them. They train and build nothing: what
 * is called is noted, and commands fail where a test says so. A step that is not here is a mistake of the Jenkinsfile.
 */
public abstract class PipelineSteps extends Script {
    private static final Set<String> TEXT_KEYS =
            Set.of("name", "defaultValue", "description", "credentialsId", "variable");

    private PipelineRun build() {
        return (PipelineRun) getBinding().getVariable("currentBuild");
    }

    /** Notes a step with its arguments; on a lost agent nothing can be done any more. */
    private void note(String step, @Nullable Object arguments) {
        build().note(step, String.valueOf(arguments));
    }

    public Object node(Object label, Closure<?> body) {
        return build().on(label.toString(), body::call);
    }

    public Object stage(String name, Closure<?> body) {
        note("stage", name);
        return body.call();
    }

    public Object timeout(Map<String, ?> time, Closure<?> body) {
        note("timeout", time);
        return body.call();
    }

    /** All branches run to their end; then the first failure is thrown. */
    public void parallel(Map<String, Closure<?>> branches) {
        note("parallel", branches.keySet());
        List<RuntimeException> failures = new ArrayList<>();
        branches.values().forEach(branch -> {
            try {
                branch.call();
            } catch (StepFailure e) {
                failures.add(e);
            }
        });
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    public @Nullable Object catchError(Map<String, String> options, Closure<?> body) {
        try {
            return body.call();
        } catch (StepFailure e) {
            build().worsen(String.valueOf(options.get("buildResult")));
            return null;
        }
    }

    public Object retry(Map<String, ?> options, Closure<?> body) {
        int count = ((Number) options.get("count")).intValue();
        boolean afterLoss = ((List<?>) options.get("conditions")).contains("agent");
        for (int attempt = 1; ; attempt++) {
            try {
                return body.call();
            } catch (AgentLost e) {
                if (!afterLoss || attempt == count) {
                    throw e;
                }
            }
        }
    }

    public String agent() {
        return "agent";
    }

    public String nonresumable() {
        return "nonresumable";
    }

    public Object dir(String path, Closure<?> body) {
        note("dir", path);
        return body.call();
    }

    public void deleteDir() {
        note("deleteDir", "");
    }

    public void checkout(Object scm) {
        note("checkout", scm);
    }

    public void sh(String command) {
        build().shell(command);
    }

    public @Nullable Object sh(Map<String, ?> options) {
        String command = String.valueOf(options.get("script"));
        if (options.containsKey("returnStatus")) {
            return build().status(command);
        }
        return build().shell(command);
    }

    public void error(String message) {
        throw new StepFailure(message);
    }

    public void stash(Map<String, ?> what) {
        note("stash", what);
        build().stash(String.valueOf(what.get("name")));
    }

    public void unstash(Object name) {
        note("unstash", name);
        build().unstash(name.toString());
    }

    public Object withCredentials(List<Map<String, ?>> bindings, Closure<?> body) {
        return build().with(bindings, body::call);
    }

    public Map<String, ?> usernamePassword(Map<String, ?> binding) {
        return binding;
    }

    /** A parameter of text, or a secret text. */
    public Map<String, ?> string(Map<String, ?> definition) {
        if (!TEXT_KEYS.containsAll(definition.keySet())) {
            throw new StepFailure("string knows " + TEXT_KEYS + ", not all of " + definition.keySet());
        }
        return definition;
    }

    public Map<String, ?> booleanParam(Map<String, ?> definition) {
        return definition;
    }

    public List<Map<String, ?>> parameters(List<Map<String, ?>> definitions) {
        build().define(definitions);
        return definitions;
    }

    public void properties(List<?> all) {
        note("properties", all.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    public String disableConcurrentBuilds() {
        return "disableConcurrentBuilds";
    }

    public String buildDiscarder(Object strategy) {
        return "buildDiscarder " + strategy;
    }

    public String logRotator(Map<String, ?> limits) {
        return limits.toString();
    }

    public String pipelineTriggers(List<?> triggers) {
        return "triggers " + triggers;
    }

    public String cron(String times) {
        return "cron " + times;
    }

    public void junit(Map<String, ?> options) {
        note("junit", options.get("testResults"));
    }

    public void allure(Map<String, ?> options) {
        note("allure", options.get("results"));
    }

    public void publishHTML(Map<String, Map<String, ?>> options) {
        Map<String, ?> target = options.getOrDefault("target", Map.of());
        note(
                "publishHTML",
                target.get("reportName") + ": " + target.get("reportDir") + "/" + target.get("reportFiles"));
    }

    public void archiveArtifacts(Map<String, ?> options) {
        note("archiveArtifacts", options.get("artifacts"));
    }
}
