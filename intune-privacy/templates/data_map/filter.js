"use strict";
(() => {
  const form = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const all = shown.textContent;
  const lower = (node) => node.textContent.toLowerCase();
  let types;
  const show = (node, is) => { if (node && node.hidden === is) node.hidden = !is; };

  /** What can be found; a page that nobody filters does without it. */
  function index() {
    const links = new Map();
    for (const link of document.querySelectorAll(".chart a")) links.set(link.hash.slice(1), link.closest("tr"));
    return [...document.querySelectorAll("article")].map((article) => ({
      article,
      link: links.get(article.id),
      head: [...article.querySelectorAll("h3, .facts > code")].map(lower).join(" "),
      rows: [...article.querySelectorAll("tbody > tr")].map((row) => ({ row, text: lower(row), ...row.dataset })),
    }));
  }

  function apply() {
    types ??= index();
    const data = new FormData(form);
    const words = data.get("q").toLowerCase().split(/\s+/).filter(Boolean);
    const classes = data.getAll("class");
    const [basis, category] = [data.get("basis"), data.get("category")];
    const isAny = !classes.length && !basis && !category;
    let typeCount = 0, fieldCount = 0;
    for (const type of types) {
      const missing = words.filter((word) => !type.head.includes(word));
      let found = 0;
      for (const field of type.rows) {
        const is = missing.every((word) => field.text.includes(word))
          && (!classes.length || classes.includes(field.class))
          && (!basis || basis === field.basis)
          && (!category || category === field.category);
        show(field.row, is);
        if (is) found += 1;
      }
      const is = found > 0 || (isAny && !missing.length);
      show(type.article, is);
      show(type.link, is);
      fieldCount += found;
      if (is) typeCount += 1;
    }
    const isFiltered = words.length > 0 || !isAny;
    shown.textContent = isFiltered ? `Filtered: ${typeCount} of ${all.replace(", ", `, ${fieldCount} of `)}` : all;
    return isFiltered;
  }

  /** Keeps the filter in the address, unless the page may not change it. */
  function keep(isFiltered) {
    const data = [...new FormData(form)].filter(([, value]) => value);
    if (!isFiltered && !location.hash.startsWith("#?")) return;
    const state = isFiltered ? `#?${new URLSearchParams(data)}` : "#types";
    try { history.replaceState(null, "", state); } catch { /* The filter works all the same. */ }
  }

  function restore() {
    if (!location.hash.startsWith("#?")) return false;
    const state = new URLSearchParams(location.hash.slice(2));
    form.reset();
    form.q.value = state.get("q") ?? "";
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = state.getAll("class").includes(box.value);
    for (const name of ["basis", "category"]) form.elements[name].value = state.get(name) ?? "";
    apply();
    form.scrollIntoView();
    return true;
  }

  /** A link that leads to what the filter hides shows everything. */
  function follow() {
    if (restore()) return;
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.closest("[hidden]")) return;
    form.reset();
    apply();
    target.scrollIntoView();
  }

  form.addEventListener("input", () => keep(apply()));
  form.addEventListener("reset", () => setTimeout(() => keep(apply())));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", follow);
  form.hidden = false;
  restore();
})();
