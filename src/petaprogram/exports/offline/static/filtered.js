/* What a map shows under filters, from the facts in the file: as measures/map_theme.py and maps/classes.py compute it
 * for the app. Tests compare both for many filters.
 *
 * A view is { kind, subject, filters }; filters are lists of values by field, and `years`, a range or null.
 */
window.OfflineMeasure = function (DATA) {
  "use strict";

  const FACTS = DATA.facts;
  const AREAS = DATA.kodes.map((_, area) => area);
  const EVERYTHING = FACTS.area.map((_, record) => record);
  const [HERE, KECAMATAN, CITY] = [0, 1, 2];
  const CONDITIONS = FACTS.conditions;
  const NOT_REPORTED = FACTS.wide + 1;
  const HERE_RECORDS = EVERYTHING.filter((record) => FACTS.scope[record] === HERE);

  const places = (field, values) => {
    const known = CONDITIONS.find((one) => one.field === field).values;
    return new Set(values.map((value) => known.indexOf(value)));
  };

  function reach(record) {
    if (FACTS.scope[record] === HERE) return [FACTS.area[record]];
    if (FACTS.scope[record] === CITY) return AREAS;
    return FACTS.scope[record] === KECAMATAN
      ? AREAS.filter((area) => FACTS.parents[area] === FACTS.fields.kecamatan[record]) : [];
  }

  // Which records are of the subject, and which of these pass the filters.
  function about({ kind, subject }) {
    const field = { pillar: "pillars", program: "programs" }[kind];
    if (!field) return EVERYTHING;
    const [wanted] = places(field, [subject]);
    return EVERYTHING.filter((record) => FACTS.fields[field][record] === wanted);
  }

  function passing(view) {
    const asked = CONDITIONS.filter(({ field }) => view.filters[field].length)
      .map(({ field }) => [field, places(field, view.filters[field])]);
    const [first, last] = view.filters.years || [-Infinity, Infinity];
    return about(view).filter((record) =>
      asked.every(([field, wanted]) => [FACTS.fields[field][record]].flat().some((value) => wanted.has(value))
        // What holds for the whole city holds for every kecamatan.
        || (field === "kecamatan" && FACTS.scope[record] === CITY))
      && (!view.filters.years || (FACTS.start[record] !== null && FACTS.start[record] >= first && FACTS.start[record] <= last)));
  }

  function states(records, field, value) {
    const found = AREAS.map(() => NOT_REPORTED);
    const put = (area, state) => { found[area] = Math.min(found[area], state); };
    for (const area of FACTS.absent[field][value]) put(area, FACTS.recorded);
    for (const record of records) {
      if (FACTS.fields[field][record] !== value) continue;
      if (FACTS.scope[record] === HERE) put(FACTS.area[record], FACTS.state[record]);
      else if (field === "programs") for (const area of reach(record)) put(area, FACTS.wide);
    }
    return found;
  }

  function group(records) {
    const found = AREAS.map(() => []);
    for (const record of records) if (FACTS.scope[record] === HERE) found[FACTS.area[record]].push(record);
    return found;
  }

  const share = (records, marks) => records.filter((record) => marks[record]).length / records.length;

  // The value of every kelurahan: the place of a state, or a count or share, null where nothing is known.
  function valuesOf({ kind, subject }, records) {
    if (kind === "program") return states(records, "programs", [...places("programs", [subject])][0]);
    if (kind === "pillar") return states(records, "pillars", [...places("pillars", [subject])][0]);
    const here = group(records);
    if (kind === "programs") return here.map((own) => new Set(own.map((record) => FACTS.fields.programs[record])).size || null);
    if (kind === "evidence") return here.map((own) => own.length ? share(own, FACTS.high) : null);
    const each = CONDITIONS[0].values.map((_, pillar) => states(records, "pillars", pillar));
    return AREAS.map((area) => each.every((one) => one[area] === NOT_REPORTED) ? null
      : each.filter((one) => one[area] < FACTS.recorded).length);
  }

  function measure(view) {
    const records = passing(view);
    const ofStates = view.kind === "program" || view.kind === "pillar";
    const values = valuesOf(view, records);
    const all = valuesOf(view, about(view));
    const isRecorded = (value) => ofStates ? value < FACTS.recorded || value === FACTS.wide : value !== null;
    const isBlank = (value) => ofStates ? value === NOT_REPORTED : value === null;
    const reached = new Set(records.flatMap(reach));
    const names = records.some((record) => FACTS.scope[record] === HERE);
    const holds = AREAS.map((area) => view.kind === "program" ? values[area] === FACTS.wide
      : !names && isBlank(values[area]) && reached.has(area));
    const wanted = places("kecamatan", view.filters.kecamatan);
    const elsewhere = AREAS.map((area) => wanted.size > 0 && !wanted.has(FACTS.parents[area]));
    const outside = AREAS.map((area) => elsewhere[area]
      || (isRecorded(all[area]) && !isRecorded(values[area]) && !holds[area]));
    const here = group(records);
    const doubtful = AREAS.map((area) => here[area].length > 0 && share(here[area], FACTS.low) === 1);
    return { view, records, here, ofStates, values, holds, outside, elsewhere, doubtful };
  }

  // The id of the class of a kelurahan.
  function classOf({ view, ofStates, values, holds, outside }, area) {
    const value = values[area], ids = FACTS.classes[view.kind];
    if (outside[area]) return "outside";
    if (holds[area]) return "wide";
    if (ofStates) return ids[value];
    if (value === null) return "not_reported";
    if (view.kind === "pillars") return ids[FACTS.ofCount[value]];
    if (view.kind === "programs") return ids[0];
    return ids[value === 0 ? 0 : value < 0.5 ? 1 : value < 1 ? 2 : 3];
  }

  function radii(counts) {
    const drawn = counts.filter((count) => count > 0);
    const [one, most] = FACTS.radius;
    const scale = drawn.length ? Math.min(one, most / Math.sqrt(Math.max(...drawn))) : one;
    return (count) => Math.round(100 * scale * Math.sqrt(count)) / 100;
  }

  // As DATA.paintings has it, for a view that is not among them.
  function paint(measured) {
    const { view, ofStates, values, outside, here, records } = measured;
    const ids = AREAS.map((area) => classOf(measured, area));
    const place = (id) => FACTS.classes[view.kind].indexOf(id);
    const counted = (area) => !ofStates && view.kind !== "evidence" && values[area] !== null && !outside[area];
    const shown = AREAS.filter((area) => view.kind === "programs" && counted(area) && values[area] > 0);
    const radius = radii(shown.map((area) => values[area]));
    const told = AREAS.filter((area) => !FACTS.blank.includes(ids[area]));
    const doubtful = AREAS.filter((area) => measured.doubtful[area] && !outside[area]);
    const kode = (area) => DATA.kodes[area];
    const tips = AREAS.map(() => []);
    const chosen = new Set(records), seen = new Set();
    for (const position of FACTS.tips) {
      const record = HERE_RECORDS[position], key = `${FACTS.area[record]}/${FACTS.fields.programs[record]}`;
      if (!chosen.has(record) || seen.has(key)) continue;
      seen.add(key);
      tips[FACTS.area[record]].push(position);
    }
    return {
      said: DATA.filtered[view.kind],
      cells: AREAS.map((area) => counted(area) ? [place(ids[area]), values[area]] : [place(ids[area])]),
      counts: FACTS.classes[view.kind].map((id) => ids.filter((one) => one === id).length),
      radius: view.kind === "programs" ? Object.fromEntries(shown.map((area) => [kode(area), radius(values[area])])) : null,
      samples: samples(shown.map((area) => values[area])).map((count) => [count, radius(count)]),
      told: told.length <= FACTS.told ? told.map(kode) : [],
      doubtful: doubtful.length ? doubtful.map(kode) : null,
      reports: ofStates ? AREAS.flatMap((area) => {
        const years = here[area].filter((record) => FACTS.state[record] === values[area]).map((record) => FACTS.report[record] ?? 0);
        const year = Math.max(0, ...years);
        return year && FACTS.aged.includes(ids[area]) ? [[area, year]] : [];
      }) : [],
      tips: tips.map((own) => [Math.max(0, own.length - DATA.tipsNamed), ...own.slice(0, DATA.tipsNamed)]),
      points: view.kind === "program" ? points(records) : null,
    };
  }

  // The smallest count, the largest, and the one whose circle is nearest to half way between.
  function samples(counts) {
    const all = [...new Set(counts)].sort((one, other) => one - other);
    if (all.length <= 3) return all;
    const half = (Math.sqrt(all[0]) + Math.sqrt(all[all.length - 1])) / 2;
    const inner = all.slice(1, -1);
    const away = (count) => Math.abs(Math.sqrt(count) - half);
    const between = inner.reduce((best, count) => away(count) < away(best) ? count : best);
    return [all[0], between, all[all.length - 1]];
  }

  function points(records) {
    const found = records.flatMap((record) => FACTS.points[record] ? [FACTS.points[record]] : []);
    return [...new Map(found.map((point) => [point.join(), point])).values()];
  }

  // The points inside a chosen kelurahan: of every record there that passes, whatever the map is of.
  function inside(view, kode) {
    const all = { kind: "pillars", subject: null, filters: view.filters };
    return points(passing(all).filter((record) => FACTS.scope[record] === HERE && DATA.kodes[FACTS.area[record]] === kode));
  }

  // What the tables show: the state of every pillar by kelurahan, over the records that pass.
  function table(view) {
    const { records, here, elsewhere } = measure(view);
    const ids = FACTS.classes.pillar;
    const state = (shown, all) => shown < FACTS.recorded ? ids[shown] : all < FACTS.recorded ? "outside" : ids[all];
    const each = CONDITIONS[0].values.map((_, pillar) => {
      const [shown, all] = [records, EVERYTHING].map((those) => states(those, "pillars", pillar));
      return AREAS.map((area) => state(shown[area], all[area]));
    });
    return { records, here, elsewhere, states: each, totals: group(EVERYTHING).map((own) => own.length) };
  }

  return { passing, measure, paint, inside, table };
};

/* The sentence above such a map, as measures/map_sentence.py says it. */
window.OfflineSentence = function (DATA, language) {
  "use strict";

  const FACTS = DATA.facts, WORDS = DATA.words[language].script;
  const [HERE, , CITY] = [0, 1, 2];
  const number = (value) => new Intl.NumberFormat(language).format(value);

  const fill = (text, values) => text.replace(/\{(\w+)(:f)?\}/g,
    (_, name, isNumber) => isNumber ? number(values[name]) : values[name]);
  const counted = (name, count, values = {}) => fill(WORDS[name][count === 1 ? 0 : 1], { count, ...values });
  const listing = (items) => items.length <= 9 ? items.join(", ")
    : fill(WORDS.more, { head: items.slice(0, 8).join(", "), more: items.length - 8 });

  // What stands in a condition, in words: a name, or the years.
  const nameOf = (field, value) => {
    const { values } = FACTS.conditions.find((one) => one.field === field);
    return WORDS.conditions[field].names[values.indexOf(value)];
  };

  function describe({ view, records, values, holds, outside, elsewhere, doubtful }) {
    const within = DATA.kodes.map((_, area) => area).filter((area) => !elsewhere[area]);
    const hidden = within.filter((area) => outside[area]).length;
    let where = counted("areas", within.length);
    if (view.filters.kecamatan.length) {
      where = fill(WORDS.within, { where, kecamatan: listing(view.filters.kecamatan.map((one) => nameOf("kecamatan", one))) });
    }
    const nothing = () => hidden ? fill(WORDS.none, { where }) : fill(WORDS.noProgram, { where });
    const text = () => {
      if (view.kind === "program" || view.kind === "pillar") return ofStates();
      if (view.kind === "evidence") {
        const known = within.filter((area) => values[area] !== null);
        const found = known.filter((area) => values[area] === 1).length;
        return known.length ? fill(WORDS.evidence, { found, known: known.length }) : nothing();
      }
      return records.length ? ofCounts() : nothing();
    };

    function ofStates() {
      const subject = nameOf(view.kind === "pillar" ? "pillars" : "programs", view.subject);
      const recorded = within.filter((area) => values[area] < FACTS.recorded);
      if (!recorded.length && hidden) return fill(WORDS.noneOf, { subject, where });
      if (!recorded.length && holds.some(Boolean)) {
        if (records.some((record) => FACTS.scope[record] === CITY)) return fill(WORDS.city, { subject });
        const kecamatan = new Set(records.filter((record) => FACTS.scope[record] === 1)
          .map((record) => WORDS.conditions.kecamatan.names[FACTS.fields.kecamatan[record]]));
        return fill(WORDS.kecamatan, { subject, kecamatan: listing([...kecamatan]) });
      }
      if (!recorded.length) return fill(WORDS.blank, { subject, where });
      const places = recorded.map((area) => doubtful[area] ? fill(WORDS.doubtful, { place: FACTS.names[area] }) : FACTS.names[area]);
      return `${fill(WORDS.recorded, { subject, found: recorded.length, where })} ${listing(places)}.`;
    }

    function ofCounts() {
      // Each program counts once, at the narrowest place that its records name.
      const narrowest = new Map();
      for (const record of records) {
        const program = FACTS.fields.programs[record];
        narrowest.set(program, Math.min(narrowest.get(program) ?? Infinity, FACTS.scope[record]));
      }
      const found = within.filter((area) => values[area] !== null && values[area] > 0).length;
      const parts = WORDS.scopes.flatMap((word, scope) => {
        const count = [...narrowest.values()].filter((one) => one === scope).length;
        if (!count) return [];
        if (scope !== HERE) return [`${number(count)} ${word}`];
        return [fill(WORDS.places, { count, places: found === within.length ? where : fill(WORDS.some, { found, where }) })];
      });
      return `${counted(isFiltered(view.filters) ? "fit" : "onRecord", narrowest.size)} ${parts.join(", ")}.`;
    }

    return hidden ? `${text()} ${counted("hidden", hidden)}` : text();
  }

  const isFiltered = (filters) => Boolean(filters.years) || FACTS.conditions.some(({ field }) => filters[field].length);

  // Every condition as [field, value, words]; years have no value of their own.
  function chips(filters) {
    const found = FACTS.conditions.flatMap(({ field }) => filters[field].map((value) =>
      [field, value, `${WORDS.conditions[field].word}: ${nameOf(field, value)}`]));
    if (filters.years) found.push(["years", null, fill(WORDS.years, { first: filters.years[0], last: filters.years[1] })]);
    return found;
  }

  return { describe, chips, isFiltered, fill, words: WORDS };
};
