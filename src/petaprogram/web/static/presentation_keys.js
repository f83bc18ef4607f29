// What a key asks for while a presentation is given: the same in the shared window and in the presenter's.
window.presentationKeys = (() => {
  // Remote controls send PageUp and PageDown, and a full stop for black.
  const MEANT = {
    ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "previous", PageUp: "previous",
    Home: "first", End: "last", b: "black", ".": "black", f: "full", n: "window", e: "explore", Escape: "back",
  };
  const TYPED_INTO = 'input, textarea, select, [contenteditable="true"]';
  const WORKED = "button, a[href], summary, iframe";
  // As long a first digit waits for a second one, in milliseconds.
  const SECOND_DIGIT = 1000;
  let digits = "";
  let waiting = 0;

  // Return a step for a digit as soon as no other can follow.
  function count(digit, total, go) {
    clearTimeout(waiting);
    digits += digit;
    const decide = () => {
      const number = Number(digits);
      digits = "";
      if (number >= 1 && number <= total) go(number);
    };
    if (digits.length > 1 || Number(digits) * 10 > total) decide();
    else waiting = setTimeout(decide, SECOND_DIGIT);
  }

  // Tell `act` what a key asks for, and `go` which step; return whether the key was taken.
  function read(event, total, act, go) {
    const { target, key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return false;
    if (target.closest?.(TYPED_INTO)) return false;
    // Whoever came to a button by the keyboard presses it by Space.
    if (key === " " && target.closest?.(WORKED) && target.matches(":focus-visible")) return false;
    if (/^[0-9]$/.test(key)) {
      if (!event.repeat) count(key, total, go);
      return true;
    }
    clearTimeout(waiting);
    digits = "";
    const meant = MEANT[key.length === 1 ? key.toLowerCase() : key];
    if (!meant) return false;
    // A key that is held down is one wish.
    return event.repeat ? meant !== "back" : act(meant) !== false;
  }

  return { read };
})();
