// What is drawn in the map's frame, by kelurahan; places are pixels of the frame.
() => {
  const round = (number) => Math.round(number * 10) / 10;
  const ground = document.querySelector(".leaflet-map-pane").getBoundingClientRect();
  const paths = [...document.querySelectorAll("path.peta-shape")];
  const edges = [...document.querySelectorAll("path.leaflet-interactive, .leaflet-pane path")]
    .filter((path) => !path.classList.contains("peta-shape"));
  const circles = edges.filter((path) => path.closest(".leaflet-peta-circles-pane, [class*=peta-circles]"));
  const areas = [...document.querySelectorAll(".peta-name.peta-kelurahan")].map((mark) => {
    const at = new DOMPoint(mark._leaflet_pos.x, mark._leaflet_pos.y);
    const shape = paths.find((path) => path.isPointInFill(at));
    const style = shape && getComputedStyle(shape);
    // A circle stands on the point of its area, and a large one may cover that of a neighbour.
    const circle = circles.find((path) => {
      const box = path.getBBox();
      const away = Math.hypot(box.x + box.width / 2 - at.x, box.y + box.height / 2 - at.y);
      return path.getAttribute("fill") !== "none" && away < 2;
    });
    return {
      name: mark.textContent,
      x: round(ground.left + at.x),
      y: round(ground.top + at.y),
      fill: shape ? shape.getAttribute("fill") : null,
      seen: Boolean(shape) && style.visibility === "visible" && shape.getBBox().width > 0,
      dashed: Boolean(shape && shape.getAttribute("stroke-dasharray")),
      circle: circle ? round(circle.getBBox().width / 2) : 0,
    };
  });
  const labels = [...document.querySelectorAll(".peta-name > span")]
    .filter((span) => span.checkVisibility())
    .map((span) => {
      const box = span.getBoundingClientRect();
      return { text: span.textContent, left: box.left, right: box.right, top: box.top, bottom: box.bottom };
    });
  const thick = edges
    .filter((path) => parseFloat(path.getAttribute("stroke-width")) >= 4 && path.getBBox().width > 0)
    .map((path) => path.getAttribute("d"));
  const chosen = thick.length
    ? paths.filter((path) => thick.includes(path.getAttribute("d")))
        .map((path) => areas.find((area) => path.isPointInFill(
          new DOMPoint(area.x - ground.left, area.y - ground.top)))?.name)
    : [];
  return { shapes: paths.length, areas, labels, chosen };
}
