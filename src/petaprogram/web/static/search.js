// The search by keyboard: Enter opens the best hit, arrows go through the hits, Escape closes them.

const BOX = '.st-key-pencarian input', HITS = '.st-key-temuan a', FOUND = '.st-key-temuan [data-found]';
const WAIT = 4000; // milliseconds for hits that are still looked for

// Hits are those of the text that stands in the box, not of an earlier one.
function hitsOf(text) {
  return document.querySelector(FOUND)?.dataset.found === text.trim() ? [...document.querySelectorAll(HITS)] : null;
}

function whenFound(box, act) {
  const until = performance.now() + WAIT;
  const look = () => {
    const hits = hitsOf(box.value);
    if (hits) { if (hits.length) act(hits); } else if (performance.now() < until) setTimeout(look, 50);
  };
  look();
}

document.addEventListener("keydown", (event) => {
  const box = document.querySelector(BOX);
  if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
  const hits = [...document.querySelectorAll(HITS)], at = hits.indexOf(document.activeElement);
  if (event.target !== box && at < 0) return;
  if (event.key === "Enter" && event.target === box) {
    if (box.value.trim()) whenFound(box, ([best]) => best.click());
  } else if (event.key === "ArrowDown") {
    event.preventDefault();
    if (at >= 0) hits[Math.min(at + 1, hits.length - 1)].focus();
    else whenFound(box, ([best]) => best.focus());
  } else if (event.key === "ArrowUp" && at >= 0) {
    event.preventDefault();
    (hits[at - 1] || box).focus();
  } else if (event.key === "Escape" && at >= 0) {
    box.focus();
  }
});
