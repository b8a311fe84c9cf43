package io.github.grokcheck.claim;

import java.util.List;

/**
 * The paper that a folder of claims speaks of, as its {@code paper.yaml} cites it.
 *
 * @param title in full
 * @param authors in the paper's order
 * @param venue where and when it appeared
 * @param arxiv the arXiv identifier
 * @param code the code that the authors published
 * @param slides the deck that the claims' slide numbers mean
 */
public record Paper(String title, List<String> authors, String venue, String arxiv, Code code, Slides slides) {
    public Paper {
        authors = List.copyOf(authors);
    }

    /**
     * Published code.
     *
     * @param repository host, owner and name
     * @param commit the state that was read
     */
    public record Code(String repository, String commit) {}

    /**
     * A deck about the paper.
     *
     * @param authors who made it
     * @param count number of slides
     */
    public record Slides(List<String> authors, int count) {
        public Slides {
            authors = List.copyOf(authors);
        }
    }
}
