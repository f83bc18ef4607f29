/* The search field: forgiving about spelling, as measures/search.py is; codes with or without dots. */
window.OfflineSearch = function (DATA, language, address) {
  "use strict";

  const FOUND_FROM = 72, BY_WORDS = 0.92, SHORTEST = 2, SHOWN = 8, LONGEST = 200;
  const LESS = { site: 0.95, landmark: 0.96 };

  const normalise = (text) => text.normalize("NFKC").replace(/\p{Cf}/gu, "").toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  const NAMES = DATA.names.map(([kind, key, name, spellings]) =>
    ({ kind, key, name, spellings: [name, ...spellings].map(normalise), digits: /^[\d.]+$/.test(key) ? key.replaceAll(".", "") : "" }));

  // Twice the longest common subsequence of both, of both lengths, 0 to 100.
  function ratio(one, other) {
    let row = new Array(other.length + 1).fill(0);
    for (const letter of one) {
      const next = [0];
      for (let at = 1; at <= other.length; at++) {
        next.push(letter === other[at - 1] ? row[at - 1] + 1 : Math.max(row[at], next[at - 1]));
      }
      row = next;
    }
    return 200 * row[other.length] / (one.length + other.length);
  }

  function wordLikeness(word, other) {
    if (other.startsWith(word) && word.length >= SHORTEST) return 100;
    return Math.min(word.length, other.length) > SHORTEST ? ratio(word, other) : 0;
  }

  function likeness(wanted, name) {
    const together = wanted.replaceAll(" ", ""), compact = name.replaceAll(" ", "");
    if (together === compact) return 100;
    if (compact.startsWith(together)) return 97;
    if (!compact) return 0;
    const words = name.split(" ");
    const least = Math.min(...wanted.split(" ").map((word) => Math.max(...words.map((other) => wordLikeness(word, other)))));
    return Math.max(least * (BY_WORDS + 0.04 * Math.min(1, together.length / compact.length)), ratio(together, compact));
  }

  function find(text) {
    const wanted = normalise(text.slice(0, LONGEST));
    const digits = wanted.replaceAll(" ", "");
    if (digits.length < SHORTEST) return [];
    const isCode = /^\d+$/.test(digits);
    const score = (one) => {
      if (isCode && one.digits.startsWith(digits) && !["site", "landmark"].includes(one.kind)) return one.digits === digits ? 100 : 97;
      return Math.max(...one.spellings.map((name) => likeness(wanted, name))) * (LESS[one.kind] || 1);
    };
    return NAMES.map((one) => ({ ...one, score: score(one) })).filter((one) => one.score >= FOUND_FROM)
      .sort((one, other) => other.score - one.score || one.name.localeCompare(other.name)).slice(0, SHOWN);
  }

  // ---- the field ------------------------------------------------------------------------------------------

  function attach(box) {
    const field = box.querySelector("input"), list = box.querySelector("ul"), none = box.querySelector(".nothing");
    let at = 0;

    function close() {
      list.hidden = none.hidden = true;
      list.replaceChildren();
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }

    function mark(place) {
      at = (place + list.children.length) % list.children.length;
      [...list.children].forEach((one, number) => one.setAttribute("aria-selected", String(number === at)));
      field.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }

    function open() {
      const hits = find(field.value);
      if (!hits.length) {
        close();
        none.hidden = normalise(field.value).length < SHORTEST;
        return;
      }
      list.replaceChildren(...hits.map((hit, number) => {
        const item = document.createElement("li");
        const name = document.createElement("span"), kind = document.createElement("span");
        item.id = `${list.id}-${number}`;
        item.setAttribute("role", "option");
        item.dataset.address = address(hit);
        name.textContent = hit.name;
        kind.textContent = DATA.words[language()].script.kinds[hit.kind] + (hit.kind === "kelurahan" ? ` · ${hit.key}` : "");
        kind.className = "muted";
        item.append(name, " ", kind);
        return item;
      }));
      none.hidden = true;
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      mark(0);
    }

    function choose(item) {
      location.hash = item.dataset.address;
      field.value = "";
      close();
    }

    field.addEventListener("input", open);
    field.addEventListener("focus", () => { if (field.value) open(); });
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      const isOpen = !list.hidden;
      if (event.key === "Escape") { if (!isOpen) field.value = ""; close(); }
      else if (event.key === "Enter" && isOpen) choose(list.children[at]);
      else if (event.key === "ArrowDown" && isOpen) mark(at + 1);
      else if (event.key === "ArrowUp" && isOpen) mark(at - 1);
      else return;
      event.preventDefault();
    });
    // Before the field loses the focus.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => { const item = event.target.closest("li"); if (item) choose(item); });
  }

  return { attach, find };
};
