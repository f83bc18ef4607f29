/* Where whoever holds the device is: asked for by a click only, shown on the map, told to no server.
 *
 * A frame without an origin may not ask the device: the page around it does, and sends what it is told.
 */
(function () {
  "use strict";

  const PARTS = window.PetaParts = window.PetaParts || {};

  PARTS.here = function (core, frame) {
    const { map, data } = core;
    const renderer = L.svg({ pane: core.pane("peta-here", 445), padding: 1 });
    const style = { renderer, interactive: false, color: "#FFFFFF", weight: 2, fillColor: "#1F3A5F", fillOpacity: 1 };
    let shown = [];

    function ask() {
      if (frame) window.parent.postMessage({ petaHere: "ask" }, "*");
      else if (!navigator.geolocation) show(null);
      else navigator.geolocation.getCurrentPosition(({ coords }) => show(coords), () => show(null), { timeout: 15000 });
    }

    function show(coords) {
      shown.forEach((layer) => layer.remove());
      shown = [];
      if (!coords) { core.hint(core.words().hereUnknown); return; }
      const at = L.latLng(coords.latitude, coords.longitude);
      if (!L.latLngBounds(data.bounds).pad(0.2).contains(at)) { core.hint(core.words().hereOutside); return; }
      shown = [
        L.circle(at, { ...style, radius: coords.accuracy, color: "#1F3A5F", weight: 1, fillOpacity: 0.12 }).addTo(map),
        L.circleMarker(at, { ...style, radius: 7 }).addTo(map),
      ];
      if (!map.getBounds().pad(-0.1).contains(at)) map.panTo(at, { animate: false });
      const place = map.latLngToLayerPoint(at);
      const area = data.areas.find(({ kode }) =>
        core.shapes.get(kode).getElement().isPointInFill(new DOMPoint(place.x, place.y)));
      if (area) core.point(area, at);
      else core.hint(core.words().hereOutside);
    }

    window.addEventListener("message", ({ source, data: told }) => {
      if (source === window.parent && told && "petaIsHere" in told) show(told.petaIsHere);
    });
    return { ask };
  };
})();
