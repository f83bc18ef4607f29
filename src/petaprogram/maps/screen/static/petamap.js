/* The map of PetaProgram; names, surroundings and keyboard are parts of their own (PetaParts).
 *
 * PETAPROGRAM holds geometry and names, loaded once. build() draws every area once; paint() only
 * restyles them and may be called any number of times. All text goes in as text nodes, never as markup.
 *
 * The map is a document of its own (options.frame, in the app) or a part of one (the offline file, which also
 * asks to be told which area was chosen: options.choose).
 */
(function () {
  "use strict";

  const DATA = window.PETAPROGRAM;
  const INK = "#1F2933";
  const BLANK = { word: "", fill: "#FFFFFF", line: "#7D8A99", width: 0.8, hatch: 0 };

  let map = null;
  let words = {};
  let choose = null;
  let painted = { classes: [], areas: {}, unit: null, radius: null, circle: null, selected: null };
  let opacity = 1;
  let wholeCity = true; // Until somebody moves the map, it keeps showing the whole city at every size.
  let fitting = false;
  let looked = null;
  let fitted = null; // The size for which it does.
  let clicks = 0;
  let hovered = null;
  let framed = false;
  let hasCircles = false;
  let namesWait = false; // They are about to be placed.
  let firmly = "";
  let fills, doubtLine, hoverLine, focusLines, selectedLines, tip, names, around, ahead, keyboard, credit, full, still;
  let records = { at: null, rows: [], asked: null };
  const shapes = new Map();
  const circles = new Map();
  const MARK = 11; // The radius of a mark in pixels.
  let marks = [];
  // What the parts of the map share.
  const core = { data: DATA, shapes, circles, make, svg, pane, polygon, button, isEmpty, lines,
    outlines: () => doubtLine.options.renderer, isStill: () => still, words: () => words, painted: () => painted, showNames: () => names.show(), radius: covered,
    hint: (text) => hint(text, 4000),
    point: (area, at = area.at) => { enter({ latlng: L.latLng(at), containerPoint: map.latLngToContainerPoint(at) }, area,
      shapes.get(area.kode)); },
    ring: (area) => focusLines.forEach((line) => line.setLatLngs(area ? shapes.get(area.kode).getLatLngs() : [])),
    unpoint: () => leave() };

  // ---- building, once -------------------------------------------------------------------------------------

  function build(newMap, options) {
    map = newMap;
    choose = options.choose;
    core.map = map;
    words = options.words;
    map.keyboard.disable();
    still = Boolean(options.still);
    framed = Boolean(options.frame);
    const container = map.getContainer();
    container.setAttribute("role", "region");
    if (framed) ownDocument(container, options);

    // First the view: what is added before is projected a second time, and comes to lie between pixels.
    map.invalidateSize({ animate: false });
    if (!isEmpty()) show();
    addCredit(options.tiles);
    addTiles(options.tiles);
    addShapes();
    addLines();
    names = window.PetaParts.names(core);
    around = window.PetaParts.around(core, names.addExtra);
    ahead = framed ? window.PetaParts.ahead(() => painted, paint) : null;
    addControls(options);
    keepPageScrollable(container);
    say(options.words);
    map.setMaxZoom(18);
    map.setMaxBounds(L.latLngBounds(DATA.bounds).pad(0.4));
    if (framed) map.on("moveend", tellExtent);
    map.on("zoomstart dragstart", () => { if (!fitting) wholeCity = false; leave(); });
    new ResizeObserver(resize).observe(container);
    paint(painted);
  }

  function ownDocument(container, options) {
    // The page decides the size of the frame; the map fills it, whatever height st_folium wrote here.
    container.style.cssText += "position:fixed;inset:0;width:auto;height:auto;";
    document.documentElement.classList.add("peta-frame");
    document.documentElement.lang = options.lang;
    document.title = `${options.words.title} ${DATA.city}`;
  }

  function say(next) {
    words = next;
    const container = map.getContainer();
    container.setAttribute("aria-label", `${words.title} ${DATA.city}`);
    for (const button of container.querySelectorAll(".leaflet-control-zoom-in, .leaflet-control-zoom-out, [data-word]")) {
      const zoom = button.classList.contains("leaflet-control-zoom-in") ? "zoomIn" : "zoomOut";
      button.title = words[button.dataset.word || zoom];
      button.setAttribute("aria-label", button.title);
    }
    sayCredit();
    names.say();
    around.say();
    if (keyboard) keyboard.say();
    placeNames();
  }

  function addTiles(tiles) {
    if (!tiles) return;
    opacity = 0.7;
    // A tile that cannot be loaded leaves the ground white; nothing else depends on it.
    L.tileLayer(tiles.url, { maxZoom: 18 }).addTo(map);
  }

  function pane(name, zIndex) {
    const element = map.createPane(name);
    element.style.zIndex = zIndex;
    element.style.pointerEvents = "none";
    return name;
  }

  function polygon(geometry, options) {
    return L.GeoJSON.geometryToLayer({ type: "Feature", geometry }, options);
  }

  function addShapes() {
    fills = L.svg({ padding: 1 });
    tip = L.tooltip({ className: "peta-tip", direction: "auto", opacity: 1 });
    for (const area of DATA.areas) {
      const shape = polygon(area.shape, { renderer: fills, className: "peta-shape" });
      shape.on("click", (event) => report(event, area));
      shape.on("mouseover", (event) => enter(event, area, shape));
      // A click closes the tip, and a browser may not say that the pointer was outside the frame meanwhile.
      shape.on("mousemove", (event) => (map.hasLayer(tip) ? moveTip(event) : enter(event, area, shape)));
      shape.on("mouseout", leave);
      shape.addTo(map);
      shapes.set(area.kode, shape);
    }
  }

  function addLines() {
    const still = { interactive: false, fill: false };
    const districts = L.svg({ pane: pane("peta-kecamatan", 410), padding: 1 });
    for (const one of DATA.kecamatan) {
      polygon(one.shape, { ...still, renderer: districts, color: "#3E4C59", weight: 2.2 }).addTo(map);
    }
    const rounds = L.svg({ pane: pane("peta-circles", 420), padding: 1 });
    for (const area of DATA.areas) {
      circles.set(area.kode, L.circleMarker(area.at, {
        renderer: rounds, interactive: false, radius: 0, stroke: false, fill: false,
      }).addTo(map));
    }
    const outlines = L.svg({ pane: pane("peta-outline", 430), padding: 1 });
    const line = (color, weight) => L.polygon([], { ...still, renderer: outlines, color, weight }).addTo(map);
    doubtLine = line(INK, 1);
    hoverLine = line(INK, 2.5);
    focusLines = DATA.context.looks.focus.map(([color, weight]) => line(color, weight));
    focusLines.forEach((one) => one.getElement().classList.add("peta-focus"));
    selectedLines = [line("#FFFFFF", 7), line(INK, 4)];
    pane("peta-marks", 450);
  }

  // ---- controls -------------------------------------------------------------------------------------------

  function addCredit(tiles) {
    const line = L.control({ position: "bottomright" });
    credit = make("div", "peta-credit");
    credit.dataset.tiles = (tiles && tiles.credit) || "";
    sayCredit();
    line.onAdd = () => credit;
    line.addTo(map);
    if (!isEmpty()) show();
  }

  function sayCredit() {
    credit.textContent = [...words.credit, credit.dataset.tiles].filter(Boolean).join(" \u00b7 ");
  }

  function addControls({ frame }) {
    if (!still) {
      L.control.zoom().addTo(map);
      bar("topleft", button("whole", "M1 8 8 2l7 6M3 6.5V14h10V6.5", whole));
      full = bar("topleft", button("fullScreen", "M1 5V1h4M11 1h4v4M15 11v4h-4M5 15H1v-4", () => fill(frame)));
      full.hidden = !frame && !document.fullscreenEnabled;
      const here = window.PetaParts.here(core, frame);
      bar("topleft", button("here", "M8 1v3M8 12v3M1 8h3M12 8h3M4 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0", here.ask))
        .classList.add("peta-whereabouts");
      around.addControl();
      keyboard = window.PetaParts.keyboard(core);
    } else {
      map.getContainer().tabIndex = -1;
    }
    L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
    const legend = L.control({ position: "topright" });
    legend.onAdd = () => make("ul", "peta-legend");
    legend.addTo(map);
    // The page, or the document itself, says when the whole screen is taken and given back.
    window.addEventListener("message", ({ source, data }) => {
      if (source === window.parent && data && data.petaFullScreen !== undefined) filled(data.petaFullScreen);
    });
    document.addEventListener("fullscreenchange", () => {
      if (!frame) filled(document.fullscreenElement === map.getContainer());
    });
  }

  function bar(position, ...buttons) {
    const control = L.control({ position });
    const element = make("div", "leaflet-bar");
    element.append(...buttons);
    L.DomEvent.disableClickPropagation(element);
    control.onAdd = () => element;
    control.addTo(map);
    return element;
  }

  function button(word, path, press) {
    const made = make("a", `peta-${word}`);
    made.href = "#";
    made.dataset.word = word;
    made.setAttribute("role", "button");
    const icon = svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", fill: "none", stroke: "currentColor",
      "stroke-width": 1.8, "stroke-linejoin": "round", "aria-hidden": "true" });
    icon.append(svg("path", { d: path }));
    made.append(icon);
    made.addEventListener("click", (event) => { L.DomEvent.stop(event); press(); });
    // A button by its role is pressed with the space bar too.
    made.addEventListener("keydown", (event) => { if (event.key === " ") { L.DomEvent.stop(event); press(); } });
    return made;
  }

  // A frame without an origin may not take the screen itself: it asks the page around it.
  function fill(frame) {
    if (frame) window.parent.postMessage({ petaFullScreen: "toggle" }, "*");
    else if (document.fullscreenElement) document.exitFullscreen();
    else map.getContainer().requestFullscreen();
  }

  // A click on the map takes the keyboard away from the page, where Escape leads back to a presentation.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) window.parent.postMessage({ petaEscape: true }, "*");
  });

  function filled(yes) {
    map.getContainer().classList.toggle("peta-filled", yes);
    const pressed = full && full.firstChild;
    if (!pressed) return;
    pressed.dataset.word = yes ? "smallScreen" : "fullScreen";
    pressed.title = words[pressed.dataset.word];
    pressed.setAttribute("aria-label", pressed.title);
  }

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function svg(tag, attributes) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  // ---- painting, at every change --------------------------------------------------------------------------

  function paint(next) {
    painted = next;
    addHatch();
    const firm = [];
    for (const [kode, shape] of shapes) {
      const style = styleOf(kode), fillColor = style.hatch ? "url(#peta-hatch)" : style.fill;
      const { options } = shape;
      if (options.fillColor !== fillColor || options.color !== style.line || options.weight !== style.width) {
        shape.setStyle({ fillColor, fillOpacity: opacity, color: style.line, weight: style.width });
      }
      if (style.width > 1) firm.push(kode);
    }
    paintCircles(next.radius || {}, next.circle);
    paintMarks(next.marks || {});
    // A firm outline is half hidden by the neighbours that are drawn after it.
    if (String(firm) !== firmly) firm.forEach((kode) => shapes.get(kode).bringToFront());
    firmly = String(firm);
    const marked = next.doubtful || { areas: [] };
    doubtLine.setLatLngs(marked.areas.map((kode) => shapes.get(kode).getLatLngs()));
    if (next.doubtful) doubtLine.setStyle({ color: marked.line, weight: marked.width, dashArray: "5 4" });
    const chosen = shapes.get(next.selected);
    selectedLines.forEach((line) => line.setLatLngs(chosen ? chosen.getLatLngs() : []));
    look(next.extent);
    around.paintPoints(next.points || []);
    if (next.records) expect(next.records);
    paintLegend();
    placeNames();
    if (hovered) tip.setContent(describe(hovered));
  }

  // To find room for all names takes longer than all else: in a frame the colours are shown first.
  function placeNames() {
    if (!framed || document.hidden) { names.show(); return; }
    if (namesWait) return;
    namesWait = true;
    requestAnimationFrame(() => setTimeout(() => { namesWait = false; names.show(); }));
  }

  // Where the map has the whole screen, the legend of the page is out of sight.
  function paintLegend() {
    const counts = painted.classes.map(() => 0);
    Object.values(painted.areas).forEach(([place]) => { counts[place] += 1; });
    const rows = painted.classes.map((one, place) => {
      const row = make("li");
      const swatch = svg("svg", { width: 22, height: 14, "aria-hidden": "true" });
      swatch.append(svg("rect", { x: 1, y: 1, width: 20, height: 12, stroke: one.line, "stroke-width": one.width,
        fill: one.hatch ? "url(#peta-hatch)" : one.fill }));
      row.append(swatch, make("span", "", one.word), make("b", "", String(counts[place])));
      return counts[place] ? row : null;
    });
    map.getContainer().querySelector(".peta-legend").replaceChildren(...rows.filter(Boolean));
  }

  function styleOf(kode) {
    const cell = painted.areas[kode];
    return (cell && painted.classes[cell[0]]) || BLANK;
  }

  function valueOf(kode) {
    const cell = painted.areas[kode];
    let value = cell && cell.length > 1 ? `${cell[1]} ${painted.unit[cell[1] === 1 ? 0 : 1]}` : styleOf(kode).word;
    const year = (painted.reports || {})[kode];
    if (year) value += `, ${painted.report.replace("{year}", year)}`;
    const mark = painted.doubtful;
    return mark && mark.areas.includes(kode) ? `${value} (${mark.word})` : value;
  }

  function paintCircles(radius, style) {
    if (!hasCircles && !Object.keys(radius).length) return;
    hasCircles = Object.keys(radius).length > 0;
    // Large ones first, so that a small circle is never buried.
    const order = [...circles].sort((one, other) => (radius[other[0]] || 0) - (radius[one[0]] || 0));
    for (const [kode, circle] of order) {
      const size = radius[kode] || 0;
      circle.setStyle(size
        ? { stroke: true, fill: true, color: style.line, weight: 1.2, fillColor: style.fill, fillOpacity: 0.9 }
        : { stroke: false, fill: false });
      circle.setRadius(size);
      if (size) circle.bringToFront();
    }
  }

  function paintMarks(wanted) {
    marks.forEach((mark) => mark.remove());
    marks = DATA.areas.filter((area) => wanted[area.kode]).map((area) => {
      const [text, firm] = wanted[area.kode];
      const span = document.createElement("span");
      span.textContent = text;
      const className = firm ? "peta-mark peta-firm" : "peta-mark";
      const icon = L.divIcon({ html: span, className, iconSize: [2 * MARK, 2 * MARK] });
      return L.marker(area.at, { icon, pane: "peta-marks", interactive: false, keyboard: false }).addTo(map);
    });
  }

  function addHatch() {
    const root = fills._container;
    if (!root || root.querySelector("#peta-hatch")) return;
    const { angle, spacing, width, colour, ground } = DATA.hatch;
    const pattern = svg("pattern", { id: "peta-hatch", width: spacing, height: spacing,
      patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` });
    pattern.append(
      svg("rect", { width: spacing, height: spacing, fill: ground }),
      svg("rect", { width, height: spacing, fill: colour }),
    );
    const defs = svg("defs", {});
    defs.append(pattern);
    root.prepend(defs);
  }

  // ---- pointing and clicking ------------------------------------------------------------------------------

  function enter(event, area, shape) {
    hovered = area;
    hoverLine.setLatLngs(shape.getLatLngs());
    tip.setContent(describe(area));
    // Only what is open has a size.
    tip.setLatLng(event.latlng).openOn(map);
    moveTip(event);
  }

  function leave() {
    hovered = null;
    hoverLine.setLatLngs([]);
    map.closeTooltip(tip);
  }

  function describe(area) {
    const content = document.createElement("div");
    for (const [tag, className, text] of lines(area)) content.append(make(tag, className, text));
    return content;
  }

  // What is said of an area: [element, class, text] line by line.
  function lines(area) {
    const found = [["strong", "", area.name], ["span", "peta-where", `Kec. ${area.kecamatan}`],
      ["span", "peta-value", valueOf(area.kode)]];
    const shown = painted.records && painted.records.shown[Object.keys(painted.areas).indexOf(area.kode)];
    if (shown && records.rows.length && (!painted.records.at || records.at === painted.records.at)) {
      for (const place of shown.slice(1)) {
        const [program, detail] = records.rows[place];
        found.push(["span", "peta-program", program]);
        if (detail) found.push(["span", "peta-detail", detail]);
      }
      if (shown[0]) found.push(["span", "peta-detail", `+${shown[0]} ${words.more}`]);
    }
    if (area.places) {
      const places = area.places.map((names) => names[words.lang] || names.id).join(", ");
      found.push(["span", "peta-detail", `${words.places}: ${places}`]);
    }
    return found.filter(([, , text]) => text);
  }

  // Texts of records stand in a file of their own, which is asked for when the map has been drawn.
  function expect({ at }) {
    if (!at || records.asked === at) return;
    records.asked = at;
    setTimeout(() => {
      document.head.append(Object.assign(document.createElement("script"), { src: at, async: true }));
    }, 300);
  }

  function tell(at, rows) {
    records = { ...records, at, rows };
    if (hovered) tip.setContent(describe(hovered));
  }

  function moveTip(event) {
    // Half its height of room above and below, and its width beside, or the frame would cut it off.
    const { x, y } = event.containerPoint, size = map.getSize();
    const element = tip.getElement();
    const half = element ? Math.max(48, element.offsetHeight / 2) : 48;
    const inside = Math.min(Math.max(y, half), Math.max(half, size.y - half));
    const room = x < size.x / 2 ? size.x - x : x;
    const wide = element ? element.offsetWidth : 0;
    tip.options.offset = L.point(Math.min(14, room - wide - 4), inside - y);
    tip.setLatLng(event.latlng);
  }

  // st_folium sends the place of a click. We give it the middle of the area instead, so that rounding along an
  // edge can never choose the neighbour; the tenth of a millimetre makes each click a new one, so that the same
  // area can be chosen again after something else was.
  function report(event, area) {
    clicks = (clicks + 1) % 1000;
    event.latlng = L.latLng(area.at[0] + clicks * 1e-9, area.at[1]);
    if (choose) choose(area.kode);
  }

  // ---- the view -------------------------------------------------------------------------------------------

  function isEmpty() {
    const { clientWidth, clientHeight } = map.getContainer();
    return clientWidth === 0 || clientHeight === 0;
  }

  function show() {
    const bounds = L.latLngBounds(DATA.bounds);
    map.options.minZoom = 0;
    // The credit line hides nothing of the city.
    const foot = credit ? credit.offsetHeight : 0;
    map.getContainer().style.setProperty("--foot", `${foot}px`);
    const zoom = map.getBoundsZoom(bounds, false, L.point(12, 12 + foot));
    const centre = map.project(bounds.getCenter(), zoom).add([0, foot / 2]);
    map.setView(map.unproject(centre, zoom), zoom, { animate: false });
    map.setMinZoom(zoom);
    fitted = map.getSize();
  }

  // What a link asked for is looked at once; then whoever looks may go elsewhere.
  function look(extent) {
    if (!extent || String(extent) === looked) return;
    looked = String(extent);
    wholeCity = false;
    map.setView(extent.slice(0, 2), extent[2], { animate: false });
  }

  // The page that this frame stands in has no other way to know, and asks no server.
  function tellExtent() {
    const { lat, lng } = map.getCenter();
    const extent = wholeCity ? "" : [lat.toFixed(5), lng.toFixed(5), map.getZoom().toFixed(2)].join();
    parent.postMessage({ petaprogramExtent: extent }, "*");
  }

  function fit() {
    fitting = true;
    show();
    // Leaflet leaves its drawings on a fraction of a pixel, and so blurred, until something moves.
    map.fire("moveend");
    fitting = false;
    names.show();
  }

  function resize() {
    // Leaflet may have noticed the new size before.
    map.invalidateSize({ animate: false });
    if (wholeCity && !isEmpty() && !(fitted && map.getSize().equals(fitted))) fit();
    else names.show();
  }

  // What lies on the middle of each area: the radius of its circle or its mark, in pixels.
  function covered() {
    const radius = { ...painted.radius };
    for (const kode of Object.keys(painted.marks || {})) radius[kode] = Math.max(radius[kode] || 0, MARK);
    return radius;
  }

  function hint(text, milliseconds = 1200) {
    const element = map.getContainer().querySelector(".peta-hint");
    element.textContent = text;
    element.classList.add("peta-shown");
    clearTimeout(hint.timer);
    hint.timer = setTimeout(() => element.classList.remove("peta-shown"), milliseconds);
  }

  function keepPageScrollable(container) {
    L.DomUtil.create("div", "peta-hint", container).setAttribute("aria-live", "polite");
    const mac = /Mac/.test(navigator.platform);
    const early = { capture: true, passive: true };
    container.addEventListener("wheel", (event) => {
      const meant = event.ctrlKey || event.metaKey;
      map.scrollWheelZoom[meant ? "enable" : "disable"]();
      if (!meant) hint(mac ? words.wheelMac : words.wheel);
    }, early);
    container.addEventListener("pointerdown", (event) => {
      map.dragging[event.pointerType === "touch" ? "disable" : "enable"]();
    }, early);
    container.addEventListener("touchmove", (event) => {
      if (event.touches.length === 1) hint(words.twoFingers);
    }, early);
  }

  function whole() {
    wholeCity = true;
    fitted = null;
    resize();
  }

  function answer(next) {
    paint(next);
    if (ahead) ahead.answer(next);
  }

  window.PetaMap = { build, paint: answer, say, whole, tell, tellAhead: (at, choices) => ahead.tell(at, choices),
    keys: (yes) => keyboard.turn(yes) };
})();
