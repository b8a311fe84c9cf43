package io.github.grokcheck.support;

import io.github.grokcheck.claim.Claim;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The claim that a test names, with each set of evidence. */
final class ClaimArguments implements ArgumentsProvider, AnnotationConsumer<PaperClaim> {
    private String id = "";

    @Override
    public void accept(PaperClaim annotation) {
        id = annotation.value();
    }

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        Claim claim = Project.claims().claim(id);
        return EvidenceSets.ALL.stream().map(evidence -> Arguments.of(Named.of(id, claim), evidence));
    }
}
