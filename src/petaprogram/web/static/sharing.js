// What Bagikan and Unduh need of the browser. Their lists are in the page only while they are open.

// The part of the city that the map shows, as the map's frame tells it: "lat,lon,zoom", empty for the whole city.
const EXTENT = /^(-?\d{1,2}\.\d{1,5},-?\d{1,3}\.\d{1,5},\d{1,2}\.\d{1,2})?$/;
let extent = "";

addEventListener("message", (event) => {
  const told = event.data && event.data.petaprogramExtent;
  const frame = document.querySelector(".st-key-peta-bingkai iframe");
  if (!frame || event.source !== frame.contentWindow || typeof told !== "string" || !EXTENT.test(told)) return;
  extent = told;
  document.querySelectorAll(".sharing").forEach(fill);
});

function withExtent(address) {
  const url = new URL(address);
  if (document.querySelector(".st-key-peta-bingkai iframe")) {
    url.searchParams.delete("pandangan");
    if (extent) url.searchParams.append("pandangan", extent);
  }
  // As the server writes it; a comma needs no escape.
  return url.href.replaceAll("%2C", ",");
}

function fill(share) {
  const link = withExtent(share.dataset.link);
  const text = `${document.title}\n${link}`;
  share.querySelector(".share-link").value = link;
  share.querySelector(".share-whatsapp").href = `https://wa.me/?text=${encodeURIComponent(text)}`;
  const page = link.slice(new URL(link).origin.length + 1);
  share.querySelector(".share-qr").src = `./assets/qr.svg?${new URLSearchParams({ tautan: page })}`;
  const code = share.querySelector(".share-code");
  if (!code) return;
  const frame = document.createElement("iframe");
  frame.setAttribute("src", withExtent(share.dataset.embedded));
  frame.setAttribute("title", document.title);
  frame.setAttribute("style", "width:100%;height:560px;border:0");
  frame.setAttribute("loading", "lazy");
  code.value = frame.outerHTML;
}

async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Without https a browser has no clipboard for pages.
    field.select();
    document.execCommand("copy");
  }
}

// On paper a map is as it is on the screen, made smaller: style/paper.css has to know how large it is there.
addEventListener("beforeprint", () => {
  for (const frame of document.querySelectorAll('iframe[data-testid="stCustomComponentV1"]')) {
    const { style } = frame.closest('[data-testid="stVerticalBlock"]');
    style.setProperty("--map-width", `${frame.clientWidth}px`);
    style.setProperty("--map-height", `${frame.clientHeight}px`);
  }
});

// A file that takes seconds saves itself when it is there, for whoever asked for it here.
const asked = new Set();
const ORDER = /st-key-(buat-[a-z]+)-(mulai|batal|simpan)/;
const orderOf = (element) => ORDER.exec(element.closest('[class*="st-key-buat-"]')?.className || "");

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const [, order, what] = orderOf(button) || [];
  if (what === "mulai") asked.add(order);
  if (what === "batal") asked.delete(order);
  const share = button.dataset.copy && button.closest(".sharing");
  if (!share) return;
  await copy(share.querySelector(`.${button.dataset.copy}`));
  share.querySelector(".share-done").textContent = button.dataset.done;
});

new MutationObserver((changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const found = (query) => [...(node.matches(query) ? [node] : []), ...node.querySelectorAll(query)];
      found(".sharing").forEach(fill);
      for (const button of found('[class*="-simpan"] button')) {
        const [, order] = orderOf(button) || [];
        // Streamlit listens to a button only after it has drawn it.
        if (asked.delete(order)) setTimeout(() => button.click());
      }
    }
  }
}).observe(document, { subtree: true, childList: true });
