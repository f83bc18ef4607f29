// The presenter's window: it shows what the shared screen shows, with notes, and asks it to move.
// It is opened by the shared screen, which then gives it its key, or paired by a code that works once.
(() => {
  const KEPT = "petaprogram-penyaji";
  const ZERO = "petaprogram-penyaji-nol";
  // In milliseconds: the server holds a request for three seconds.
  const REQUEST = 8000;
  const RETRY = 1000;
  const PATIENCE = 20000;
  const ASK_AGAIN = 2000;

  const by = (id) => document.getElementById(id);
  const query = location.search;
  let key = sessionStorage.getItem(KEPT);
  let state = null;
  // The step that was asked for and is not shown yet, and until when.
  let wanted = null;
  // Black and exploring, likewise.
  let switched = {};
  let offline = false;
  let refused = false;
  // Until when the window says that it could not fill the shared screen.
  let unfilled = 0;
  let request = null;
  let woken = false;
  let started = 0;
  let codeEnds = 0;

  const rest = (time) => new Promise((resolve) => { setTimeout(resolve, time); });
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const two = (number) => String(number).padStart(2, "0");

  // Old phones know no AbortSignal.timeout.
  async function fetchInTime(address, options, control = new AbortController()) {
    const timer = setTimeout(() => control.abort(), REQUEST);
    try {
      return await fetch(address, { ...options, signal: control.signal });
    } finally {
      clearTimeout(timer);
    }
  }

  function send(path, body) {
    return fetchInTime(`./penyaji/${path}${query}`, {
      method: "POST", body: JSON.stringify(body),
      headers: { "content-type": "application/json", "x-penyaji": key || "" },
    });
  }

  // ---- what is shown

  function setText(id, text) {
    if (by(id).textContent !== text) by(id).textContent = text;
  }

  function makeItem(parent, tag, text) {
    const item = document.createElement(tag);
    item.textContent = text;
    parent.append(item);
    return item;
  }

  function drawSteps(now) {
    const list = by("steps");
    const titles = JSON.stringify(state.cues.map((cue) => cue.title));
    if (list.dataset.titles !== titles) {
      list.dataset.titles = titles;
      list.replaceChildren();
      state.cues.forEach((cue, index) => {
        const button = makeItem(makeItem(list, "li", ""), "button", "");
        button.type = "button";
        makeItem(button, "span", index + 1);
        button.append(cue.title);
        button.addEventListener("click", () => go(index + 1));
      });
    }
    [...list.querySelectorAll("button")].forEach((button, index) => {
      const current = index + 1 === now;
      if (current === button.hasAttribute("aria-current")) return;
      button.toggleAttribute("aria-current", current);
      if (current) {
        button.setAttribute("aria-current", "step");
        // On a phone the list stands below the notes, which are what is wanted.
        const nav = list.parentElement;
        if (nav.scrollHeight > nav.clientHeight) button.scrollIntoView({ block: "nearest" });
        else scrollTo(0, 0);
      }
    });
  }

  function drawNotes(cue) {
    const list = by("notes");
    const notes = cue.notes.length ? cue.notes : [list.dataset.none];
    if (list.dataset.shown === JSON.stringify(notes)) return;
    list.dataset.shown = JSON.stringify(notes);
    list.replaceChildren();
    notes.forEach((note) => makeItem(list, "li", note));
  }

  function draw() {
    const connected = Boolean(state);
    by("walk").hidden = by("controls").hidden = !connected;
    const now = wanted?.step || state?.shown.step;
    const name = (offline && "offline") || (refused && "refused") || (!connected && "waiting")
      || (!state.screen && "alone") || (unfilled && "unfilled") || (wanted && "sending") || "connected";
    document.body.dataset.state = name;
    setText("status", by("pairing").hidden ? by("status").dataset[name] : "");
    if (!connected) return;
    const total = state.cues.length;
    const next = state.cues[now];
    setText("place", fill(by("place").dataset.text, { number: now, total }));
    setText("title", state.cues[now - 1].title);
    drawNotes(state.cues[now - 1]);
    setText("next", next ? `${now + 1}. ${next.title}` : by("next").dataset.none);
    drawSteps(now);
    by("dark").hidden = !is("black");
    by("away").hidden = !is("exploring");
    document.querySelectorAll("[data-window]").forEach((one) => { one.hidden = state.role !== "window"; });
    const press = (act, on) => document.querySelector(`[data-act="${act}"]`).setAttribute("aria-pressed", on);
    press("black", is("black"));
    press("explore", is("exploring"));
    document.querySelector('[data-act="previous"]').disabled = now === 1;
    document.querySelector('[data-act="next"]').disabled = now === total;
    setText("phones", fill(by("phones").dataset.text, { count: state.phones }));
  }

  function tick() {
    const now = new Date();
    setText("now", now.toLocaleTimeString(document.documentElement.lang, {
      hour: "2-digit", minute: "2-digit", hour12: false,
    }));
    if (state) {
      const zero = Number(sessionStorage.getItem(ZERO)) || 0;
      const seconds = Math.max(0, Math.floor((Date.now() - Math.max(started, zero)) / 1000));
      const minutes = Math.floor(seconds / 60) % 60;
      const hours = Math.floor(seconds / 3600);
      setText("elapsed", `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`);
    }
    if ((wanted && Date.now() > wanted.until) || (unfilled && Date.now() > unfilled)) {
      if (wanted && Date.now() > wanted.until) wanted = null;
      unfilled = 0;
      draw();
    }
    const left = Math.max(0, Math.ceil((codeEnds - Date.now()) / 1000));
    const { text, over } = by("left").dataset;
    setText("left", left ? fill(text, { time: `${Math.floor(left / 60)}:${two(left % 60)}` }) : over);
  }

  // ---- what is asked for

  // A step that does not get through is sent again while it is still wanted, and only the newest.
  async function ask(command, isWanted) {
    for (;;) {
      try {
        const answer = await send("ask", command);
        refused = !answer.ok;
        if (refused) {
          wanted = null;
          switched = {};
        }
        break;
      } catch {
        offline = true;
        draw();
        await rest(RETRY);
        if (!isWanted()) return;
      }
    }
    draw();
  }

  function go(step) {
    if (!state) return;
    const mine = { step, until: Date.now() + PATIENCE };
    // Asked for again, the step that is shown ends black and exploring.
    wanted = step === state.shown.step ? null : mine;
    switched = {};
    draw();
    ask({ step }, () => wanted === mine);
  }

  // What was asked for last counts until it is shown: whoever presses twice wants it back.
  function is(name) {
    const asked = switched[name];
    return asked && Date.now() < asked.until ? asked.on : state.shown[name];
  }

  function turn(name, on) {
    const mine = { on, until: Date.now() + PATIENCE };
    switched[name] = mine;
    draw();
    ask({ [name]: on }, () => switched[name] === mine && Date.now() < mine.until);
  }

  // Only where the shared screen opened this window; the browser lets it have what this key press allows.
  function fillShared() {
    const screen = window.opener;
    const options = { targetOrigin: location.origin, delegate: "fullscreen" };
    if (screen && !screen.closed) screen.postMessage({ petaprogramPresenter: "full" }, options);
    else sayUnfilled();
  }

  function sayUnfilled() {
    unfilled = Date.now() + REQUEST;
    draw();
  }

  function act(meant) {
    const now = wanted?.step || state.shown.step;
    const total = state.cues.length;
    if (meant === "next") {
      if (now < total) go(now + 1);
    } else if (meant === "previous") {
      if (now > 1) go(now - 1);
    } else if (meant === "first") go(1);
    else if (meant === "last") go(total);
    else if (meant === "black") turn("black", !is("black"));
    else if (meant === "full") fillShared();
    else if (meant === "explore" && state.role === "window") turn("exploring", !is("exploring"));
    else if (meant === "back" && is("exploring") && state.role === "window") turn("exploring", false);
    else return false;
  }

  const MODIFIERS = ["Shift", "Control", "Alt", "AltGraph", "Meta", "Tab"];

  addEventListener("keydown", (event) => {
    if (!state || by("phone").open || MODIFIERS.includes(event.key)) return;
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.target.closest("input");
    if (is("black") && plain) {
      event.preventDefault();
      if (!event.repeat) turn("black", false);
    } else if (window.presentationKeys.read(event, state.cues.length, act, go)) {
      event.preventDefault();
    }
  });

  document.addEventListener("click", (event) => {
    const meant = event.target.closest("[data-act]")?.dataset.act;
    if (meant && state) act(meant);
  });

  by("zero").addEventListener("click", () => {
    sessionStorage.setItem(ZERO, Date.now());
    tick();
  });

  // ---- phones

  async function makeCode() {
    try {
      const answer = await send("code", {});
      if (!answer.ok) return;
      const { code, seconds, address, picture } = await answer.json();
      codeEnds = Date.now() + seconds * 1000;
      by("reachable").hidden = !address;
      by("unreachable").hidden = Boolean(address);
      if (address) by("picture").src = picture;
      setText("address", address || "");
      setText("shown-code", `${code.slice(0, 5)}-${code.slice(5)}`);
      tick();
      if (!by("phone").open) by("phone").showModal();
    } catch {
      offline = true;
      draw();
    }
  }

  // A code that has had its phone is no use to another.
  function endCode() {
    codeEnds = 0;
    by("reachable").hidden = true;
    setText("shown-code", "");
    tick();
  }

  by("connect").addEventListener("click", makeCode);
  by("again").addEventListener("click", makeCode);
  by("close").addEventListener("click", () => by("phone").close());

  async function pair(code) {
    const { dataset } = by("pair-problem");
    setText("pair-problem", "");
    try {
      const asked = { code: code.toUpperCase().replace(/[^0-9A-Z]/g, "") };
      let answer = await send("pair", asked);
      // Another process of the server knows this code; a cookie leads there now.
      if (answer.status === 421) answer = await send("pair", asked);
      if (answer.ok) begin((await answer.json()).phone);
      else setText("pair-problem", answer.status === 429 ? dataset.often : dataset.wrong);
    } catch {
      setText("pair-problem", dataset.offline);
    }
  }

  by("pair").addEventListener("submit", (event) => {
    event.preventDefault();
    pair(by("code").value);
  });

  // ---- the connection

  let dead = null;

  function begin(found) {
    key = found;
    sessionStorage.setItem(KEPT, key);
    by("pairing").hidden = true;
    follow();
  }

  // The screen that opened this window gives it its key, also a new one after the server started again.
  async function askScreen() {
    const began = Date.now();
    while (!key && window.opener && !window.opener.closed) {
      window.opener.postMessage({ petaprogramPresenter: "key", dead }, location.origin);
      await rest(ASK_AGAIN / 10);
      if (key) return;
      draw();
      if (Date.now() - began > ASK_AGAIN) await rest(ASK_AGAIN);
    }
    if (!key) offerPairing();
  }

  addEventListener("message", ({ origin, source, data }) => {
    if (origin !== location.origin || source !== window.opener) return;
    if (data?.petaprogramFull === false) sayUnfilled();
    if (!key && typeof data?.petaprogramPresenter === "string") begin(data.petaprogramPresenter);
  });

  function offerPairing() {
    by("pairing").hidden = false;
    by("ended").hidden = !dead;
    draw();
  }

  function lose() {
    dead = key;
    key = state = wanted = null;
    sessionStorage.removeItem(KEPT);
    if (by("phone").open) by("phone").close();
    draw();
    askScreen();
  }

  let following = false;

  async function follow() {
    if (following) return;
    following = true;
    let since = "";
    draw();
    while (key) {
      request = new AbortController();
      woken = false;
      try {
        const headers = { "x-penyaji": key };
        const answer = await fetchInTime(`./penyaji/state?since=${since}`, { headers }, request);
        offline = false;
        if (answer.status === 200) {
          const before = state;
          state = await answer.json();
          if (before && state.phones > before.phones) endCode();
          since = state.version;
          started = Date.now() - state.elapsed * 1000;
          if (wanted && wanted.step === state.shown.step && !state.shown.exploring) wanted = null;
          for (const name of ["black", "exploring"]) {
            if (switched[name]?.on === state.shown[name]) delete switched[name];
          }
        } else if (answer.status === 404) {
          lose();
        } else if (answer.status !== 204) {
          await rest(RETRY);
        }
        draw();
      } catch {
        if (!woken) {
          offline = true;
          draw();
          await rest(RETRY);
        }
      }
    }
    following = false;
    if (key) follow();
  }

  // A phone that wakes up has a request that nobody answers any more.
  function wake() {
    if (document.hidden) return;
    woken = true;
    request?.abort();
  }
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", wake);

  async function stayAwake() {
    try {
      // Only where the page came by https; elsewhere the phone's own setting counts.
      await navigator.wakeLock?.request("screen");
    } catch { /* It may refuse, as with a battery that is low. */ }
  }
  document.addEventListener("visibilitychange", stayAwake);

  const code = location.hash.slice(1);
  if (code) history.replaceState(null, "", location.pathname + location.search);
  tick();
  setInterval(tick, 500);
  stayAwake();
  if (code) pair(code).then(() => { if (!key) offerPairing(); });
  else if (key) follow();
  else askScreen();
})();
