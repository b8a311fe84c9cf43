package io.github.grokcheck.support;

import io.github.grokcheck.claim.Claim;
import io.github.grokcheck.claim.Paper;
import io.github.grokcheck.claim.Subject;
import io.github.grokcheck.claim.Verdict;
import io.github.grokcheck.claim.Verdicts;
import io.github.grokcheck.figure.Figure;
import io.github.grokcheck.figure.Illustrations;
import io.github.grokcheck.figure.Studio;
import io.github.grokcheck.report.Section;
import io.github.grokcheck.report.VerdictsJson;
import io.qameta.allure.Allure;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Tells the report, before a claim's test runs, what the claim says, what was measured, and the verdict. */
final class ClaimReport implements InvocationInterceptor {
    private static final Studio STUDIO = Studio.open(System.err::println);

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext extensionContext)
            throws Throwable {
        Claim claim = argument(invocationContext, Claim.class);
        EvidenceSet evidence = argument(invocationContext, EvidenceSet.class);
        List<Subject> subjects = evidence.subjectsFor(claim);
        Verdict verdict = evidence.verdictOn(claim);
        label(claim, evidence, verdict);
        Allure.description(ClaimDescription.of(verdict, subjects));
        Allure.addAttachment("evidence", "application/json", VerdictsJson.of(List.of(verdict)), "json");
        Illustrations.of(claim, evidence.runs()).forEach(ClaimReport::attach);
        subjects.forEach(subject -> draw(claim, subject));
        summary(extensionContext).add(evidence, verdict);
        invocation.proceed();
    }

    private static <T> T argument(ReflectiveInvocationContext<Method> context, Class<T> type) {
        return context.getArguments().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        context.getExecutable() + ": wants parameters Claim claim, EvidenceSet evidence"));
    }

    private static void label(Claim claim, EvidenceSet evidence, Verdict verdict) {
        Paper paper = Project.claims().paperOf(claim);
        Allure.epic(paper.title());
        Allure.feature(Section.of(claim).title());
        Allure.story(claim.statement());
        Allure.label(ClaimTestListing.CLAIM, claim.id());
        Allure.label(ClaimTestListing.EVIDENCE, evidence.toString());
        String kind = verdict.kind().word();
        Allure.label(ClaimTestListing.VERDICT, kind);
        Allure.label("tag", kind);
        if (!Verdicts.isExpected(verdict)) {
            Allure.label("tag", "unexpected");
        } else if (claim.knownDeviation().isPresent()) {
            Allure.label("tag", "known deviation");
        }
    }

    /** What a claim requires besides is the same for many claims and would only repeat their pictures. */
    private static void draw(Claim claim, Subject subject) {
        Illustrations.of(claim, subject).forEach(ClaimReport::attach);
    }

    private static void attach(Figure figure) {
        STUDIO.png(figure)
                .ifPresent(
                        png -> Allure.addAttachment(figure.title(), "image/png", new ByteArrayInputStream(png), "png"));
    }

    private static ReportSummary summary(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(ClaimReport.class))
                .getOrComputeIfAbsent(ReportSummary.class);
    }
}
