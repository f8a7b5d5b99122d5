/** A frozen site is a folder of files: `mapserver freeze` marks its pages, which have no server to ask. */

/** Whether this page is one of them. */
export const isFrozen = "frozen" in document.documentElement.dataset;
