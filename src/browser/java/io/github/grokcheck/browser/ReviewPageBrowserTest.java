package io.github.grokcheck.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page that {@code ./mvnw verify} wrote, opened from the file system as a reviewer opens it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReviewPageBrowserTest {
    private static final Path FILE = Path.of("reports", "index.html").toAbsolutePath();
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String ANY_CLAIM = "#nanda2023.embedding-sparse";
    private static final List<String> VIEWS = List.of(
            "#claims",
            ANY_CLAIM,
            "#nanda2023.mlp-skip-zero-authors",
            "#nanda2023.transition-is-abrupt",
            "#figures",
            "#runs",
            "#about");

    private final List<String> requested = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private Chromium chromium;
    private BrowserContext context;
    private Page page;

    @BeforeAll
    void start_the_browser() {
        Optional<Path> executable = Chromium.find();
        if (executable.isEmpty()) {
            System.err.println("BROWSER TESTS NOT RUN: there is no Chromium on the PATH; install chromium");
        }
        Assumptions.assumeTrue(executable.isPresent(), "NOT RUN: there is no Chromium on the PATH");
        assertThat(FILE).as("the page, which ./mvnw verify writes").isRegularFile();
        chromium = Chromium.start(executable.orElseThrow());
    }

    @AfterAll
    void stop_the_browser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open_a_window() {
        context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        page = context.newPage();
        requested.clear();
        complaints.clear();
        page.onRequest(request -> requested.add(request.url()));
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
    }

    @AfterEach
    void close_the_window() {
        if (context != null) {
            context.close();
        }
    }

    @Test
    void the_page_lists_all_claims_and_asks_nothing_of_the_network() {
        open("");

        assertThat(page.locator("#claims h2")).containsText(Pattern.compile("^\\d+ claims: "));
        int claims = page.locator("tr.claim").count();
        assertThat(claims).isGreaterThanOrEqualTo(190);
        assertThat(page.locator("article").count()).isEqualTo(claims);
        assertThat(requested).allMatch(url -> url.startsWith("data:") || url.equals(address("")));
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_filter_shows_what_fits_and_stays_in_the_address() {
        open("");
        int refuted = page.locator("tr.claim[data-verdict=refuted]").count();
        page.getByLabel("Verdict").selectOption("refuted");

        assertThat(visibleClaims()).isEqualTo(refuted).isPositive();
        assertThat(page.locator("#shown")).hasText(Pattern.compile("^" + refuted + " of "));

        page.getByLabel("Words").fill("loss a+b&c%");
        assertThat(visibleClaims()).isZero();
        assertThat(page.url()).contains("a%2Bb%26c%25");
        page.reload();
        assertThat(page.getByLabel("Words")).hasValue("loss a+b&c%");
        page.getByLabel("Words").fill("authors loss");
        int both = visibleClaims();
        assertThat(both).isLessThan(refuted);
        String kept = page.url();
        page.navigate("about:blank");
        page.navigate(kept);
        assertThat(visibleClaims()).isEqualTo(both);

        page.locator("button[type=reset]").click();
        assertThat(page.locator("#shown")).hasText(Pattern.compile("^(\\d+) of \\1 shown"));
        assertThat(complaints).isEmpty();
    }

    @Test
    void filters_that_nothing_fits_say_so() {
        open("");
        page.getByLabel("Words").fill("no such words anywhere");

        assertThat(page.getByText("No claim fits these filters.")).isVisible();
    }

    @Test
    void a_claim_s_page_has_its_pictures_and_a_way_back() {
        open("");
        page.getByLabel("Section").selectOption("Section 5");
        page.locator("a.statement[href='" + ANY_CLAIM + "']").click();

        assertThat(page.locator("[id='" + ANY_CLAIM.substring(1) + "'] h2")).isVisible();
        assertThat(page.locator("#claims")).isHidden();
        assertThat(page.locator("article:visible img").first()).hasJSProperty("complete", true);
        assertThat((Boolean) page.evaluate("[...document.querySelectorAll('article:not([hidden]) img')]"
                        + ".every((image) => image.src.startsWith('data:image/png'))"))
                .isTrue();
        page.getByText("All claims").locator("visible=true").click();
        assertThat(page.locator("#claims")).isVisible();
        assertThat(page.getByLabel("Section")).hasValue("Section 5");
        assertThat(complaints).isEmpty();
    }

    @Test
    void every_claim_s_page_opens_with_all_its_sections() {
        open("");
        List<String> bare = new ArrayList<>();
        for (String id : page.locator("article")
                .evaluateAll("all => all.map(each => each.id)")
                .toString()
                .replaceAll("[\\[\\] ]", "")
                .split(",")) {
            page.evaluate("id => { location.hash = id; }", id);
            page.waitForFunction("id => !document.getElementById(id).hidden", id);
            String text = page.locator("article:visible").innerText();
            if (!text.contains("Reading") || !text.contains("What is measured") || !text.contains("Do it again")) {
                bare.add(id);
            }
        }
        assertThat(bare).isEmpty();
        assertThat(complaints).isEmpty();
    }

    @Test
    void the_link_into_the_test_report_opens_the_claim_s_entry() {
        open(ANY_CLAIM);
        page.getByText("This claim in the test report").locator("visible=true").click();

        assertThat(page.locator("body")).containsText("embedding-sparse on shipped runs");
        assertThat(page).hasURL(Pattern.compile("claims\\.html#behaviors/"));
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void axe_finds_nothing(ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        for (String place : VIEWS) {
            open(place);
            // Axe takes no interest in what is hidden, but minutes to find that out.
            page.evaluate("document.querySelectorAll('.view[hidden]').forEach((view) => view.replaceChildren())");
            assertThat(new AxeBuilder(page).analyze().getViolations())
                    .as("violations in %s", place)
                    .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " "
                            + rule.getNodes().get(0).getHtml())
                    .isEmpty();
        }
    }

    @Test
    void nothing_is_wider_than_the_window() {
        open("");
        for (int width : new int[] {380, 768, 1280, 1920}) {
            page.setViewportSize(width, 900);
            for (String place : VIEWS) {
                move(place);
                assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                        .as("width of %s in a window of %d", place, width)
                        .isLessThanOrEqualTo(width);
            }
        }
    }

    @Test
    void screenshots_for_people_to_look_at() throws IOException {
        Files.createDirectories(SCREENSHOTS);
        open("");
        for (String place : VIEWS) {
            move(place);
            String name = place.replaceFirst("^#(nanda2023\\.)?", "");
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                shoot(name + "-" + scheme.name().toLowerCase(Locale.ROOT));
            }
            Path pdf = SCREENSHOTS.resolve(name + "-print.pdf");
            page.pdf(new Page.PdfOptions().setPath(pdf).setFormat("A4").setPrintBackground(true));
            assertThat(pdf).isNotEmptyFile();
        }
        assertThat(complaints).isEmpty();
    }

    private void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    private void open(String place) {
        page.navigate("about:blank");
        requested.clear();
        page.navigate(address(place));
    }

    /** Goes to another view without loading the file again. */
    private void move(String place) {
        page.evaluate("place => { location.hash = place; }", place);
        page.waitForFunction("place => !document.querySelector(`[id='${place.slice(1)}']`).hidden", place);
    }

    private static String address(String place) {
        return FILE.toUri() + place;
    }

    private int visibleClaims() {
        return page.locator("tr.claim:visible").count();
    }
}
