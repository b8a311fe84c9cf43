"use strict";
(() => {
  const views = [...document.querySelectorAll(".view")];
  const rows = [...document.querySelectorAll("tr.claim")];
  const sections = [...document.querySelectorAll("tbody[data-section]")];
  const filters = document.getElementById("filters");
  const pictures = JSON.parse(document.getElementById("pictures").textContent);
  const title = document.title;

  const fill = (view) => view.querySelectorAll("img[data-picture]:not([src])").forEach((image) => {
    const data = pictures[image.dataset.picture];
    if (data) {
      image.src = data;
      // Drawn at twice its size, so that it stays sharp.
      image.addEventListener("load", () => { image.width = image.naturalWidth / 2; }, { once: true });
    }
  });

  const fits = (row, wanted) => {
    const verdict = wanted.get("verdict");
    const words = (wanted.get("words") || "").toLowerCase().split(/\s+/).filter(Boolean);
    return (!verdict || row.dataset.verdict === verdict || row.dataset[verdict] === "true")
      && (!wanted.get("scope") || row.dataset.scope === wanted.get("scope"))
      && (!wanted.get("section") || row.parentElement.dataset.section === wanted.get("section"))
      && words.every((word) => row.dataset.words.includes(word));
  };

  const filter = (wanted) => {
    rows.forEach((row) => { row.hidden = !fits(row, wanted); });
    sections.forEach((section) => { section.hidden = !section.querySelector("tr.claim:not([hidden])"); });
    const shown = rows.filter((row) => !row.hidden).length;
    document.getElementById("shown").value = shown + " of " + rows.length + " shown";
    document.getElementById("none").hidden = shown > 0;
    document.querySelectorAll(".back").forEach((link) => { link.hash = wanted.toString() ? "#?" + wanted : "#claims"; });
  };

  const chosen = () => new URLSearchParams([...new FormData(filters)].filter(([, value]) => value));

  const setFilters = (wanted) => {
    for (const field of filters.elements) {
      if (field.name) { field.value = wanted.get(field.name) || ""; }
    }
    filter(chosen());
  };

  const show = (moved) => {
    const hash = location.hash.slice(1);
    const target = hash.startsWith("?") ? null : document.getElementById(hash);
    const view = (target && target.closest(".view")) || document.getElementById("claims");
    if (hash.startsWith("?")) { setFilters(new URLSearchParams(hash.slice(1))); }
    views.forEach((each) => { each.hidden = each !== view; });
    fill(view);
    const heading = view.querySelector("h2");
    document.title = view.id === "claims" ? title : heading.textContent;
    if (moved) {
      heading.focus({ preventScroll: true });
      if (target && target !== view) { target.scrollIntoView(); } else { scrollTo(0, 0); }
    }
  };

  const refilter = () => {
    const wanted = chosen();
    history.replaceState(null, "", wanted.toString() ? "#?" + wanted : "#claims");
    filter(wanted);
  };

  filters.addEventListener("input", refilter);
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("reset", () => setTimeout(refilter));
  document.querySelectorAll(".count").forEach((button) => button.addEventListener("click", () => {
    filters.elements.verdict.value = button.dataset.verdict;
    refilter();
  }));
  document.querySelectorAll(".copy").forEach((button) => button.addEventListener("click", () => {
    const code = button.parentElement.querySelector("code");
    const told = () => { button.firstChild.data = "copied"; setTimeout(() => { button.firstChild.data = "copy"; }, 1500); };
    const select = () => { getSelection().selectAllChildren(code); };
    (navigator.clipboard ? navigator.clipboard.writeText(code.textContent) : Promise.reject()).then(told, select);
  }));
  addEventListener("hashchange", () => show(true));
  show(Boolean(location.hash));
})();
