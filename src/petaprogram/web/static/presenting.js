// The shared window of a presentation: its keys, black, and the presenter's window, which follows it and leads it.
//
// What somebody asks for is kept until the page shows it: the page of a new step is drawn bit by bit, and a
// button that was pressed too early would say nothing.
(() => {
  const HOME = window.__streamlit.BACKEND_BASE_URL;
  const KEPT = "petaprogram-layar";
  const PATIENCE = 20000;
  const AGAIN = 1500;
  // In milliseconds: the server holds a request for three seconds.
  const REQUEST = 8000;
  const RETRY = 1000;
  const LOOK = 100;

  const find = (query) => document.querySelector(query);
  const onSteps = () => /\/paparan\/?$/.test(location.pathname);
  const exploring = () => !onSteps() && new URLSearchParams(location.search).has("langkah");
  const isOpen = () => Boolean(find('[role="dialog"], [data-testid="stPopoverBody"], [role="listbox"]'));

  // The step that is shown, of how many, and of which running order; null where there is none.
  function shown() {
    const { step, total, order } = (onSteps() && find(".step-head")?.dataset) || {};
    return step ? { step: Number(step), total: Number(total), order } : null;
  }

  // ---- what is wanted

  let goal = null;
  let last = null;
  // The step whose link was pressed, until it is shown: what is shown meanwhile is about to go.
  let coming = null;

  function want(reached, press, step = null) {
    goal = { reached, press, step, until: Date.now() + PATIENCE, pressed: "", at: 0 };
    work();
  }

  function click(query) {
    const found = find(query);
    if (!found || found.disabled) return "";
    const running = find('[data-testid="stApp"]')?.getAttribute("data-test-script-state") === "running";
    if (goal.pressed === query && (running || Date.now() - goal.at < AGAIN)) return query;
    goal.at = Date.now();
    goal.pressed = query;
    found.click();
    return query;
  }

  function work() {
    const here = shown();
    if (here) last = here;
    if (coming && (here?.step === coming.step || Date.now() > coming.until)) coming = null;
    if (!goal) return;
    if (goal.reached() || Date.now() > goal.until) goal = null;
    else goal.press();
  }

  const backToSteps = () => click(".st-key-paparan-kembali button") || click('.st-key-menu a[href*="/paparan"]');

  function go(step) {
    const press = () => {
      if (!onSteps()) backToSteps();
      else if (click(`.st-key-paparan-${step} a`)) coming = { step, until: Date.now() + AGAIN * 2 };
    };
    want(() => !coming && shown()?.step === step, press, step);
  }

  const explore = () => want(() => !onSteps(), () => click(".st-key-paparan-jelajahi button"));
  const goBack = () => want(() => Boolean(shown()), () => onSteps() || backToSteps());

  // ---- black, full screen

  let black = null;

  function setBlack(on) {
    if (on === Boolean(black)) return;
    if (on) {
      black = document.createElement("div");
      black.id = "paparan-hitam";
      document.body.append(black);
    } else {
      black.remove();
      black = null;
    }
    report();
  }

  // Only a key pressed here, or in a window that hands its key on, may take the screen.
  async function turnFull() {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await document.documentElement.requestFullscreen();
      return true;
    } catch {
      return false;
    }
  }

  // ---- keys

  function act(meant) {
    const here = shown() || last;
    const from = goal?.step || here.step;
    if (meant === "next") go(Math.min(from + 1, here.total));
    else if (meant === "previous") go(Math.max(from - 1, 1));
    else if (meant === "first") go(1);
    else if (meant === "last") go(here.total);
    else if (meant === "black") setBlack(true);
    else if (meant === "full") turnFull();
    else if (meant === "explore") explore();
    else if (meant === "window") openWindow();
    // Streamlit closes what is open.
    else return false;
  }

  const MODIFIERS = ["Shift", "Control", "Alt", "AltGraph", "Meta"];

  function take(event) {
    if (black && !MODIFIERS.includes(event.key)) {
      if (!event.repeat) setBlack(false);
      return true;
    }
    if (exploring()) {
      if (event.key !== "Escape" || isOpen() || event.target.closest?.("input")) return false;
      goBack();
      return true;
    }
    const here = onSteps() && (shown() || last);
    return here ? window.presentationKeys.read(event, here.total, act, go) : false;
  }

  // Before Streamlit, whose buttons know the same keys.
  addEventListener("keydown", (event) => {
    if (!take(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  addEventListener("message", ({ source, data }) => {
    if (!data?.petaEscape || source !== find(".st-key-peta-bingkai iframe")?.contentWindow) return;
    if (exploring()) goBack();
  });

  addEventListener("click", (event) => {
    if (black) {
      setBlack(false);
      event.preventDefault();
      event.stopPropagation();
    } else if (event.isTrusted && event.target.closest?.(".st-key-paparan-kendali :is(a, button)")) {
      goal = null;
    }
    if (event.target.closest?.(".presenter-open")) openWindow();
  }, true);

  // ---- the presenter's window

  let presenter = null;
  let keys = JSON.parse(sessionStorage.getItem(KEPT) || "null");
  let told = "";
  let following = false;

  const address = () => {
    const { lang } = document.documentElement;
    return `${HOME}penyaji${lang === "id" ? "" : `?bahasa=${lang}`}`;
  };

  function openWindow() {
    if (presenter && !presenter.closed) {
      presenter.focus();
      return;
    }
    presenter = open(address(), "petaprogram-penyaji", "popup,width=1180,height=760");
    if (!presenter) sayBlocked();
  }

  // A link is not held back as a window is, and it leaves the new tab a way to ask for its key.
  function sayBlocked() {
    const words = find(".step-head")?.dataset;
    if (!words || document.getElementById("paparan-terhalang")) return;
    const notice = document.createElement("p");
    notice.id = "paparan-terhalang";
    notice.setAttribute("role", "alert");
    const link = document.createElement("a");
    Object.assign(link, { href: address(), target: "_blank", rel: "opener", textContent: words.link });
    notice.append(`${words.blocked} `, link);
    link.addEventListener("click", () => notice.remove());
    document.body.append(notice);
  }

  function keep(found) {
    keys = found;
    told = "";
    if (found) sessionStorage.setItem(KEPT, JSON.stringify(found));
    else sessionStorage.removeItem(KEPT);
  }

  async function send(path, body, key) {
    return fetch(`${HOME}penyaji/${path}`, {
      method: "POST", body: JSON.stringify(body), signal: AbortSignal.timeout(REQUEST),
      headers: { "content-type": "application/json", "x-penyaji": key || "" },
    });
  }

  let starting = null;

  function start() {
    const here = shown() || last;
    if (!here) return Promise.resolve(false);
    starting ??= send("start", { order: here.order, step: here.step })
      .then(async (answer) => {
        if (!answer.ok) return false;
        keep(await answer.json());
        return true;
      })
      .catch(() => false)
      .finally(() => { starting = null; });
    return starting;
  }

  // The window asks the page that opened it for its key. One that is no longer known is made anew.
  addEventListener("message", async ({ origin, source, data }) => {
    if (origin !== location.origin || !data) return;
    if (data.petaprogramPresenter === "full" && !(await turnFull())) {
      source.postMessage({ petaprogramFull: false }, origin);
    }
    if (data.petaprogramPresenter !== "key") return;
    if (keys && data.dead === keys.window) keep(null);
    if (!keys && !(await start())) return;
    source.postMessage({ petaprogramPresenter: keys.window }, origin);
    follow();
  });

  async function report() {
    if (!keys || !last) return;
    const now = JSON.stringify({
      order: last.order, step: last.step, black: Boolean(black), exploring: !onSteps(),
    });
    if (now === told) return;
    told = now;
    try {
      const answer = await send("screen", JSON.parse(now), keys.screen);
      if (!answer.ok) throw new Error(answer.status);
    } catch {
      // Not known to the server yet: told again, after a rest.
      setTimeout(() => { told = ""; }, RETRY);
    }
  }

  function obey({ step, black: dark, exploring: away }) {
    if (dark !== null) setBlack(dark);
    if (step !== null) {
      setBlack(false);
      go(step);
    } else if (away !== null) {
      if (away) explore();
      else goBack();
    }
  }

  const rest = () => new Promise((resolve) => { setTimeout(resolve, RETRY); });

  async function follow() {
    if (following) return;
    following = true;
    let turn = "";
    while (keys) {
      try {
        const answer = await fetch(`${HOME}penyaji/commands?since=${turn}`, {
          headers: { "x-penyaji": keys.screen }, signal: AbortSignal.timeout(REQUEST),
        });
        if (answer.status === 200) {
          const found = await answer.json();
          turn = found.turn;
          found.commands.forEach(obey);
        } else if (answer.status === 404) {
          // The server was started again, or has forgotten; the window asks for its new key by itself.
          turn = "";
          if (!shown() && !last) keep(null);
          else if (!(await start())) await rest();
        } else if (answer.status !== 204) {
          await rest();
        }
      } catch {
        await rest();
      }
    }
    following = false;
  }

  setInterval(() => {
    work();
    report();
  }, LOOK);
  if (keys) follow();
})();
