package io.github.grokcheck.support;

import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.report.Headline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The report's front page: how many claims got which verdict, and on what machine. Allure's own percentage counts tests
 * and leaves out those that were aborted, so that it says nothing of the paper.
 */
final class ReportSummary implements AutoCloseable {
    private final Map<String, List<Verdict>> verdicts = new LinkedHashMap<>();

    synchronized void add(EvidenceSet evidence, Verdict verdict) {
        verdicts.computeIfAbsent(evidence.toString(), name -> new ArrayList<>()).add(verdict);
    }

    private String title() {
        return verdicts.values().stream()
                .map(judged -> Headline.of(judged).counts())
                .collect(Collectors.joining(" | "));
    }

    /** Called by JUnit after the last test. */
    @Override
    public synchronized void close() throws IOException {
        Properties properties = new Properties();
        verdicts.forEach((evidence, judged) -> {
            Headline headline = Headline.of(judged);
            properties.setProperty("Verdicts on " + evidence, headline.counts() + "; " + headline.surprises());
        });
        properties.setProperty("Java", System.getProperty("java.vendor") + " " + Runtime.version());
        properties.setProperty("System", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        Path folder = Path.of(System.getProperty("allure.results.directory", "target/allure-results"));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("headline.txt"), title());
        try (OutputStream out = Files.newOutputStream(folder.resolve("environment.properties"))) {
            properties.store(out, null);
        }
    }
}
