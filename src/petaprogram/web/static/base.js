// Streamlit looks for its server below the address of the open page first, and then above it. It is where this
// file comes from.
window.__streamlit = { BACKEND_BASE_URL: new URL("../../", document.currentScript.src).href };

// A remote control for presentations sends these keys; Streamlit's buttons have one key each.
const MEANT = { PageDown: "ArrowRight", PageUp: "ArrowLeft" };
document.addEventListener("keydown", (event) => {
  const key = MEANT[event.key];
  if (key && document.querySelector(".st-key-paparan")) {
    event.preventDefault();
    document.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true }));
  }
});
