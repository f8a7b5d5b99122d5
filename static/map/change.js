/** Changes since a year in the place of values, counted as the server counts them: within one run, never across its end. */

/** Return a values document whose values are differences to those of a year. */
export function changesSince(values, year) {
  const from = values.years.indexOf(year);
  const drawn = new Set(values.periods.filter(([, first, last]) => first <= year && year <= last).flatMap((period) => period[5]));
  const reasons = {};
  const flags = {};
  const changes = values.values.map((line, place) => line.map((value, column) => {
    const reason = reasonWithout(values, place, column, from, drawn.has(place));
    const at = `${place}:${column}`;
    if (reason) {
      reasons[at] = reason;
      return null;
    }
    const held = [...(values.flags[at] ?? []), ...(values.flags[`${place}:${from}`] ?? [])];
    if (held.length) flags[at] = [...new Set(held)];
    return Number((value - line[from]).toFixed(10));
  }));
  return { ...values, values: changes, reasons, flags };
}

/** Return why no change is counted, nothing where it is. */
function reasonWithout(values, place, column, from, known) {
  if (!known) return "unit_did_not_exist";
  const missing = [column, from].find((at) => values.values[place][at] === null);
  if (missing !== undefined) return values.reasons[`${place}:${missing}`] || values.default_reason;
  const [first, last] = [Math.min(column, from), Math.max(column, from)];
  return values.runs[place].some((start) => first < start && start <= last) ? "run_ended" : "";
}
