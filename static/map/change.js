/** Changes since a year in the place of values, counted as the server counts them: within one run, never across its end. */

/** Return a values document of the years after a year, whose values are differences to those of that year. */
export function changesSince(values, year) {
  const from = values.years.indexOf(year);
  const first = from + 1;
  const drawn = new Set(values.periods.filter(([, first, last]) => first <= year && year <= last).flatMap((period) => period[5]));
  const reasons = {};
  const flags = {};
  const changes = values.values.map((line, place) => line.slice(first).map((value, later) => {
    const column = first + later;
    const reason = reasonWithout(values, place, column, from, drawn.has(place));
    const at = `${place}:${later}`;
    if (reason) {
      reasons[at] = reason;
      return null;
    }
    const held = [...(values.flags[`${place}:${column}`] ?? []), ...(values.flags[`${place}:${from}`] ?? [])];
    if (held.length) flags[at] = [...new Set(held)];
    return Number((value - line[from]).toFixed(10));
  }));
  const runs = values.runs.map((starts) => starts.map((start) => start - first).filter((start) => start > 0));
  return { ...values, years: values.years.slice(first), values: changes, reasons, flags, runs };
}

/** Return why no change is counted, nothing where it is. */
function reasonWithout(values, place, column, from, known) {
  if (!known) return "unit_did_not_exist";
  const missing = [column, from].find((at) => values.values[place][at] === null);
  if (missing !== undefined) return values.reasons[`${place}:${missing}`] || values.default_reason;
  return values.runs[place].some((start) => from < start && start <= column) ? "run_ended" : "";
}
