/* The offline file: which part is on screen, and what the one map in it shows.
 *
 * The address after # says it all: [en/]paparan/STEP, [en/]peta/THEME[/KODE][?FILTERS], [en/]profil/KODE,
 * [en/]tabel[/THEME][?FILTERS], and [en/] with prioritas, sumber or tidak-ada; filters are written as in a link of
 * the app. All text is in the document already, or goes in as text nodes; records are copies of the cards in it.
 */
(function () {
  "use strict";

  const DATA = JSON.parse(document.getElementById("data").textContent);
  const SIDES = [...document.querySelectorAll(".side")];
  const LANGUAGES = SIDES.map((one) => one.lang);
  const VIEWS = ["paparan", "peta", "profil", "prioritas", "tabel", "sumber", "tidak-ada"];
  const FIELDS = DATA.facts.conditions;
  const NO_FILTERS = { ...Object.fromEntries(FIELDS.map(({ field }) => [field, []])), years: null };
  const MEASURE = OfflineMeasure(DATA);
  const SENTENCES = Object.fromEntries(LANGUAGES.map((one) => [one, OfflineSentence(DATA, one)]));
  const host = document.getElementById("map");
  const wings = document.getElementById("wings");
  const state = { language: document.documentElement.lang, view: "paparan", step: 0, theme: DATA.first,
    filters: NO_FILTERS, kode: null, notes: false, fromWalk: false };
  let map = null;
  let drawn = "";
  let refocus = false;

  window.PETAPROGRAM = DATA.areas;

  // ---- the address ----------------------------------------------------------------------------------------

  // Not `in`: every object also has what Object.prototype has, such as "constructor".
  const hasTheme = (theme) => Object.hasOwn(DATA.themes, theme);

  function decoded(text) {
    // A percent sign that escapes nothing belongs to no address of ours.
    try { return decodeURIComponent(text); } catch { return ""; }
  }

  function read() {
    const [path, query] = location.hash.slice(1).split("?");
    const parts = decoded(path).split("/").filter(Boolean);
    if (LANGUAGES.includes(parts[0])) state.language = parts.shift();
    const [view, what, kode] = parts;
    state.view = VIEWS.includes(view) ? view : "paparan";
    if (state.view === "paparan") state.step = Math.max(0, DATA.steps.indexOf(what));
    if (state.view === "peta" || state.view === "tabel") {
      state.filters = readFilters(query || "");
      // Files of earlier versions added a plus where wide records were counted.
      const [theme] = (what || "").split("+");
      if (Object.hasOwn(DATA.views, theme)) [state.theme, state.filters] = DATA.views[theme];
      else if (theme) state.theme = hasTheme(theme) ? theme : DATA.first;
    }
    if (state.view === "peta") state.kode = known(kode);
    if (state.view === "profil") state.kode = known(what);
  }

  function known(kode) {
    return DATA.kodes.includes(kode) ? kode : null;
  }

  function readFilters(query) {
    const asked = new URLSearchParams(query);
    const [least, most] = DATA.facts.years.values;
    const years = /^(\d{4})-(\d{4})$/.exec(asked.get(DATA.facts.years.parameter) || "");
    return { ...Object.fromEntries(FIELDS.map(({ field, parameter, values }) =>
      [field, [...new Set(asked.getAll(parameter))].filter((value) => values.includes(value))])),
      years: years ? range(Math.max(least, years[1]), Math.min(most, years[2])) : null };
  }

  // A range of years; null where it asks for nothing: the whole range, or none.
  function range(first, last) {
    const [least, most] = DATA.facts.years.values;
    return first <= last && (first > least || last < most) ? [first, last] : null;
  }

  function placeOf(what) {
    const { language, view, step, theme, kode, filters } = { ...state, ...what };
    const parts = { paparan: [DATA.steps[step]], peta: [theme, kode], profil: [kode], tabel: [theme] }[view] || [];
    const query = new URLSearchParams();
    if (view === "peta" || view === "tabel") {
      for (const { field, parameter } of FIELDS) for (const value of filters[field]) query.append(parameter, value);
      if (filters.years) query.append(DATA.facts.years.parameter, filters.years.join("-"));
    }
    return [language, view, ...parts].filter(Boolean).join("/") + (query.size ? `?${query}` : "");
  }

  function go(change) {
    Object.assign(state, change);
    const place = placeOf({});
    if (location.hash.slice(1) === place) show(); else location.hash = place;
  }

  // The theme and the filters that a step shows.
  function viewOf(step) {
    const [theme, filters] = DATA.views[`step.${DATA.steps[step]}`];
    return { theme, filters };
  }

  function viewNow() {
    const [kind, subject = null] = state.theme.split(".");
    return { kind, subject, filters: state.filters };
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
    for (const view of ["peta", "tabel"]) within(`nav [data-view="${view}"]`).href = `#${placeOf({ view, kode: null })}`;
    if (state.view === "paparan") showStep();
    if (state.view === "peta") showMap();
    if (state.view === "profil") showProfile();
    if (state.view === "tabel") showTables();
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
    draw(step, stepPainting(step), null);
    if (map) PetaMap.whole();
    within('[role="status"]').textContent = `${step.querySelector(".count").textContent}: ${step.querySelector("h2").textContent}`;
  }

  function showMap() {
    const view = within(".explore");
    const words = SENTENCES[state.language];
    const measured = words.isFiltered(state.filters) && MEASURE.measure(viewNow());
    showChoice(view);
    view.querySelector(".area").value = state.kode || "";
    view.querySelector(".back").hidden = !state.fromWalk;
    view.querySelector(".sentence").textContent = measured ? words.describe(measured) : DATA.sentences[state.language][state.theme];
    for (const panel of view.querySelectorAll(".panel")) panel.hidden = (panel.dataset.kode || null) !== state.kode;
    const open = state.kode && view.querySelector(`.panel[data-kode="${state.kode}"]`);
    if (open) open.querySelectorAll(".records").forEach(fill);
    draw(view, measured ? MEASURE.paint(measured) : DATA.paintings[DATA.themes[state.theme]], state.kode);
  }

  // The controls of a view say what it shows, and each condition is a button that removes it.
  function showChoice(view) {
    const { filters } = state;
    view.querySelector(".theme").value = state.theme;
    for (const box of view.querySelectorAll("[data-field]")) box.checked = filters[box.dataset.field].includes(box.value);
    for (const list of view.querySelectorAll("[data-add]")) list.value = "";
    const years = filters.years || DATA.facts.years.values;
    view.querySelectorAll("[data-year]").forEach((list, end) => { list.value = years[end]; });
    const chips = SENTENCES[state.language].chips(filters).map(([field, value, words]) => {
      const chip = make("button", "chip", `${words} \u00d7`);
      chip.title = SENTENCES[state.language].words.remove;
      chip.addEventListener("click", () => without(field, value));
      return chip;
    });
    const group = view.querySelector(".chips");
    if (chips.length > 1) {
      chips.push(make("button", "clear", group.dataset.clear));
      chips[chips.length - 1].addEventListener("click", () => { refocus = true; go({ filters: NO_FILTERS }); });
    }
    chips.forEach((chip) => { chip.type = "button"; });
    group.replaceChildren(...chips);
    group.hidden = !chips.length;
    if (refocus) (chips[0] || view.querySelector(".filters summary")).focus();
    refocus = false;
  }

  function without(field, value) {
    refocus = true;
    go({ filters: { ...state.filters, [field]: field === "years" ? null : state.filters[field].filter((one) => one !== value) } });
  }

  function showTables() {
    const view = within(".tables"), { fill: put, words } = SENTENCES[state.language];
    const { records, here, elsewhere, states, totals } = MEASURE.table(viewNow());
    const passing = new Set(records);
    const show = (rows, isShown) => { rows.forEach((row) => { row.hidden = !isShown(row); }); return rows.filter((row) => !row.hidden).length; };
    const amount = (cell, number, text) => { cell.dataset.value = number; cell.textContent = text ?? put("{number:f}", { number }); };
    showChoice(view);
    const some = { someRecords: [show([...view.querySelectorAll("[data-record]")], (row) => passing.has(Number(row.dataset.record))), DATA.records.length] };
    const areas = [...view.querySelectorAll("tr[data-kode]")];
    some.someAreas = [show(areas, (row) => !elsewhere[DATA.kodes.indexOf(row.dataset.kode)]), areas.length];
    for (const row of areas) {
      const area = DATA.kodes.indexOf(row.dataset.kode);
      states.forEach((of, pillar) => {
        const swatch = make("span", `swatch s-${of[area]}`);
        swatch.setAttribute("aria-hidden", "true");
        row.cells[3 + pillar].replaceChildren(swatch, " ", stateWord(of[area]));
      });
      const programs = new Set(here[area].map((record) => DATA.facts.fields.programs[record])).size;
      amount(row.cells[9], programs, programs ? undefined : totals[area] ? words.outside : words.notReported);
      amount(row.cells[10], here[area].length);
    }
    const programs = [...view.querySelectorAll("tr[data-program]")];
    const of = (row) => records.filter((record) => `program.${FIELDS[1].values[DATA.facts.fields.programs[record]]}` === row.dataset.program);
    some.somePrograms = [show(programs, (row) => of(row).length), programs.length];
    for (const row of programs) {
      const own = of(row), scope = (wanted) => own.filter((record) => DATA.facts.scope[record] === wanted);
      amount(row.cells[3], new Set(scope(0).map((record) => DATA.facts.area[record])).size);
      amount(row.cells[4], scope(2).length);
    }
    for (const place of view.querySelectorAll("[data-some]")) {
      place.dataset.all ||= place.textContent;
      const [count, total] = some[place.dataset.some];
      place.textContent = count === total ? place.dataset.all : put(words[place.dataset.some], { some: count, total });
    }
    for (const place of view.querySelectorAll("[data-scope]")) {
      place.textContent = put("{number:f}", { number: DATA.scopes[place.dataset.scope].filter((id) => passing.has(DATA.records.indexOf(id))).length });
    }
  }

  function stateWord(id) {
    const classes = DATA.words[state.language].classes[DATA.filtered.pillar].classes;
    return classes[DATA.facts.classes.pillar.indexOf(id)].word;
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

  function draw(place, painted, selected) {
    const slot = place.querySelector(".map-slot");
    if (!slot) { wings.append(host); return; }
    if (host.parentElement !== slot) slot.append(host);
    if (!map) build();
    PetaMap.keys(state.view === "peta");
    PetaMap.say(DATA.words[state.language].map);
    PetaMap.paint({ ...painting(painted, selected), selected });
    PetaMap.tell(state.language, DATA.tips[state.language]);
    place.querySelector(".legend").replaceChildren(...legend(painted));
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

  const stepPainting = (step) => DATA.paintings[DATA.themes[`step.${step.dataset.step}`]];

  function painting({ said, cells, radius, told, doubtful, reports, tips, points }, selected) {
    const words = DATA.words[state.language].classes[said];
    return { ...words, areas: Object.fromEntries(cells.map((cell, number) => [DATA.kodes[number], cell])), radius, told,
      points: [...(points || []), ...(selected ? MEASURE.inside(viewNow(), selected) : [])],
      records: { at: null, shown: tips }, doubtful: doubtful && { ...words.doubtful, areas: doubtful },
      reports: Object.fromEntries((reports || []).map(([number, year]) => [DATA.kodes[number], year])) };
  }

  function legend({ said, counts, circles, samples, doubtful }) {
    const words = DATA.words[state.language].classes[said];
    const title = make("h3", "", words.title);
    // What no kelurahan is of needs no line.
    const rows = words.classes.flatMap((one, number) => counts[number] ? [row(DATA.swatches[words.swatches[number]], one.word, counts[number])] : []);
    if (doubtful) rows.push(row(DATA.swatches[words.doubtful.swatch], words.doubtful.label, doubtful.length));
    const list = make("ul");
    const images = circles ? circles.map(([value, swatch]) => [value, DATA.swatches[swatch]])
      : samples.map(([value, radius]) => [value, circle(radius, words.circle)]);
    list.append(...rows, ...images.map(([value, image]) => row(image, `${value} ${words.unit[value === 1 ? 0 : 1]}`)));
    return [title, list];
  }

  function circle(radius, { fill: ground, line }) {
    const size = Math.ceil(2 * radius + 1.2), half = size / 2;
    const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><circle cx="${half}" cy="${half}" r="${radius}" fill="${ground}" stroke="${line}" stroke-width="1.2"/></svg>`;
    return `data:image/svg+xml,${encodeURIComponent(drawn)}`;
  }

  function row(source, word, count) {
    const item = make("li");
    const image = make("img");
    image.alt = "";
    image.src = source;
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
    link.href = `#${placeOf({ view: "peta", kode, ...(state.view === "paparan" && viewOf(state.step)) })}`;
    item.append(link);
    return item;
  }

  // ---- moving about ---------------------------------------------------------------------------------------

  function walk(step) {
    go({ view: "paparan", step: Math.min(Math.max(step, 0), DATA.steps.length - 1) });
  }

  function explore(kode) {
    go({ view: "peta", ...viewOf(state.step), kode: kode || null, fromWalk: true });
  }

  const ACTIONS = {
    previous: () => walk(state.step - 1),
    next: () => walk(state.step + 1),
    notes: () => { state.notes = !state.notes; show(); },
    explore: () => explore(null),
    leave: () => go({ view: "peta", theme: DATA.first, filters: NO_FILTERS, kode: null, fromWalk: true }),
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
      const passing = new Set(MEASURE.passing(viewNow()).map((record) => DATA.records[record]));
      open(button.textContent, (DATA.scopes[recordsOf] || DATA.records).filter((id) => passing.has(id)), [], []);
    } else if (sort) order(button);
    else if (button.className === "close") within("dialog").close();
  });

  document.addEventListener("change", (event) => {
    const control = event.target;
    if (control.classList.contains("theme")) go({ theme: control.value, fromWalk: state.fromWalk });
    if (control.classList.contains("area")) go({ kode: control.value || null });
    const { field, add, year } = control.dataset;
    const ask = (name, values) => go({ filters: { ...state.filters, [name]: values } });
    if (field) ask(field, FIELDS.find((one) => one.field === field).values.filter((value) =>
      value === control.value ? control.checked : state.filters[field].includes(value)));
    if (add && control.value) ask(add, [...new Set([...state.filters[add], control.value])]);
    if (year) {
      const ends = [...control.closest("fieldset").querySelectorAll("select")].map((list) => Number(list.value));
      // Whoever moves one end beyond the other means that year alone.
      ask("years", range(...(ends[0] > ends[1] ? [Number(control.value), Number(control.value)] : ends)));
    }
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
      PetaMap.paint({ ...painting(stepPainting(step)), selected: null });
      const copy = host.cloneNode(true);
      copy.removeAttribute("id");
      const still = make("div", "print-map");
      still.append(copy);
      slot.append(still);
      step.querySelector(".legend").replaceChildren(...legend(stepPainting(step)));
    }
  });
  window.addEventListener("afterprint", () => {
    document.querySelectorAll(".print-map").forEach((one) => one.remove());
    show();
  });

  // ---- searching ------------------------------------------------------------------------------------------

  function found({ kind, key }) {
    const at = { view: "peta", theme: DATA.first, filters: NO_FILTERS, kode: null };
    if (DATA.kodes.includes(key)) return placeOf({ view: "profil", kode: key });
    if (kind === "program" || kind === "pillar") return placeOf({ ...at, theme: `${kind}.${key}` });
    if (kind === "partner") return placeOf({ ...at, theme: "programs", filters: { ...NO_FILTERS, partners: [key] } });
    return placeOf({ ...at, filters: { ...NO_FILTERS, kecamatan: kind === "kecamatan" ? [key] : [] } });
  }

  const search = OfflineSearch(DATA, () => state.language, found);
  for (const one of SIDES) search.attach(one.querySelector(".search"));

  window.addEventListener("hashchange", () => { read(); show(); });
  document.addEventListener("DOMContentLoaded", () => { read(); show(); });
})();
