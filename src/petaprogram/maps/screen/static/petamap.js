/* The map of PetaProgram.
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
  let fills, doubtLine, hoverLine, selectedLines, tip;
  const shapes = new Map();
  const circles = new Map();
  const MARK = 11; // The radius of a mark in pixels.
  let marks = [];
  const names = [];

  // ---- building, once -------------------------------------------------------------------------------------

  function build(newMap, options) {
    map = newMap;
    choose = options.choose;
    const container = map.getContainer();
    container.setAttribute("role", "region");
    if (options.frame) ownDocument(container, options);

    // First the view: what is added before is projected a second time, and comes to lie between pixels.
    map.invalidateSize({ animate: false });
    if (!isEmpty()) show();
    addTiles(options.tiles);
    addShapes();
    addLines();
    addNames();
    addControls(options.tiles);
    keepPageScrollable(container);
    say(options.words);
    map.setMaxZoom(18);
    map.setMaxBounds(L.latLngBounds(DATA.bounds).pad(0.4));
    map.on("zoomend", showNames);
    if (options.frame) map.on("moveend", tell);
    map.on("zoomstart dragstart", () => { if (!fitting) wholeCity = false; leave(); });
    new ResizeObserver(resize).observe(container);
    paint(painted);
  }

  function ownDocument(container, options) {
    // The page decides the size of the frame; the map fills it, whatever height st_folium wrote here.
    container.style.cssText += "position:fixed;inset:0;width:auto;height:auto;";
    document.documentElement.classList.add("peta-frame");
    document.documentElement.classList.toggle("peta-still", Boolean(options.still));
    document.documentElement.lang = options.lang;
    document.title = `${options.words.title} ${DATA.city}`;
  }

  function say(next) {
    words = next;
    const container = map.getContainer();
    container.setAttribute("aria-label", `${words.title} ${DATA.city}`);
    for (const [name, word] of [["zoom-in", "zoomIn"], ["zoom-out", "zoomOut"], ["whole", "whole"]]) {
      const button = container.querySelector(`.leaflet-control-${name}, .peta-${name}`);
      button.title = words[word];
      button.setAttribute("aria-label", words[word]);
    }
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
    selectedLines = [line("#FFFFFF", 7), line(INK, 4)];
  }

  function addNames() {
    pane("peta-names", 440);
    pane("peta-marks", 450);
    const put = (at, text, className) => {
      const span = document.createElement("span");
      span.textContent = text;
      const icon = L.divIcon({ html: span, className: `peta-name ${className}`, iconSize: [0, 0] });
      return L.marker(at, { icon, pane: "peta-names", interactive: false, keyboard: false }).addTo(map);
    };
    for (const one of DATA.kecamatan) {
      names.push({ kode: one.kode, at: one.at, from: one.from, until: DATA.kecamatanUntil,
        mark: put(one.at, one.label, "peta-kecamatan") });
    }
    const inOrder = [...DATA.areas].sort((one, other) => one.from - other.from);
    for (const area of inOrder) {
      names.push({ kode: area.kode, at: area.at, from: area.from, until: Infinity,
        mark: put(area.at, area.name, "peta-kelurahan") });
    }
  }

  function addControls(tiles) {
    const zoom = L.control.zoom().addTo(map);
    const button = L.DomUtil.create("a", "peta-whole", zoom.getContainer());
    button.href = "#";
    button.setAttribute("role", "button");
    const icon = svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", fill: "none", stroke: "currentColor",
      "stroke-width": 2, "aria-hidden": "true" });
    icon.append(svg("path", { d: "M1 5V1h4M11 1h4v4M15 11v4h-4M5 15H1v-4" }));
    button.append(icon);
    L.DomEvent.on(button, "click", (event) => { L.DomEvent.stop(event); whole(); });
    L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
    if (!tiles || !tiles.credit) return;
    const credit = L.control({ position: "bottomright" });
    credit.onAdd = () => {
      const element = L.DomUtil.create("div", "peta-credit");
      element.textContent = tiles.credit;
      return element;
    };
    credit.addTo(map);
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
      const style = styleOf(kode);
      shape.setStyle({
        fillColor: style.hatch ? "url(#peta-hatch)" : style.fill,
        fillOpacity: opacity,
        color: style.line,
        weight: style.width,
      });
      if (style.width > 1) firm.push(shape);
    }
    paintCircles(next.radius || {}, next.circle);
    paintMarks(next.marks || {});
    // A firm outline is half hidden by the neighbours that are drawn after it.
    firm.forEach((shape) => shape.bringToFront());
    const marked = next.doubtful || { areas: [] };
    doubtLine.setLatLngs(marked.areas.map((kode) => shapes.get(kode).getLatLngs()));
    if (next.doubtful) doubtLine.setStyle({ color: marked.line, weight: marked.width, dashArray: "5 4" });
    const chosen = shapes.get(next.selected);
    selectedLines.forEach((line) => line.setLatLngs(chosen ? chosen.getLatLngs() : []));
    look(next.extent);
    showNames();
    if (hovered) tip.setContent(describe(hovered));
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
    moveTip(event);
    tip.openOn(map);
  }

  function leave() {
    hovered = null;
    hoverLine.setLatLngs([]);
    map.closeTooltip(tip);
  }

  function describe(area) {
    const content = document.createElement("div");
    const lines = [["strong", "", area.name], ["span", "peta-where", `Kec. ${area.kecamatan}`],
      ["span", "peta-value", valueOf(area.kode)]];
    for (const [tag, className, text] of lines) {
      if (text) L.DomUtil.create(tag, className, content).textContent = text;
    }
    return content;
  }

  function moveTip(event) {
    // Half its height of room above and below, or the frame would cut it off.
    const y = event.containerPoint.y;
    const inside = Math.min(Math.max(y, 48), Math.max(48, map.getSize().y - 48));
    tip.options.offset = L.point(14, inside - y);
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
    const zoom = map.getBoundsZoom(bounds, false, L.point(12, 12));
    map.setView(bounds.getCenter(), zoom, { animate: false });
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
  function tell() {
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
    showNames();
  }

  function resize() {
    // Leaflet may have noticed the new size before.
    map.invalidateSize({ animate: false });
    if (wholeCity && !isEmpty() && !(fitted && map.getSize().equals(fitted))) fit();
    else showNames();
  }

  function showNames() {
    // What is hidden has no size, and would overlap other names later. Streamlit hides the frame until it is ready.
    if (isEmpty()) return;
    const zoom = map.getZoom() + 1e-6;
    const told = names.filter((name) => isTold(name.kode));
    const planned = names.filter((name) => zoom >= name.from && zoom < name.until && !told.includes(name));
    const radius = { ...painted.radius };
    for (const kode of Object.keys(painted.marks || {})) radius[kode] = Math.max(radius[kode] || 0, MARK);
    const shifts = painted.radius || told.length
      ? arrange([...told, ...planned], radius)
      : new Map(planned.map((name) => [name, 0]));
    for (const name of names) {
      const style = name.mark.getElement().style;
      style.display = shifts.has(name) ? "" : "none";
      style.marginTop = `${shifts.get(name) || 0}px`;
    }
  }

  // The areas that a map is about carry their names at every zoom, or a reader takes the name next to a small
  // coloured area for its own. Where most areas are coloured, that would only be another order of names.
  function isTold(kode) {
    return kode === painted.selected || kode in (painted.marks || {}) || (painted.told || []).includes(kode);
  }

  // The plan keeps names apart where each stands on its own point at its own zoom. Where that does not hold, each
  // name in turn takes its place, or moves up or down, or goes. With a circle on its point a name goes below or
  // above it: a name must not cover a number.
  function arrange(wanted, radius) {
    const box = (at, width, height, shift) => {
      const middle = map.latLngToLayerPoint(at);
      const half = L.point(width / 2, height / 2);
      return L.bounds(middle.subtract(half).add([0, shift]), middle.add(half).add([0, shift]));
    };
    const taken = [];
    for (const [kode, circle] of circles) {
      const size = 2 * (radius[kode] || 0);
      if (size) taken.push(box(circle.getLatLng(), size, size, 0));
    }
    const shifts = new Map();
    for (const name of wanted) {
      const text = name.mark.getElement().firstChild;
      name.size = name.size || measure(text);
      const away = radius[name.kode] ? radius[name.kode] + name.size.y / 2 : 0;
      const free = (away ? [away, -away] : [0, 14, -14]).find((shift) => {
        const wanted = box(name.at, name.size.x, name.size.y, shift);
        return !taken.some((other) => other.overlaps(wanted));
      });
      if (free === undefined) continue;
      shifts.set(name, free);
      taken.push(box(name.at, name.size.x, name.size.y, free));
    }
    return shifts;
  }

  function measure(text) {
    const icon = text.parentElement;
    const before = icon.style.display;
    icon.style.display = "";
    const size = L.point(text.offsetWidth, text.offsetHeight);
    icon.style.display = before;
    return size;
  }

  function keepPageScrollable(container) {
    const hint = L.DomUtil.create("div", "peta-hint", container);
    hint.setAttribute("aria-hidden", "true");
    let timer = null;
    const say = (text) => {
      hint.textContent = text;
      hint.classList.add("peta-shown");
      clearTimeout(timer);
      timer = setTimeout(() => hint.classList.remove("peta-shown"), 1200);
    };
    const mac = /Mac/.test(navigator.platform);
    const early = { capture: true, passive: true };
    container.addEventListener("wheel", (event) => {
      const meant = event.ctrlKey || event.metaKey;
      map.scrollWheelZoom[meant ? "enable" : "disable"]();
      if (!meant) say(mac ? words.wheelMac : words.wheel);
    }, early);
    container.addEventListener("pointerdown", (event) => {
      map.dragging[event.pointerType === "touch" ? "disable" : "enable"]();
    }, early);
    container.addEventListener("touchmove", (event) => {
      if (event.touches.length === 1) say(words.twoFingers);
    }, early);
  }

  function whole() {
    wholeCity = true;
    fitted = null;
    resize();
  }

  window.PetaMap = { build, paint, say, whole };
})();
