/* The offline file: which part is on screen, and what the one map in it shows.
 *
 * The address after # says it all: [en/]paparan/STEP, [en/]peta/THEME[/KODE], [en/]profil/KODE, and [en/] with
 * prioritas, tabel, sumber or tidak-ada. All text is in the document already, or goes in as text nodes; records are
 * copies of the cards in the document.
 */
(function () {
  "use strict";

  const DATA = JSON.parse(document.getElementById("data").textContent);
  const SIDES = [...document.querySelectorAll(".side")];
  const LANGUAGES = SIDES.map((one) => one.lang);
  const VIEWS = ["paparan", "peta", "profil", "prioritas", "tabel", "sumber", "tidak-ada"];
  const host = document.getElementById("map");
  const wings = document.getElementById("wings");
  const state = { language: document.documentElement.lang, view: "paparan", step: 0, theme: DATA.first,
    kode: null, notes: false, fromWalk: false };
  let map = null;
  let drawn = "";

  window.PETAPROGRAM = DATA.areas;

  // ---- the address ----------------------------------------------------------------------------------------

  // Not `in`: every object also has what Object.prototype has, such as "constructor".
  const hasTheme = (theme) => Object.hasOwn(DATA.themes, theme);

  function address() {
    // A percent sign that escapes nothing belongs to no address of ours.
    try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; }
  }

  function read() {
    const parts = address().split("/").filter(Boolean);
    if (LANGUAGES.includes(parts[0])) state.language = parts.shift();
    const [view, what, kode] = parts;
    state.view = VIEWS.includes(view) ? view : "paparan";
    if (state.view === "paparan") state.step = Math.max(0, DATA.steps.indexOf(what));
    if (state.view === "peta") {
      // Files of earlier versions added a plus where wide records were counted.
      const [theme] = (what || "").split("+");
      if (theme) state.theme = hasTheme(theme) ? theme : DATA.first;
      state.kode = known(kode);
    }
    if (state.view === "profil") state.kode = known(what);
  }

  function known(kode) {
    return DATA.kodes.includes(kode) ? kode : null;
  }

  function go(change) {
    Object.assign(state, change);
    const parts = { paparan: [DATA.steps[state.step]], peta: [state.theme, state.kode], profil: [state.kode] }[state.view] || [];
    const place = [state.language, state.view, ...parts].filter(Boolean).join("/");
    if (location.hash.slice(1) === place) show(); else location.hash = place;
  }

  // ---- what is on screen ----------------------------------------------------------------------------------

  const side = () => SIDES.find((one) => one.lang === state.language);
  const within = (selector) => side().querySelector(selector);

  function show() {
    for (const one of SIDES) one.hidden = one.lang !== state.language;
    document.documentElement.lang = state.language;
    document.documentElement.dataset.mode = state.view;
    for (const view of side().querySelectorAll(".view")) view.hidden = view.dataset.view !== state.view;
    for (const link of side().querySelectorAll("nav a")) mark(link, "aria-current", link.dataset.view === state.view && "page");
    if (state.view === "paparan") showStep();
    if (state.view === "peta") showMap();
    if (state.view === "profil") showProfile();
    const before = drawn;
    drawn = [state.language, state.view, { paparan: state.step, profil: state.kode }[state.view]].join();
    if (before && before !== drawn) window.scrollTo(0, 0);
  }

  function mark(element, name, value) {
    if (value) element.setAttribute(name, value); else element.removeAttribute(name);
  }

  function showStep() {
    const steps = [...side().querySelectorAll(".step")];
    steps.forEach((step, number) => { step.hidden = number !== state.step; });
    const step = steps[state.step];
    if (!step) return;
    step.querySelector(".notes").hidden = !state.notes;
    within('[data-go="notes"]').setAttribute("aria-pressed", String(state.notes));
    within('[data-go="previous"]').disabled = state.step === 0;
    within('[data-go="next"]').disabled = state.step === steps.length - 1;
    side().querySelectorAll(".dots button").forEach((dot, number) => mark(dot, "aria-current", number === state.step && "step"));
    draw(step, `step.${step.dataset.step}`, null);
    if (map) PetaMap.whole();
    within('[role="status"]').textContent = `${step.querySelector(".count").textContent}: ${step.querySelector("h2").textContent}`;
  }

  function showMap() {
    const view = within(".explore");
    const isStep = state.theme.startsWith("step.");
    const select = view.querySelector(".theme");
    select.value = isStep ? DATA.nearest[state.theme] : state.theme;
    view.querySelector(".area").value = state.kode || "";
    view.querySelector(".back").hidden = !state.fromWalk;
    view.querySelector(".sentence").textContent = DATA.sentences[state.language][state.theme];
    for (const panel of view.querySelectorAll(".panel")) panel.hidden = (panel.dataset.kode || null) !== state.kode;
    const open = state.kode && view.querySelector(`.panel[data-kode="${state.kode}"]`);
    if (open) open.querySelectorAll(".records").forEach(fill);
    draw(view, state.theme, state.kode);
  }

  function showProfile() {
    const view = within(".profiles");
    const shown = view.querySelector(`article[data-kode="${state.kode}"]`);
    view.querySelector(".choose-profile").hidden = Boolean(shown);
    view.querySelector(".around").hidden = !shown;
    for (const one of view.querySelectorAll("article")) one.hidden = one !== shown;
    if (!shown) return;
    shown.querySelectorAll(".records").forEach(fill);
    for (const one of view.querySelectorAll(".around [data-parent]")) one.hidden = one.dataset.parent !== shown.dataset.parent;
    within('[role="status"]').textContent = shown.querySelector("h2").textContent;
  }

  // ---- the map --------------------------------------------------------------------------------------------

  function draw(place, theme, selected) {
    const slot = place.querySelector(".map-slot");
    if (!slot) { wings.append(host); return; }
    if (host.parentElement !== slot) slot.append(host);
    if (!map) build();
    PetaMap.keys(state.view === "peta");
    PetaMap.say(DATA.words[state.language].map);
    PetaMap.paint({ ...painting(theme, selected), selected });
    PetaMap.tell(state.language, DATA.tips[state.language]);
    place.querySelector(".legend").replaceChildren(...legend(theme));
  }

  function build() {
    const [[south, west], [north, east]] = DATA.areas.bounds;
    map = L.map(host, { center: [(south + north) / 2, (west + east) / 2], zoom: 12, zoomControl: false,
      attributionControl: false, zoomSnap: 0, scrollWheelZoom: false, keyboard: false });
    PetaMap.build(map, { words: DATA.words[state.language].map, choose: (kode) => {
      if (state.view === "peta") go({ kode });
      else explore(kode);
    } });
  }

  function painting(theme, selected) {
    const { said, cells, radius, told, doubtful, reports, tips, points } = DATA.paintings[DATA.themes[theme]];
    const words = DATA.words[state.language].classes[said];
    return { ...words, areas: Object.fromEntries(cells.map((cell, number) => [DATA.kodes[number], cell])), radius, told,
      points: [...(points || []), ...((selected && DATA.inside[selected]) || [])],
      records: { at: null, shown: tips }, doubtful: doubtful && { ...words.doubtful, areas: doubtful },
      reports: Object.fromEntries((reports || []).map(([number, year]) => [DATA.kodes[number], year])) };
  }

  function legend(theme) {
    const { said, counts, circles, doubtful } = DATA.paintings[DATA.themes[theme]];
    const words = DATA.words[state.language].classes[said];
    const title = make("h3", "", words.title);
    // What no kelurahan is of needs no line.
    const rows = words.classes.flatMap((one, number) => counts[number] ? [row(words.swatches[number], one.word, counts[number])] : []);
    if (doubtful) rows.push(row(words.doubtful.swatch, words.doubtful.label, doubtful.length));
    const list = make("ul");
    list.append(...rows, ...circles.map(([value, swatch]) => row(swatch, `${value} ${words.unit[value === 1 ? 0 : 1]}`)));
    return [title, list];
  }

  function row(swatch, word, count) {
    const item = make("li");
    const image = make("img");
    image.alt = "";
    image.src = DATA.swatches[swatch];
    item.append(image, make("span", "", word));
    if (count !== undefined) item.append(make("b", "", String(count)));
    return item;
  }

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  // ---- records --------------------------------------------------------------------------------------------

  function card(id) {
    const position = DATA.records.indexOf(id);
    return within(".cards").content.querySelectorAll(".record")[position].cloneNode(true);
  }

  // On paper nothing is folded.
  function unfold(details) {
    details.querySelectorAll(".records").forEach(fill);
    details.open = true;
  }

  function fill(list) {
    if (!list.childElementCount) list.append(...list.dataset.records.split(" ").map(card));
  }

  function open(title, records, kodes, lines) {
    const dialog = within("dialog");
    dialog.querySelector("h2").textContent = title;
    const list = dialog.querySelector(".records");
    list.replaceChildren(...lines.map((line) => make("li", "record", line)), ...kodes.map(areaLink), ...records.map(card));
    dialog.showModal();
    dialog.scrollTop = 0;
  }

  function areaLink(kode) {
    const item = make("li", "area-link");
    const link = make("a", "", DATA.areas.areas[DATA.kodes.indexOf(kode)].name);
    link.href = `#${state.language}/peta/${state.view === "paparan" ? `step.${DATA.steps[state.step]}` : state.theme}/${kode}`;
    item.append(link);
    return item;
  }

  // ---- moving about ---------------------------------------------------------------------------------------

  function walk(step) {
    go({ view: "paparan", step: Math.min(Math.max(step, 0), DATA.steps.length - 1) });
  }

  function explore(kode) {
    go({ view: "peta", theme: `step.${DATA.steps[state.step]}`, kode: kode || null, fromWalk: true });
  }

  const ACTIONS = {
    previous: () => walk(state.step - 1),
    next: () => walk(state.step + 1),
    notes: () => { state.notes = !state.notes; show(); },
    explore: () => explore(null),
    leave: () => go({ view: "peta", theme: DATA.first, kode: null, fromWalk: true }),
    back: () => walk(state.step),
  };
  const KEYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous", n: "notes", N: "notes",
    e: "explore", E: "explore", Escape: "leave" };

  document.addEventListener("keydown", (event) => {
    const busy = event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog");
    if (busy || event.defaultPrevented) return;
    if (state.view === "peta" && event.key === "Escape" && state.fromWalk) { ACTIONS.back(); return; }
    if (state.view !== "paparan" || !DATA.steps.length) return;
    if (event.key === "Home") walk(0);
    else if (event.key === "End") walk(DATA.steps.length - 1);
    else if (Object.hasOwn(KEYS, event.key)) ACTIONS[KEYS[event.key]]();
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    const button = at("button");
    if (at("[data-skip]")) { event.preventDefault(); within("main").focus(); return; }
    if (at(".area-link a")) { state.fromWalk = state.view === "paparan"; within("dialog").close(); return; }
    if (!button) { if (at("nav a")) state.fromWalk = false; return; }
    const { go: action, stepTo, language, figure, recordsOf, sort } = button.dataset;
    if (action) ACTIONS[action]();
    else if (stepTo) walk(DATA.steps.indexOf(stepTo));
    else if (language) go({ language });
    else if (figure) {
      const { records, kodes } = DATA.figures[figure];
      open(`${button.querySelector(".value").textContent} ${button.querySelector(".unit").textContent}`, records,
        records.length ? [] : kodes, DATA.lines[state.language][figure]);
    } else if (recordsOf) {
      open(button.textContent, recordsOf === "all" ? DATA.records : DATA.scopes[recordsOf], [], []);
    } else if (sort) order(button);
    else if (button.className === "close") within("dialog").close();
  });

  document.addEventListener("change", (event) => {
    const control = event.target;
    if (control.classList.contains("theme")) go({ theme: control.value, fromWalk: state.fromWalk });
    if (control.classList.contains("area")) go({ kode: control.value || null });
  });

  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details[open]")) event.target.querySelectorAll(".records").forEach(fill);
  }, true);

  function order(button) {
    const head = button.closest("th");
    const column = head.cellIndex;
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentElement.children) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const body = head.closest("table").tBodies[0];
    const words = new Intl.Collator(state.language, { numeric: true });
    const value = (one) => one.cells[column].dataset.value ?? one.cells[column].textContent.trim();
    // What is not known stands last, whichever way the rest is sorted.
    const compare = (one, other) => {
      const [left, right] = [value(one), value(other)];
      if (!left || !right) return (left ? 0 : 1) - (right ? 0 : 1);
      const order = button.dataset.sort === "number" ? Number(left) - Number(right) : words.compare(left, right);
      return up ? order : -order;
    };
    body.append(...[...body.rows].sort(compare));
  }

  // ---- paper ----------------------------------------------------------------------------------------------

  // Each step gets a still copy of the map, painted for it; afterwards the copies go.
  window.addEventListener("beforeprint", () => {
    if (state.view === "profil") { within(".profiles").querySelectorAll(":scope > :not([hidden]) details").forEach(unfold); return; }
    wings.append(host);
    // Whoever prints from the cover has seen no map yet.
    if (!map) build();
    PetaMap.whole();
    for (const step of side().querySelectorAll(".step")) {
      const slot = step.querySelector(".map-slot");
      if (!slot) continue;
      PetaMap.paint({ ...painting(`step.${step.dataset.step}`), selected: null });
      const copy = host.cloneNode(true);
      copy.removeAttribute("id");
      const still = make("div", "print-map");
      still.append(copy);
      slot.append(still);
      step.querySelector(".legend").replaceChildren(...legend(`step.${step.dataset.step}`));
    }
  });
  window.addEventListener("afterprint", () => {
    document.querySelectorAll(".print-map").forEach((one) => one.remove());
    show();
  });

  window.addEventListener("hashchange", () => { read(); show(); });
  document.addEventListener("DOMContentLoaded", () => { read(); show(); });
})();
