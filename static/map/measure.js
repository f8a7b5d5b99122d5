/** What the figures of the year measure, where the page says it: only sources with a measure of their own change that. */

/** Write the measure of the year shown into the elements that a selector names. */
export function showMeasure(figure, selector) {
  if (!Object.keys(figure.measures).length) return;
  const [words, lang] = figure.measureIn();
  for (const place of document.querySelectorAll(selector)) {
    place.textContent = words;
    place.lang = lang;
  }
}
