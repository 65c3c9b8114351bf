/** A list for a sentence, with no more than so many of it: `a, b, c and 4 more`. */
export const someOf = (names: readonly string[], most: number): string =>
  names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');
