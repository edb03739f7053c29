"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const SVG = "http://www.w3.org/2000/svg";
  document.documentElement.classList.add("js");

  // Tables: a button in each heading sorts the rows.
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const sortBy = (table, index, heading) => {
    const first = heading.classList.contains("number") ? "descending" : "ascending";
    const other = first === "ascending" ? "descending" : "ascending";
    const order = heading.getAttribute("aria-sort") === first ? other : first;
    all("thead th", table).forEach((head) => head.removeAttribute("aria-sort"));
    heading.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const key = (row) => row.cells[index].dataset.value ?? row.cells[index].textContent.trim();
    const compare = heading.classList.contains("number")
      ? (a, b) => Number(key(a)) - Number(key(b))
      : (a, b) => collator.compare(key(a), key(b));
    const body = table.tBodies[0];
    body.append(...[...body.rows].sort((a, b) => sign * compare(a, b)));
  };
  for (const table of all("table.sortable")) {
    all("thead th", table).forEach((heading, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sortBy(table, index, heading));
      heading.append(button);
    });
  }

  // A table of stories is narrowed by typing.
  const wanted = byId("wanted");
  if (wanted) {
    const rows = all("#stories tbody tr");
    wanted.disabled = false;
    wanted.addEventListener("input", () => {
      const words = wanted.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      byId("wanted-tally").textContent = `${shown} of ${rows.length}`;
    });
  }

  // Folded parts are printed as well.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    folded.forEach((part) => { part.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((part) => { part.open = false; }));

  const reading = byId("reading");
  if (!reading) return;

  // Claims by id, with the stretches of text that belong to each.
  const claims = new Map(all("#claims li[data-told]").map((item) => [item.id.slice("claim-".length), {
    id: item.id.slice("claim-".length), item, ...item.dataset, stretches: [], shown: true,
  }]));
  const idsOf = (node) => (node.dataset.a ?? "").split(" ").filter(Boolean);
  const stretches = all("[data-a]");
  for (const node of stretches) idsOf(node).forEach((id) => claims.get(id)?.stretches.push(node));
  const references = new Map(all("#text .reference").map((node) => [node.id, node]));
  const picks = all(".pick");
  const bar = byId("bar");
  let chosen = [];
  let at = -1;

  const threads = document.createElementNS(SVG, "svg");
  threads.setAttribute("class", "threads");
  threads.setAttribute("aria-hidden", "true");
  reading.append(threads);
  const draw = (name, attributes) => {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    threads.append(node);
  };

  // A line down the margin with a branch to every claim of the chosen source; beside a wide article it starts
  // at the source's name.
  const drawThreads = () => {
    threads.replaceChildren();
    const lines = chosen.flatMap((claim) => {
      const line = placeOf(claim)?.getClientRects()[0];
      return line ? [{ top: line.top + line.height / 2, here: claim === chosen[at] }] : [];
    });
    if (!lines.length || !chosen[0].source) return;
    const frame = reading.getBoundingClientRect();
    const text = byId("text").getBoundingClientRect();
    const name = reading.querySelector(`.rail .pick[data-source="${chosen[0].source}"]`)?.getBoundingClientRect();
    const beside = name && name.left > text.right;
    const spine = (beside ? text.right + 28 : text.left - 12) - frame.left;
    const edge = (beside ? text.right + 4 : text.left - 3) - frame.left;
    const tops = lines.map((line) => line.top - frame.top);
    if (beside) {
      const from = name.top + name.height / 2 - frame.top;
      tops.push(from);
      draw("path", { d: `M${name.left - frame.left} ${from}H${spine}`, class: "thread" });
    }
    draw("path", { d: `M${spine} ${Math.min(...tops)}V${Math.max(...tops)}`, class: "thread" });
    for (const line of lines) {
      const top = line.top - frame.top;
      draw("path", { d: `M${spine} ${top}H${edge}`, class: "thread" });
      draw("circle", { cx: edge, cy: top, r: line.here ? 5 : 3.5, class: line.here ? "knot here" : "knot" });
    }
  };
  let waiting = false;
  const redraw = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; drawThreads(); });
  };
  addEventListener("scroll", redraw, { passive: true });
  addEventListener("resize", redraw);
  document.addEventListener("toggle", redraw, true);

  const show = () => {
    const lit = new Set(chosen.flatMap((claim) => claim.stretches));
    const here = new Set(chosen[at]?.stretches);
    for (const node of stretches) {
      node.classList.toggle("lit", lit.has(node));
      node.classList.toggle("here", here.has(node));
    }
    const source = chosen[0]?.source ?? "";
    picks.forEach((pick) => pick.setAttribute("aria-pressed", String(source !== "" && pick.dataset.source === source)));
    document.body.classList.toggle("choosing", chosen.length > 0);
    bar.hidden = chosen.length === 0;
    if (chosen.length) {
      byId("bar-who").textContent = `${at + 1} of ${chosen.length}`;
      byId("bar-told").textContent = chosen[at].told;
      byId("bar-previous").disabled = byId("bar-next").disabled = chosen.length < 2;
    }
    drawThreads();
  };
  const placeOf = (claim) => claim.stretches.find((stretch) => stretch.closest("#text"));
  const inView = (claim) => {
    const box = placeOf(claim)?.getBoundingClientRect();
    return !box || (box.top > 60 && box.bottom < innerHeight - 120);
  };
  const reveal = (claim) => {
    if (!inView(claim)) placeOf(claim).scrollIntoView({ block: "center" });
  };
  const clear = () => { chosen = []; at = -1; show(); };
  const chooseClaim = (id) => {
    const claim = claims.get(id);
    if (!claim) return;
    chosen = claim.source ? [...claims.values()].filter((other) => other.source === claim.source) : [claim];
    at = chosen.indexOf(claim);
    show();
  };
  const chooseSource = (source) => {
    if (chosen[0]?.source === source) { clear(); return; }
    chosen = [...claims.values()].filter((claim) => claim.source === source);
    // What the reader has before them comes first; where nothing of it is, the page moves to it.
    at = Math.max(0, chosen.findIndex(inView));
    show();
    reveal(chosen[at]);
  };
  const step = (by) => {
    at = (at + by + chosen.length) % chosen.length;
    show();
    reveal(chosen[at]);
  };
  for (const pick of picks) {
    pick.disabled = false;
    pick.addEventListener("click", () => chooseSource(pick.dataset.source));
  }
  byId("bar-previous").addEventListener("click", () => step(-1));
  byId("bar-next").addEventListener("click", () => step(1));
  byId("bar-clear").addEventListener("click", clear);
  for (const [id, node] of references) {
    node.addEventListener("click", (event) => { event.preventDefault(); chooseClaim(id); });
  }
  for (const part of [byId("text"), ...all(".plot")]) {
    part.addEventListener("click", (event) => {
      const node = event.target.closest("[data-a]");
      // A reader who marks words with the mouse wants the words.
      if (!node || event.target.closest("a") || getSelection().toString()) return;
      chooseClaim(idsOf(node).find((id) => claims.get(id)?.shown) ?? "");
      if (chosen.length && !node.closest("#text")) reveal(chosen[at]);
    });
  }

  // Findings: the words that one is about.
  const flagged = all("[data-f]");
  for (const anchor of all(".show")) {
    anchor.addEventListener("click", () => {
      flagged.forEach((node) => node.classList.toggle("found", node.dataset.f.split(" ").includes(anchor.dataset.finding)));
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    flagged.forEach((node) => node.classList.remove("found"));
    if (chosen.length) clear();
  });

  // Which claims are shown.
  const byNaming = byId("by-naming");
  const byLabel = byId("by-label");
  if (!byNaming) return;
  const narrow = () => {
    const fits = (claim) => (byNaming.value === "all" || claim.naming === byNaming.value)
      && (byLabel.value === "all" || claim.label === byLabel.value || (byLabel.value === "check" && claim.check === "yes"));
    let shown = 0;
    for (const claim of claims.values()) {
      claim.shown = fits(claim);
      claim.item.hidden = !claim.shown;
      references.get(claim.id)?.classList.toggle("off", !claim.shown);
      shown += claim.shown ? 1 : 0;
    }
    for (const node of stretches) node.classList.toggle("off", !idsOf(node).some((id) => claims.get(id)?.shown));
    byId("tally").textContent = `${shown} of ${claims.size}`;
    if (chosen.some((claim) => !claim.shown)) clear();
  };
  byNaming.addEventListener("change", narrow);
  byLabel.addEventListener("change", narrow);
})();
