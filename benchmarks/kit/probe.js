/* Runs first in every document of a measured page, the map's frame included. It writes down when the pointer went
 * down, and each time the fills of the polygons became different: when they were set, and when the frame with
 * them was painted. All times are milliseconds since 1970 on the browser's own clock, the same in every frame. */
(() => {
  const clock = (time) => performance.timeOrigin + time;
  const bench = { origin: performance.timeOrigin, down: null, fills: [] };
  window.__bench = bench;
  window.addEventListener("pointerdown", (event) => { bench.down = clock(event.timeStamp); }, true);

  let last = "";
  function look() {
    const counts = {};
    for (const path of document.querySelectorAll("path.leaflet-interactive")) {
      const fill = (path.getAttribute("fill") || "").toLowerCase();
      counts[fill] = (counts[fill] || 0) + 1;
    }
    const now = Object.keys(counts).sort().map((fill) => `${fill} ${counts[fill]}`).join(", ");
    if (now === last) return;
    last = now;
    const entry = { fills: now, set: clock(performance.now()), painted: null };
    bench.fills.push(entry);
    requestAnimationFrame(() => {
      // A message posted in the animation frame arrives after that frame was laid out and painted.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { entry.painted = clock(performance.now()); };
      channel.port2.postMessage(0);
    });
  }
  function observe() {
    look();
    new MutationObserver(look).observe(document, {
      subtree: true, childList: true, attributes: true, attributeFilter: ["fill"],
    });
  }
  // A frame of the same origin keeps its window when its empty first document is replaced: observe the new one too.
  const first = document;
  window.addEventListener("DOMContentLoaded", () => { if (document !== first) observe(); });
  observe();
})();
