/** Words as a filter compares them, near to how the server does. */

/** Letters that have no mark to take away. */
const PLAIN = { ø: "o", đ: "d", ł: "l", ı: "i", ŋ: "n", ŧ: "t", æ: "ae", œ: "oe", ß: "ss", þ: "th", ð: "d", ё: "е" };

/** Return words as they are compared: lower case, without marks on letters. */
export function folded(text) {
  const plain = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  return [...plain].map((letter) => PLAIN[letter] ?? letter).join("");
}
