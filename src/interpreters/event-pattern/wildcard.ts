/**
 * The literal parts of a wildcard, between which anything may stand; undefined where AWS would refuse it.
 *
 * `*` stands for any run of characters, `\*` and `\\` for a star and a backslash. AWS refuses two stars in a
 * row and a backslash before anything else (EventBridge user guide, "Comparison operators", wildcard matching).
 */
export function wildcardParts(wildcard: string): readonly string[] | undefined {
  const parts = [''];
  for (let at = 0; at < wildcard.length; at += 1) {
    let char = wildcard.charAt(at);
    if (char === '*') {
      if (wildcard[at + 1] === '*') return undefined;
      parts.push('');
      continue;
    }
    if (char === '\\') {
      at += 1;
      char = wildcard.charAt(at);
      if (char !== '*' && char !== '\\') return undefined;
    }
    parts[parts.length - 1] += char;
  }
  return parts;
}

/** Whether a text is made of these parts in this order with anything between them. */
export function matchesParts(parts: readonly string[], text: string): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  // The earliest place of each part leaves the most room for those after it.
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
