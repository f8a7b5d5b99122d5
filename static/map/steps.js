/** Steps through years, of which only those with data are ever shown. */

/** Return the year with data that follows in a direction (1 or -1); the year itself where it is the last one. */
export const nextYear = (years, year, direction) => years[years.indexOf(year) + direction] ?? year;

/** Return the year with data nearest to `by` years away, at least the next one in that direction. */
export function leap(years, year, by) {
  const beyond = years.filter((other) => (other - year) * by > 0);
  const off = (other) => Math.abs(other - year - by);
  return beyond.reduce((best, other) => (off(other) < off(best) ? other : best), beyond[0] ?? year);
}

/** Return where a move from one year to another ends: years without data are skipped in the direction of the move. */
export function landing(years, from, to) {
  if (years.includes(to)) return to;
  const beyond = to < from ? years.findLast((year) => year < to) : years.find((year) => year > to);
  return beyond ?? (to < from ? years[0] : years.at(-1));
}
