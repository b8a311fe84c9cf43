package io.github.grokcheck.claim;

import io.github.grokcheck.trajectory.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All claims of a claims folder: one folder a paper, in it {@code paper.yaml} and one file a claim. */
public final class ClaimCatalogue {
    private static final String PAPER = "paper.yaml";
    private static final String ENDING = ".yaml";
    private static final String CLAIM_SCHEMA = "claim.schema.json";
    private static final String PAPER_SCHEMA = "paper.schema.json";
    private static final Set<String> SCHEMAS = Set.of(CLAIM_SCHEMA, PAPER_SCHEMA);

    private final SortedMap<String, Claim> claims = new TreeMap<>();
    private final Map<String, Path> files = new TreeMap<>();
    private final Map<String, Paper> papers = new TreeMap<>();

    private final FileSchema claimSchema;
    private final FileSchema paperSchema;

    private ClaimCatalogue(FileSchema claimSchema, FileSchema paperSchema) {
        this.claimSchema = claimSchema;
        this.paperSchema = paperSchema;
    }

    /**
     * Reads and checks every claim.
     *
     * @param claimsFolder holds the schemas and the papers' folders
     * @throws ClaimException naming file and line of the first error, in the order of file names
     */
    public static ClaimCatalogue load(Path claimsFolder) {
        if (!Files.isDirectory(claimsFolder)) {
            throw new ClaimException(claimsFolder + ": no such folder; check the path");
        }
        ClaimCatalogue catalogue = new ClaimCatalogue(
                FileSchema.read(claimsFolder.resolve(CLAIM_SCHEMA)),
                FileSchema.read(claimsFolder.resolve(PAPER_SCHEMA)));
        for (Path entry : sorted(claimsFolder)) {
            if (Files.isDirectory(entry)) {
                catalogue.addPaper(entry);
            } else if (!SCHEMAS.contains(name(entry))) {
                throw new ClaimException(entry + ": is in no paper's folder; move it into one");
            }
        }
        if (catalogue.claims.isEmpty()) {
            throw new ClaimException(claimsFolder + ": holds no claim; a claim is a file such as "
                    + claimsFolder.resolve("nanda2023").resolve("embedding-sparse.yaml"));
        }
        return catalogue;
    }

    /** Every claim, by id. */
    public List<Claim> claims() {
        return List.copyOf(claims.values());
    }

    /**
     * One claim.
     *
     * @throws ClaimException if there is none of that id
     */
    public Claim claim(String id) {
        Claim claim = claims.get(id);
        if (claim == null) {
            throw new ClaimException("claim \"" + id + "\" is not known" + Suggestion.of(id, claims.keySet()));
        }
        return claim;
    }

    /** The file that a claim was read from. */
    public Path fileOf(Claim claim) {
        Path file = files.get(claim.id());
        if (file == null) {
            throw new ClaimException("claim \"" + claim.id() + "\" is not of this catalogue");
        }
        return file;
    }

    /** SHA-256 of each claim's file, by the claim's id. */
    public Map<String, String> digests() {
        return files.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Sha256.of(entry.getValue())));
    }

    /** The paper that a claim is from. */
    public Paper paperOf(Claim claim) {
        Paper paper = papers.get(claim.id().substring(0, claim.id().indexOf('.')));
        if (paper == null) {
            throw new ClaimException("claim \"" + claim.id() + "\" is not of this catalogue");
        }
        return paper;
    }

    private void addPaper(Path folder) {
        Path citation = folder.resolve(PAPER);
        if (!Files.isRegularFile(citation)) {
            throw new ClaimException(citation + ": is missing; it says which paper the claims beside it speak of");
        }
        YamlFile file = YamlFile.read(citation);
        paperSchema.check(file);
        papers.put(name(folder), file.as(Paper.class));
        for (Path entry : sorted(folder)) {
            if (!entry.equals(citation)) {
                addClaim(name(folder), entry);
            }
        }
    }

    private void addClaim(String paper, Path path) {
        if (!name(path).endsWith(ENDING) || !Files.isRegularFile(path)) {
            throw new ClaimException(path + ": is no claim file; claims are files that end in " + ENDING);
        }
        YamlFile file = YamlFile.read(path);
        claimSchema.check(file);
        Claim claim = ClaimReader.read(file);
        checkId(claim.id(), paper, file);
        claims.put(claim.id(), claim);
        files.put(claim.id(), path);
    }

    private void checkId(String id, String paper, YamlFile file) {
        Path path = file.path();
        Path taken = files.get(id);
        if (taken != null) {
            throw file.error("/id", "id \"" + id + "\" is taken by " + taken + "; every claim has its own");
        }
        String base = name(path).substring(0, name(path).length() - ENDING.length());
        String expected = paper + "." + base;
        if (!id.equals(expected)) {
            throw file.error(
                    "/id", "id \"" + id + "\" does not match the file's name; write \"" + expected + "\" or rename it");
        }
    }

    private static List<Path> sorted(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !name(entry).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ClaimException(folder + ": cannot be listed (" + e.getMessage() + ")");
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
