// Streamlit looks for its server below the address of the open page first, and then above it. It is where this
// file comes from.
window.__streamlit = { BACKEND_BASE_URL: new URL("../../", document.currentScript.src).href };

// The map's frame has no origin and may not take the screen: it asks, and is told when it has it.
addEventListener("message", ({ source, data }) => {
  if (!data || data.petaFullScreen !== "toggle") return;
  const frame = [...document.querySelectorAll("iframe")].find((one) => one.contentWindow === source);
  if (document.fullscreenElement) document.exitFullscreen();
  else if (frame) frame.requestFullscreen();
});
document.addEventListener("fullscreenchange", () => {
  for (const frame of document.querySelectorAll("iframe")) {
    frame.contentWindow?.postMessage({ petaFullScreen: frame === document.fullscreenElement }, "*");
  }
});

// Whoever chooses a program or a pillar sees its colours at once, where the map's frame knows them. Whatever is done
// before the answer takes them back: it may lead elsewhere.
let isAhead = false;

function tellMap(message) {
  document.querySelector(".st-key-peta-bingkai iframe")?.contentWindow.postMessage(message, "*");
}

function chosenProgram(target) {
  const option = target.closest?.('[role="option"]');
  const box = document.querySelector(".st-key-c-program input");
  const isOurs = option && box?.getAttribute("aria-controls") === option.closest('[role="listbox"]')?.id;
  return isOurs ? option.textContent : null;
}

// A second click on a pillar takes it away.
function chosenPillar(target) {
  const pill = target.closest?.(".st-key-c-tampil button");
  return pill && pill.getAttribute("aria-checked") !== "true" ? pill.textContent : null;
}

function act({ type, target }) {
  const chosen = type === "click" ? chosenProgram(target) ?? chosenPillar(target) : null;
  if (chosen) {
    tellMap({ petaChosen: chosen });
    isAhead = true;
    // Until then what stands around the map is still about the choice before.
    document.documentElement.classList.add("chosen-ahead");
    setTimeout(() => document.documentElement.classList.remove("chosen-ahead"), 6000);
  } else if (isAhead) {
    tellMap({ petaWithdrawn: true });
    isAhead = false;
  }
}
addEventListener("click", act, true);
addEventListener("keydown", act, true);
addEventListener("popstate", () => tellMap({ petaWithdrawn: true }));

// Nor may it ask the device where it is; what the device says goes into the frame and to no server.
addEventListener("message", ({ source, data }) => {
  if (!data || data.petaHere !== "ask") return;
  if (![...document.querySelectorAll("iframe")].some((frame) => frame.contentWindow === source)) return;
  const tell = (petaIsHere) => source.postMessage({ petaIsHere }, "*");
  if (!navigator.geolocation) { tell(null); return; }
  navigator.geolocation.getCurrentPosition(
    ({ coords: { latitude, longitude, accuracy } }) => tell({ latitude, longitude, accuracy }),
    () => tell(null), { enableHighAccuracy: true, timeout: 15000 });
});

// Streamlit says some things by itself, in English. What our own markup says is left alone.
const WORDS = JSON.parse(document.querySelector('meta[name="streamlit-words"]').content);
const SPOKEN = ["aria-label", "title", "placeholder"];
const OURS = '[data-testid="stHtml"], [data-testid="stMarkdown"]';

function reword(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const word = WORDS[node.nodeValue];
    if (word && word !== node.nodeValue && !node.parentElement?.closest(OURS)) node.nodeValue = word;
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || node.closest(OURS)) return;
  for (const name of SPOKEN) {
    const word = WORDS[node.getAttribute(name)];
    if (word && word !== node.getAttribute(name)) node.setAttribute(name, word);
  }
  node.childNodes.forEach(reword);
}

new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.type === "childList") change.addedNodes.forEach(reword);
    else reword(change.target);
  }
}).observe(document, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: SPOKEN,
});

// On a phone the menu stands behind a button; a page that was chosen closes it.
document.addEventListener("click", (event) => {
  const open = document.getElementById("menu-open");
  if (open && event.target.closest?.(".st-key-menu a")) open.checked = false;
});

// A page of steps is read on from the head of what is new: what was written, or the step that opens.
const GOES_ON = '[class*="st-key-u-lanjut-"], [class*="st-key-u-ubah-"], [data-testid="stFormSubmitButton"]';
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(GOES_ON)) return;
  const heads = () => [".import-done h2", ".import-step.open h2"].map((one) => document.querySelector(one));
  const before = heads().map((head) => head?.textContent), until = performance.now() + 8000;
  const look = () => {
    const head = heads().find((one, place) => one && one.textContent !== before[place]);
    if (head) { head.focus(); head.scrollIntoView({ block: "start" }); }
    else if (performance.now() < until) setTimeout(look, 50);
  };
  look();
});
