/** Messages of the server whose places are filled here. */

/** Return a message with its places, `%(name)s`, filled, as a text. */
export const fill = (message, values) => message.replace(/%(?:\((\w+)\)s|%)/g, (_, name) => (name ? String(values[name]) : "%"));
