/** Words that are typed, as the server compares them: `folded` in mapserver/snapshot/skeleton.py; a test compares both. */

/** Letters that have no mark to take away. */
const PLAIN = {
  ø: "o", đ: "d", ð: "d", ł: "l", æ: "ae", œ: "oe", þ: "th", ŋ: "n", ŧ: "t", ħ: "h", ǥ: "g", ʒ: "z", ə: "e", ı: "i",
  ĸ: "k", ß: "ss", ς: "σ",
};
/** Signs inside of a word that many leave out: apostrophes, soft signs, primes. */
const INSIDE = /['\u2018\u2019\u02b9\u02bb\u02bc\u02bd\u02bf\u02c8\u02ca\u2032\u00b4`]/g;

/** Return words in small letters without marks, with one space between them. */
export function folded(text) {
  const bare = text.replace(INSIDE, "").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(INSIDE, "").toLowerCase();
  return [...bare].map((letter) => PLAIN[letter] ?? letter).join("").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
