package io.github.grokcheck.report;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Paper;
import io.github.grokcheck.claim.RunSubject;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Wording;
import io.github.grokcheck.config.Recipes;
import io.github.grokcheck.trajectory.Provenance;
import io.github.grokcheck.trajectory.Sha256;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The reports as an RO-Crate 1.1 with the Process Run Crate profile 0.5: files with their digests, the paper, each claim
 * (schema.org's Claim) with its verdict (ClaimReview), and each run's recipe, training (CreateAction) and files. It has
 * no clock time but the days on which trainings ended; the last of them stands for the date of publication.
 *
 * <p>Specifications: w3id.org/ro/crate/1.1 and w3id.org/ro/wfrun/process/0.5.
 */
final class RoCrate {
    static final String FILE = "ro-crate-metadata.json";

    private static final String CRATE = "https://w3id.org/ro/crate/1.1";
    private static final String PROFILE = "https://w3id.org/ro/wfrun/process/0.5";
    private static final String LICENSE = "https://www.apache.org/licenses/LICENSE-2.0";
    private static final String PROGRAM = "#grokcheck";
    private static final String BEFORE_ANY_RUN = "2023-01-12";

    private final ArrayNode graph = ReportJson.MAPPER.createArrayNode();
    private final Set<String> described = new LinkedHashSet<>();

    private RoCrate() {}

    /**
     * The metadata file's whole content.
     *
     * @param files the other files beside it, by name
     */
    static String of(Results results, Map<String, String> files) {
        ObjectNode root = ReportJson.MAPPER.createObjectNode();
        root.putArray("@context").add(CRATE + "/context").add("https://w3id.org/ro/terms/workflow-run/context");
        RoCrate crate = new RoCrate();
        crate.describe(results, files);
        root.set("@graph", crate.graph);
        return ReportJson.text(root);
    }

    private void describe(Results results, Map<String, String> otherFiles) {
        List<Verdict> verdicts = results.verdicts().stream()
                .sorted(Comparator.comparing(verdict -> verdict.claim().id()))
                .toList();
        SortedMap<String, String> files = new TreeMap<>(otherFiles);
        String article = "https://arxiv.org/abs/" + results.paper().arxiv();
        entity(FILE, "CreativeWork").set("about", reference("./"));
        last().set("conformsTo", references(Stream.of(CRATE, PROFILE)));
        describeRoot(results, verdicts, files.keySet(), article);
        entity(PROFILE, "CreativeWork").put("name", "Process Run Crate").put("version", "0.5");
        entity(LICENSE, "CreativeWork").put("name", "Apache License 2.0").put("identifier", "Apache-2.0");
        describePaper(results.paper(), article);
        entity(PROGRAM, "SoftwareApplication")
                .put("name", "Grokcheck")
                .put("description", "Decides whether the claims of a machine-learning paper hold.");
        files.forEach(this::describeFile);
        describeJudging(results, verdicts);
        Stream.of(Verdict.Kind.values())
                .forEach(kind ->
                        entity(rating(kind), "Rating").put("name", kind.word()).put("ratingValue", kind.word()));
        verdicts.forEach(verdict -> describeClaim(verdict, article, results.digests()));
        results.runs().forEach(this::describeRun);
    }

    private void describeRoot(Results results, List<Verdict> verdicts, Set<String> names, String article) {
        ObjectNode root = entity("./", "Dataset");
        root.put("name", "Verdicts on the claims of \"" + results.paper().title() + "\"");
        root.put(
                "description",
                Headline.of(verdicts).counts()
                        + ", with the measured values, recipes, digests and provenance of the runs"
                        + " that they rest on.");
        root.put("datePublished", lastDay(results.runs()));
        root.set("license", reference(LICENSE));
        root.set("conformsTo", reference(PROFILE));
        root.set("about", reference(article));
        root.set("hasPart", references(names.stream()));
        root.set(
                "mentions",
                references(Stream.of(
                                Stream.of("#judging"),
                                results.runs().stream().map(RoCrate::training),
                                verdicts.stream().map(verdict -> review(verdict.claim())))
                        .flatMap(each -> each)));
    }

    private static String lastDay(List<RunSubject> runs) {
        return runs.stream()
                .map(run -> run.run().provenance().finished())
                .max(Comparator.naturalOrder())
                .orElse(BEFORE_ANY_RUN);
    }

    private void describePaper(Paper paper, String article) {
        ObjectNode entity = entity(article, "ScholarlyArticle");
        entity.put("name", paper.title()).put("identifier", "arXiv:" + paper.arxiv());
        entity.put("publication", paper.venue());
        entity.set("author", references(paper.authors().stream().map(RoCrate::person)));
        paper.authors().forEach(author -> entity(person(author), "Person").put("name", author));
    }

    private void describeFile(String name, String content) {
        entity(name, "File")
                .put("name", name)
                .put("encodingFormat", name.endsWith(".json") ? "application/json" : "text/markdown")
                .put("sha256", Sha256.ofText(content));
    }

    private void describeJudging(Results results, List<Verdict> verdicts) {
        ObjectNode action = entity("#judging", "CreateAction");
        action.put("name", "Judge the claims on the runs").put("description", "grokcheck verify --write");
        action.set("instrument", reference(PROGRAM));
        action.set(
                "object",
                references(Stream.concat(
                        verdicts.stream().map(verdict -> claim(verdict.claim())),
                        results.runs().stream().map(RoCrate::run))));
        action.set("result", references(Stream.of("verdicts.json", "verdicts.md")));
    }

    private void describeClaim(Verdict verdict, String article, Map<String, String> digests) {
        Claim claim = verdict.claim();
        ObjectNode statement = entity(claim(claim), "Claim");
        statement.put("name", claim.id()).put("text", claim.statement()).put("abstract", claim.reading());
        statement.set("appearance", reference(article));
        if (digests.containsKey(claim.id())) {
            statement.put("sha256", digests.get(claim.id()));
        }
        ObjectNode review = entity(review(claim), "ClaimReview");
        review.put("name", claim.id() + ": " + verdict.kind().word());
        review.put("claimReviewed", claim.statement()).put("reviewBody", verdict.explain());
        review.set("itemReviewed", reference(claim(claim)));
        review.set("reviewRating", reference(rating(verdict.kind())));
        review.set("author", reference(PROGRAM));
    }

    private void describeRun(RunSubject subject) {
        Provenance from = subject.run().provenance();
        String recipe = "#recipe-" + from.recipe();
        if (!described.contains(recipe)) {
            entity(recipe, "CreativeWork")
                    .put("name", "recipe " + from.recipe())
                    .put("identifier", from.recipe())
                    .put("text", Recipes.write(subject.run().experiment()));
        }
        String program = PROGRAM + "-" + from.commit();
        if (!described.contains(program)) {
            entity(program, "SoftwareApplication").put("name", "Grokcheck").put("softwareVersion", from.commit());
        }
        ObjectNode action = entity(training(subject), "CreateAction");
        action.put("name", "Train " + subject.name());
        action.put(
                "description",
                "%s: %s on %s, %d threads, %d chunks"
                        .formatted(from.command(), from.engine(), from.device(), from.threads(), from.chunks()));
        action.put("endTime", from.finished());
        action.set("instrument", reference(program));
        action.set("object", reference(recipe));
        action.set("result", reference(run(subject)));
        describeFiles(subject, from.sha256());
    }

    private void describeFiles(RunSubject subject, Map<String, String> digests) {
        ObjectNode run = entity(run(subject), "Collection");
        run.put("name", subject.name());
        run.set("hasPart", references(digests.keySet().stream().map(name -> run(subject) + "/" + name)));
        digests.forEach((name, digest) -> entity(run(subject) + "/" + name, "CreativeWork")
                .put("name", name)
                .put("sha256", digest));
    }

    private static String claim(Claim claim) {
        return "#" + claim.id();
    }

    private static String review(Claim claim) {
        return "#review-" + claim.id();
    }

    private static String rating(Verdict.Kind kind) {
        return "#" + Wording.word(kind);
    }

    private static String person(String name) {
        return "#" + name.replace(' ', '-');
    }

    private static String run(RunSubject run) {
        return "#run-" + run.name();
    }

    private static String training(RunSubject run) {
        return "#training-" + run.name();
    }

    private ObjectNode entity(String id, String type) {
        described.add(id);
        return graph.addObject().put("@id", id).put("@type", type);
    }

    private ObjectNode last() {
        return (ObjectNode) graph.get(graph.size() - 1);
    }

    private static ObjectNode reference(String id) {
        return ReportJson.MAPPER.createObjectNode().put("@id", id);
    }

    private static ArrayNode references(Stream<String> ids) {
        ArrayNode list = ReportJson.MAPPER.createArrayNode();
        ids.forEach(id -> list.add(reference(id)));
        return list;
    }
}
