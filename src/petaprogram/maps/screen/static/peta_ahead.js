/* The colours of a program or pillar as soon as it is chosen, before the server has answered: its answer says the same.
 *
 * They stand in a file of their own, which is asked for when the map has been drawn. The server names that file only
 * while its colours hold: where filters are set, other ones would.
 */
(function () {
  "use strict";

  // In milliseconds. What is in sight is asked for first; colours without an answer go back to those of the last one.
  const WAIT = 500, PATIENCE = 4000;

  window.PetaParts.ahead = (painted, paint) => {
    let asked = null;
    let answered = painted();
    let patience = 0;
    let told = { at: null, choices: {} };

    function answer(next) {
      answered = next;
      clearTimeout(patience);
      expect(next.ahead);
    }

    function expect(at) {
      if (!at || asked === at) return;
      asked = at;
      setTimeout(() => {
        document.head.append(Object.assign(document.createElement("script"), { src: at, async: true }));
      }, WAIT);
    }

    const looks = ({ classes, areas }) => JSON.stringify([classes, areas]);

    window.addEventListener("message", ({ source, data }) => {
      if (source !== window.parent || !data) return;
      const now = painted();
      if (data.petaWithdrawn && now !== answered) {
        clearTimeout(patience);
        paint(answered);
      }
      if (typeof data.petaChosen !== "string") return;
      if (!now.ahead || now.ahead !== told.at || !Object.hasOwn(told.choices, data.petaChosen)) return;
      const next = told.choices[data.petaChosen];
      clearTimeout(patience);
      // Where the server has said it already, it may not say it again. Points and records come with its answer.
      if (looks(next) === looks(answered)) { paint(answered); return; }
      paint({ ...next, selected: now.selected, extent: now.extent, ahead: now.ahead });
      patience = setTimeout(() => paint(answered), PATIENCE);
    });

    return { answer, tell: (at, choices) => { told = { at, choices }; } };
  };
})();
