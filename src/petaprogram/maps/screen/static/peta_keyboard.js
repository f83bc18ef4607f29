/* The map by keyboard, in two steps: it is one stop of the Tab key; Enter or an arrow goes in, arrows move to the nearest
 * area in that direction, Enter chooses it as a click does, Escape leaves. What is reached is read aloud.
 */
(function () {
  "use strict";

  const PARTS = window.PetaParts = window.PetaParts || {};
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  PARTS.keyboard = function (core) {
    const { map, data, make } = core;
    const container = map.getContainer();
    const areas = new Map(data.areas.map((area) => [area.kode, area]));
    const spoken = make("div", "peta-spoken");
    const hint = make("div", "peta-spoken");
    let here = null;
    let on = true;

    spoken.setAttribute("role", "status");
    spoken.setAttribute("aria-live", "polite");
    hint.id = "peta-hint-keys";
    container.append(spoken, hint);
    container.tabIndex = 0;
    // A reader of the screen hands arrow keys over only to an application.
    container.setAttribute("role", "application");
    container.setAttribute("aria-describedby", hint.id);

    container.addEventListener("keydown", (event) => {
      if (!on || event.target !== container || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "+" || event.key === "-") map[event.key === "+" ? "zoomIn" : "zoomOut"]();
      else if (!here && (event.key === "Enter" || event.key in ARROWS)) enter();
      else if (here && event.key in ARROWS) step(ARROWS[event.key]);
      else if (here && (event.key === "Enter" || event.key === " ")) choose();
      else if (here && event.key === "Escape") leave();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    container.addEventListener("focusout", leave);
    container.addEventListener("pointerdown", leave);

    function enter() {
      const middle = map.getSize().divideBy(2);
      const chosen = areas.get(core.painted().selected);
      const distance = (area) => map.latLngToContainerPoint(area.at).distanceTo(middle);
      go(chosen || data.areas.reduce((one, other) => (distance(other) < distance(one) ? other : one)));
    }

    // The nearest area whose point lies within 45 degrees of the direction, else the one that leads farthest that way.
    function step([x, y]) {
      const from = map.latLngToContainerPoint(here.at);
      let best = null;
      for (const area of data.areas) {
        if (area === here) continue;
        const way = map.latLngToContainerPoint(area.at).subtract(from);
        const along = way.x * x + way.y * y, aside = Math.abs(way.x * y) + Math.abs(way.y * x);
        if (along <= 0) continue;
        const cost = aside <= along ? along + aside : 1e6 + aside - along;
        if (!best || cost < best.cost) best = { area, cost };
      }
      if (best) go(best.area);
    }

    function go(area) {
      here = area;
      if (!map.getBounds().pad(-0.05).contains(area.at)) map.panTo(area.at, { animate: false });
      core.ring(area);
      core.point(area);
      spoken.textContent = core.lines(area).map(([, , text]) => text).join(". ");
    }

    function choose() {
      core.shapes.get(here.kode).fire("click", { latlng: L.latLng(here.at) });
      core.point(here);
    }

    function leave() {
      if (!here) return;
      here = null;
      core.ring(null);
      spoken.textContent = "";
      core.unpoint();
    }

    function say() { hint.textContent = core.words().keyboard; }

    // Where arrow keys mean something else, as in a presentation, the map leaves them alone.
    function turn(yes) {
      on = yes;
      if (!yes) leave();
    }

    return { say, turn };
  };
})();
