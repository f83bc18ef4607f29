/* What lies around and in the city: neighbours below the areas, water, roads and places above them, and the points of
 * records. A reader switches each off and on; nothing but the map hears of it.
 */
(function () {
  "use strict";

  const PARTS = window.PetaParts = window.PetaParts || {};
  const SYMBOL = 5;

  PARTS.around = function (core, addName) {
    const { map, data, make } = core;
    const { looks, features } = data.context;
    const groups = new Map();
    const off = new Set();
    const named = [];
    const symbols = [];
    const below = L.svg({ pane: core.pane("peta-below", 390), padding: 1 });
    const above = L.svg({ pane: core.pane("peta-above", 405), padding: 1 });
    core.pane("peta-places", 434);
    const spots = L.svg({ pane: core.pane("peta-points", 425), padding: 1 });
    let panel = null;

    for (const feature of features) {
      const { kind } = feature;
      if (!groups.has(kind)) groups.set(kind, L.layerGroup().addTo(map));
      for (const layer of draw(feature, looks[kind])) groups.get(kind).addLayer(layer);
      if (feature.names.id && feature.at) {
        const gap = kind === "landmark" ? SYMBOL + 3 : 0;
        named.push([addName(feature.at, `peta-place peta-of-${kind}`, gap, () => !off.has(kind)), feature.names]);
      }
    }
    const points = L.layerGroup().addTo(map);

    function draw(feature, look) {
      const { kind, shape } = feature;
      if (kind === "landmark") return [symbol(feature, look)];
      const still = { interactive: false, renderer: kind === "neighbour" ? below : above };
      if (!shape.type.endsWith("LineString")) {
        return [core.polygon(shape, { ...still, color: look.line, weight: look.width, fillColor: look.fill, fillOpacity: 1 })];
      }
      const line = (color, weight, dashArray) =>
        core.polygon(shape, { ...still, fill: false, color, weight, dashArray, lineCap: dashArray ? "butt" : "round" });
      return [line(look.fill, look.width + data.context.casing), line(look.line, look.width, look.dashes)];
    }

    // Pointing at it says its name, which may have found no place, and what the kelurahan around it says; a click is one
    // on that kelurahan.
    function symbol(feature, look) {
      const drawn = core.svg("svg", { width: 2 * SYMBOL + 2, height: 2 * SYMBOL + 2, viewBox: "-6 -6 12 12" });
      drawn.append(core.svg("path", { d: "M0-5 5 0 0 5-5 0Z", fill: look.fill, stroke: look.line, "stroke-width": look.width }));
      symbols.push([drawn, feature.names]);
      drawn.append(core.svg("title", {}));
      const latlng = L.latLng(feature.at);
      for (const [here, there] of [["click", "click"], ["mouseenter", "mouseover"], ["mouseleave", "mouseout"]]) {
        drawn.addEventListener(here, (event) => {
          L.DomEvent.stop(event);
          const shape = core.shapes.get(feature.kode);
          if (shape) shape.fire(there, { latlng, containerPoint: map.latLngToContainerPoint(latlng) });
        });
      }
      const icon = L.divIcon({ html: drawn, className: "peta-symbol", iconSize: [12, 12] });
      return L.marker(feature.at, { icon, pane: "peta-places", interactive: false, keyboard: false });
    }

    function paintPoints(list) {
      const look = looks.point;
      points.clearLayers();
      for (const at of list) {
        points.addLayer(L.circleMarker(at, { renderer: spots, interactive: false, radius: 5, color: look.line,
          weight: look.width, fillColor: look.fill, fillOpacity: 1 }));
      }
      if (panel) panel.querySelector('[data-kind="points"]').hidden = !list.length;
    }

    // ---- the control --------------------------------------------------------------------------------------

    function addControl() {
      const control = L.control({ position: "topleft" });
      control.onAdd = () => {
        const bar = make("div", "leaflet-bar peta-layers");
        const button = core.button("layers", "M8 1 15 5 8 9 1 5ZM1.5 8 8 11.7 14.5 8M1.5 11 8 14.7 14.5 11", () => open(panel.hidden));
        panel = make("fieldset", "peta-panel");
        panel.hidden = true;
        panel.append(make("legend"), ...[...groups.keys(), "points"].map(choice));
        button.setAttribute("aria-expanded", "false");
        bar.append(button, panel);
        bar.addEventListener("keydown", (event) => {
          if (event.key !== "Escape" || panel.hidden) return;
          event.stopPropagation();
          event.preventDefault();
          open(false);
          button.focus();
        });
        L.DomEvent.disableClickPropagation(bar);
        L.DomEvent.disableScrollPropagation(bar);
        function open(yes) {
          panel.hidden = !yes;
          button.setAttribute("aria-expanded", String(yes));
        }
        return bar;
      };
      control.addTo(map);
    }

    function choice(kind) {
      const label = make("label");
      label.dataset.kind = kind;
      label.hidden = kind === "points";
      const box = make("input");
      box.type = "checkbox";
      box.checked = true;
      box.addEventListener("change", () => {
        off[box.checked ? "delete" : "add"](kind);
        const group = kind === "points" ? points : groups.get(kind);
        if (box.checked) group.addTo(map); else group.remove();
        core.showNames();
      });
      label.append(box, make("span"));
      return label;
    }

    function say() {
      const { lang, layers, kinds } = core.words();
      for (const [write, names] of named) write(names[lang] || names.id);
      for (const [drawn, names] of symbols) drawn.querySelector("title").textContent = names[lang] || names.id;
      if (!panel) return;
      panel.querySelector("legend").textContent = layers;
      for (const label of panel.querySelectorAll("label")) label.lastChild.textContent = kinds[label.dataset.kind];
    }

    return { addControl, paintPoints, say };
  };
})();
