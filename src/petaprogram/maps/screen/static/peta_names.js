/* Names on the map, and letters for those that do not fit; the list of letters stands in a corner that is free.
 *
 * The plan of zoom_labels.py keeps names apart where each stands on its own point at its own zoom. What comes on top
 * of it (names that are told at every zoom, letters, names of places around) takes its place in turn, moves, or goes.
 */
(function () {
  "use strict";

  const PARTS = window.PetaParts = window.PetaParts || {};
  const BESIDE = [[0, 0], [0, 14], [0, -14]];
  const AROUND = [[0, 0], [0, 9], [0, -9], [9, 0], [-9, 0], [9, 9], [-9, 9], [9, -9], [-9, -9], [0, 18], [0, -18],
    [18, 0], [-18, 0]];
  const TURNS = [...Array(16).keys()].map((turn) => turn * Math.PI / 8);
  const FAR = [...Array(16).keys()].flatMap((step) => TURNS.map((turn) =>
    [Math.round((22 + 6 * step) * Math.cos(turn)), Math.round((22 + 6 * step) * Math.sin(turn))]));
  // Around a name beside the city, and what the credit line takes below.
  const BESIDE_AIR = 5, FOOT = 32;
  // What the list of letters leaves of the height: its heading and edges, and the credit line.
  const LIST_AIR = 54;
  const KEY_HEIGHT = 15, KEY_WIDTH = { 1: 14, 2: 22 };
  // The list may lie on the map only where the city leaves room.
  const CORNERS = ["topright", "bottomleft", "bottomright"];
  const ROOMY = 500; // pixels across

  PARTS.names = function (core) {
    const { map, data, make } = core;
    const names = [];
    const keys = new Map();
    const extras = [];
    // From a letter that finds no room on its area to that area.
    const leaders = [["#FFFFFF", 3.5], ["#1F2933", 1.2]].map(([color, weight]) => L.polyline([],
      { renderer: core.outlines(), interactive: false, color, weight }).addTo(map));
    const corners = data.areas.flatMap((area) => flat(area.shape.coordinates)).map(([lon, lat]) => L.latLng(lat, lon));
    // Enough of them to know what lies in the city.
    const outline = data.areas.flatMap((area) => flat(area.shape.coordinates).filter((_, number) => number % 4 === 0)
      .map(([lon, lat]) => ({ at: L.latLng(lat, lon), kode: area.kode })));
    let list = null;

    core.pane("peta-names", 440);
    for (const one of data.kecamatan) {
      names.push({ kode: one.kode, at: one.at, from: one.from, until: data.kecamatanUntil, district: one,
        mark: put(one.at, one.label, "peta-kecamatan") });
    }
    const inOrder = [...data.areas].sort((one, other) => one.from - other.from);
    for (const area of inOrder) {
      names.push({ kode: area.kode, at: area.at, from: area.from, until: Infinity, area,
        mark: put(area.at, area.name, "peta-kelurahan") });
      keys.set(area.kode, put(area.at, "", "peta-key"));
    }

    function flat(coordinates) {
      return typeof coordinates[0] === "number" ? [coordinates] : coordinates.flatMap(flat);
    }

    function put(at, text, className) {
      const span = document.createElement("span");
      span.textContent = text;
      const icon = L.divIcon({ html: span, className: `peta-name ${className}`, iconSize: [0, 0] });
      return L.marker(at, { icon, pane: "peta-names", interactive: false, keyboard: false }).addTo(map);
    }

    // A name that stands where it finds room beside the names of areas; `gap` are the pixels that its symbol takes.
    function addExtra(at, className, gap, isShown) {
      const extra = { at, gap, isShown, mark: put(at, "", className), text: "" };
      extras.push(extra);
      return (text) => {
        extra.text = text;
        extra.size = null;
        extra.mark.getElement().firstChild.textContent = text;
      };
    }

    function show() {
      // What is hidden has no size, and would overlap other names later. Streamlit hides the frame until it is ready.
      if (core.isEmpty()) return;
      measure([...names, ...extras.filter((extra) => extra.text)]);
      const zoom = map.getZoom() + 1e-6;
      const taken = [];
      const radius = core.radius();
      for (const [kode, circle] of core.circles) {
        const size = 2 * (radius[kode] || 0);
        if (size) taken.push(box(circle.getLatLng(), size, size, [0, 0]));
      }
      const shifts = new Map();
      const places = outline.map(({ at, kode }) => ({ kode, place: map.latLngToLayerPoint(at) }));
      const view = L.bounds(...[[0, 0], map.getSize()].map((corner) => map.containerPointToLayerPoint(corner)));
      const isWhole = places.every(({ place }) => view.contains(place));
      const told = names.filter((name) => isTold(name.kode));
      const planned = names.filter((name) => zoom >= name.from && zoom < name.until && !told.includes(name)
        && !(isWhole && name.district));
      for (const name of [...told, ...planned]) {
        const away = radius[name.kode] ? radius[name.kode] + name.size.y / 2 : 0;
        const free = find(name.at, name.size.x, name.size.y, away ? [[0, away], [0, -away]] : BESIDE, taken);
        if (free) shifts.set(name, free);
      }
      showKeys(names.filter((name) => name.area && !shifts.has(name)), taken, radius);
      if (isWhole) {
        const districts = names.filter((name) => name.district && zoom >= name.from && zoom < name.until);
        placeBeside(districts, places, taken, shifts);
      }
      for (const name of names) move(name.mark, shifts.get(name));
      showExtras(taken);
    }

    // The names of kecamatan stand outside the city, as on paper, where the whole of it is in view: inside they would
    // take the room of the letters. Outwards from the middle of each, to where nothing lies.
    function placeBeside(wanted, places, taken, shifts) {
      const frame = L.bounds(map.containerPointToLayerPoint([0, 0]),
        map.containerPointToLayerPoint(map.getSize().subtract([0, FOOT])));
      taken.push(...["leaflet-top leaflet-left", "leaflet-top leaflet-right", "leaflet-bottom leaflet-left"]
        .flatMap((corner) => [...map.getContainer().getElementsByClassName(corner)]).map(covered));
      for (const name of wanted) {
        const middle = map.latLngToLayerPoint(name.at);
        const half = name.size.divideBy(2).add([BESIDE_AIR, BESIDE_AIR]);
        let best = null;
        for (const turn of [...Array(24).keys()]) {
          const step = L.point(Math.cos(turn * Math.PI / 12), Math.sin(turn * Math.PI / 12)).multiplyBy(8);
          for (let away = 1; away < (best ? best.away : 60); away += 1) {
            const centre = middle.add(step.multiplyBy(away));
            const room = L.bounds(centre.subtract(half), centre.add(half));
            if (!frame.contains(room)) break;
            if (places.some(({ place }) => room.contains(place))) continue;
            const nearest = places.reduce((one, other) =>
              (other.place.distanceTo(centre) < one.place.distanceTo(centre) ? other : one));
            if (nearest.kode.startsWith(`${name.kode}.`) && !taken.some((other) => other.overlaps(room))) {
              best = { away, room, shift: centre.subtract(middle) };
            }
            break;
          }
        }
        if (best) taken.push(best.room);
        const shift = best ? [best.shift.x, best.shift.y] : find(name.at, name.size.x, name.size.y, BESIDE, taken);
        if (shift) shifts.set(name, shift);
      }
    }

    // What a part of the page lies on.
    function covered(element) {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const ground = map.getContainer().getBoundingClientRect();
      return L.bounds(...[[left, top], [right, bottom]].map(([x, y]) =>
        map.containerPointToLayerPoint([x - ground.left, y - ground.top])));
    }

    function showKeys(hidden, taken, radius) {
      const view = map.getBounds();
      // On a phone the letters would hide the map; there a tap says the name.
      if (map.getSize().x < ROOMY) hidden = [];
      const width = KEY_WIDTH[hidden.length > 26 ? 2 : 1];
      const placed = hidden
        .filter((name) => view.contains(name.at))
        .sort((one, other) => one.area.name.localeCompare(other.area.name))
        .map((name) => {
          const away = radius[name.kode] ? radius[name.kode] + KEY_HEIGHT / 2 : 0;
          const near = away ? [[0, away], [0, -away], [away, 0], [-away, 0]] : AROUND;
          const on = find(name.at, width, KEY_HEIGHT, near, taken);
          return [name, on || find(name.at, width, KEY_HEIGHT, FAR, taken, true), !on];
        })
        .filter(([, shift]) => shift);
      const ways = placed.filter(([, , led]) => led).map(([name, shift]) =>
        [name.at, map.layerPointToLatLng(map.latLngToLayerPoint(name.at).add(shift))]);
      leaders.forEach((line) => line.setLatLngs(ways));
      for (const key of keys.values()) move(key, null);
      placed.forEach(([name, shift], order) => {
        const key = keys.get(name.kode);
        key.getElement().firstChild.textContent = letters(order);
        move(key, shift);
      });
      const hides = showList(placed.map(([name], order) => [letters(order), name.area.name]));
      if (!hides) return;
      if (!core.isStill()) { if (!list.turned) list.element.open = false; return; }
      // Nobody can fold the list of a map that is only looked at: where it would hide the city, names must do.
      list.element.hidden = true;
      for (const key of keys.values()) move(key, null);
      leaders.forEach((line) => line.setLatLngs([]));
    }

    function letters(order) {
      const head = Math.floor(order / 26);
      return (head ? letters(head - 1) : "") + String.fromCharCode(65 + order % 26);
    }

    function showList(rows) {
      if (!list) list = makeList();
      const said = rows.map((row) => row.join(" ")).join();
      if (list.said === said && !list.element.hidden) return list.hides;
      list.said = said;
      if (!list.turned) list.element.open = true;
      list.element.hidden = !rows.length;
      list.rows.replaceChildren(...rows.map(([letter, name]) => {
        const row = make("li");
        row.append(make("b", "", letter), make("span", "", name));
        return row;
      }));
      const most = Math.floor((map.getSize().y - LIST_AIR) / KEY_HEIGHT);
      list.rows.style.setProperty("--rows", Math.min(most, Math.ceil(rows.length / 2)));
      list.hides = rows.length > 0 && place();
      return list.hides;
    }

    function makeList() {
      const element = make("details", "peta-keys");
      element.open = true;
      const summary = make("summary", "", core.words().keys);
      const rows = make("ol");
      element.append(summary, rows);
      L.DomEvent.disableClickPropagation(element);
      L.DomEvent.disableScrollPropagation(element);
      // Whoever folds or unfolds it is not contradicted.
      summary.addEventListener("click", () => { list.turned = true; });
      const control = L.control({ position: CORNERS[0] });
      control.onAdd = () => element;
      control.addTo(map);
      return { element, summary, rows, control, said: null, turned: false, hides: false };
    }

    // Puts the list into the corner where it hides least of the city, and says whether it hides any of it.
    function place() {
      const { offsetWidth: width, offsetHeight: height } = list.element;
      const size = map.getSize();
      const places = corners.map((corner) => map.latLngToContainerPoint(corner));
      const hides = CORNERS.map((corner) => {
        const left = corner.endsWith("left") ? 0 : size.x - width - 8;
        const foot = corner.startsWith("top") ? 0 : FOOT + 18;
        const top = foot ? size.y - height - foot : 0;
        const room = L.bounds([left, top], [left + width + 8, top + height + foot + 8]);
        return places.filter((one) => room.contains(one)).length;
      });
      const least = Math.min(...hides);
      list.control.setPosition(CORNERS[hides.indexOf(least)]);
      return least > 0;
    }

    function showExtras(taken) {
      for (const extra of extras) {
        if (!extra.text || !extra.isShown()) { move(extra.mark, null); continue; }
        const { x, y } = extra.size;
        const right = extra.gap + x / 2, below = extra.gap + y / 2;
        const ways = extra.gap ? [[right, 0], [-right, 0], [0, below], [0, -below]] : BESIDE;
        move(extra.mark, find(extra.at, x, y, ways, taken, true));
      }
    }

    function find(at, width, height, ways, taken, whole) {
      const frame = whole && L.bounds(map.containerPointToLayerPoint([2, 2]),
        map.containerPointToLayerPoint(map.getSize().subtract([2, 2])));
      for (const way of ways) {
        const wanted = box(at, width, height, way);
        if (taken.some((other) => other.overlaps(wanted)) || (frame && !frame.contains(wanted))) continue;
        taken.push(wanted);
        return way;
      }
      return null;
    }

    function box(at, width, height, [x, y]) {
      const middle = map.latLngToLayerPoint(at).add([x, y]);
      const half = L.point(width / 2, height / 2);
      return L.bounds(middle.subtract(half), middle.add(half));
    }

    function move(mark, shift) {
      const style = mark.getElement().style;
      style.display = shift ? "" : "none";
      if (shift) [style.marginLeft, style.marginTop] = [`${shift[0]}px`, `${shift[1]}px`];
    }

    // All that have no size yet at once, or the browser would lay out the map for each.
    function measure(all) {
      const unknown = all.filter((name) => !name.size);
      for (const name of unknown) name.mark.getElement().style.display = "";
      for (const name of unknown) {
        const text = name.mark.getElement().firstChild;
        name.size = L.point(text.offsetWidth, text.offsetHeight);
      }
    }

    // The areas that a map is about carry their names at every zoom, or a reader takes the name next to a small
    // coloured area for its own. Where most areas are coloured, that would only be another order of names.
    function isTold(kode) {
      const { selected, marks, told } = core.painted();
      return kode === selected || kode in (marks || {}) || (told || []).includes(kode);
    }

    function say() {
      if (list) list.summary.textContent = core.words().keys;
    }

    map.on("moveend", show);
    return { show, say, addExtra };
  };
})();
