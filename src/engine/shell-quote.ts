/** A value as one word of a POSIX shell command: names are hostile input, and people copy commands. */
export const quoteForShell = (value: string): string =>
  /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
