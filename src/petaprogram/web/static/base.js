// Streamlit looks for its server below the address of the open page first, and then above it. It is where this
// file comes from.
window.__streamlit = { BACKEND_BASE_URL: new URL("../../", document.currentScript.src).href };
