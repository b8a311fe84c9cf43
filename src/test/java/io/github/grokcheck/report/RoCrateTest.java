package io.github.grokcheck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.grokcheck.trajectory.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The crate that is kept with the code, against what RO-Crate 1.1 and the Process Run Crate profile ask for. */
class RoCrateTest {
    private static final Path REPORTS = Path.of("reports");

    private final Map<String, JsonNode> entities = new HashMap<>();
    private JsonNode crate = JsonMapper.shared().nullNode();

    @BeforeEach
    void read_the_crate() throws IOException {
        crate = JsonMapper.shared().readTree(Files.readString(REPORTS.resolve(RoCrate.FILE)));
        crate.path("@graph")
                .forEach(entity -> assertThat(entities.put(id(entity), entity))
                        .as("a second entity %s", id(entity))
                        .isNull());
    }

    @Test
    void the_descriptor_names_the_root_and_the_specification() {
        assertThat(crate.path("@context").valueStream().map(JsonNode::asString))
                .startsWith("https://w3id.org/ro/crate/1.1/context");
        JsonNode descriptor = entity("ro-crate-metadata.json");
        assertThat(descriptor.path("@type").asString()).isEqualTo("CreativeWork");
        assertThat(id(descriptor.path("about"))).isEqualTo("./");
        assertThat(ids(descriptor.path("conformsTo"))).contains("https://w3id.org/ro/crate/1.1");
    }

    @Test
    void the_root_has_all_that_is_required() {
        JsonNode root = entity("./");
        assertThat(root.path("@type").asString()).isEqualTo("Dataset");
        assertThat(root.path("name").asString()).isNotBlank();
        assertThat(root.path("description").asString()).startsWith("190 claims: ");
        assertThat(LocalDate.parse(root.path("datePublished").asString())).isAfter(LocalDate.of(2023, 1, 1));
        assertThat(entity(id(root.path("license"))).path("name").asString()).contains("Apache");
        assertThat(id(root.path("conformsTo"))).startsWith("https://w3id.org/ro/wfrun/process/");
    }

    @Test
    void every_entity_has_a_type_and_every_reference_is_described() {
        assertThat(entities.values())
                .allSatisfy(entity -> assertThat(entity.path("@type").asString())
                        .as("type of %s", id(entity))
                        .isNotBlank());
        Set<String> referred = new TreeSet<>();
        entities.values().forEach(entity -> entity.forEach(value -> collectReferences(value, referred)));
        referred.removeAll(entities.keySet());
        assertThat(referred).containsExactly("https://w3id.org/ro/crate/1.1");
    }

    @Test
    void entities_are_flat() {
        assertThat(entities.values())
                .allSatisfy(entity -> entity.forEach(value -> elements(value)
                        .filter(JsonNode::isObject)
                        .forEach(reference ->
                                assertThat(reference.propertyNames()).containsExactly("@id"))));
    }

    @Test
    void every_file_is_there_with_its_digest() {
        List<String> files = ids(entity("./").path("hasPart"));
        assertThat(files).contains("verdicts.json", "verdicts.md", "verdicts.schema.json", "lead-times.md");
        assertThat(files).allSatisfy(name -> {
            assertThat(entity(name).path("@type").asString()).isEqualTo("File");
            assertThat(entity(name).path("sha256").asString()).isEqualTo(Sha256.of(REPORTS.resolve(name)));
        });
    }

    @Test
    void every_claim_has_its_statement_its_file_s_digest_and_a_review() throws IOException {
        List<JsonNode> claims = ofType("Claim").toList();
        assertThat(claims).hasSize(190).allSatisfy(claim -> {
            String name = claim.path("name").asString().replace("nanda2023.", "");
            assertThat(claim.path("sha256").asString())
                    .isEqualTo(Sha256.of(Path.of("claims", "nanda2023", name + ".yaml")));
        });
        Map<String, String> verdicts = JsonMapper.shared()
                .readTree(Files.readString(REPORTS.resolve("verdicts.json")))
                .valueStream()
                .collect(Collectors.toMap(
                        entry -> "#" + entry.path("id").asString(),
                        entry -> entry.path("verdict").asString()));
        assertThat(ofType("ClaimReview")
                        .collect(Collectors.toMap(review -> id(review.path("itemReviewed")), RoCrateTest::rating)))
                .isEqualTo(verdicts);
    }

    @Test
    void every_training_names_program_recipe_end_and_files() {
        List<JsonNode> trainings = ofType("CreateAction")
                .filter(action -> id(action).startsWith("#training-"))
                .toList();
        assertThat(trainings).hasSizeGreaterThanOrEqualTo(20).allSatisfy(training -> {
            assertThat(entity(id(training.path("instrument")))
                            .path("softwareVersion")
                            .asString())
                    .matches("[0-9a-f]{40}");
            assertThat(entity(id(training.path("object"))).path("identifier").asString())
                    .matches("[0-9a-f]{16}");
            assertThat(training.path("description").asString())
                    .matches("grokcheck \\S+ .*: PyTorch [^,]+ on CPU [^,]+, \\d+ threads, \\d+ chunks");
            assertThat(LocalDate.parse(training.path("endTime").asString())).isNotNull();
            assertThat(ids(entity(id(training.path("result"))).path("hasPart")))
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(entity(file).path("sha256").asString()).matches("[0-9a-f]{64}"));
        });
        assertThat(ids(entity("./").path("mentions")))
                .containsAll(trainings.stream().map(RoCrateTest::id).toList());
    }

    private static String rating(JsonNode review) {
        return id(review.path("reviewRating")).substring(1).replace('-', ' ');
    }

    private JsonNode entity(String id) {
        assertThat(entities).containsKey(id);
        return entities.getOrDefault(id, JsonMapper.shared().nullNode());
    }

    private Stream<JsonNode> ofType(String type) {
        return entities.values().stream()
                .filter(entity -> entity.path("@type").asString().equals(type));
    }

    private static void collectReferences(JsonNode value, Set<String> found) {
        elements(value).filter(each -> each.has("@id")).map(RoCrateTest::id).forEach(found::add);
    }

    private static Stream<JsonNode> elements(JsonNode value) {
        return value.isArray() ? value.valueStream() : Stream.of(value);
    }

    private static List<String> ids(JsonNode references) {
        return references.valueStream().map(RoCrateTest::id).toList();
    }

    private static String id(JsonNode entity) {
        return entity.path("@id").asString("");
    }
}
