/** Something wrong with evidence on disk: what was found, where, and what to do about it. */
export class EvidenceError extends Error {
  /** As the user would open it: the folder as given, joined with the file. */
  readonly file: string;
  readonly line?: number;
  /** What was found there and what was expected: the message without the place. */
  readonly found: string;
  readonly hint: string;

  constructor(
    place: { readonly file: string; readonly line?: number },
    found: string,
    hint: string,
    options?: ErrorOptions,
  ) {
    super(`${place.file}${place.line === undefined ? '' : `:${place.line}`} ${found}`, options);
    this.name = 'EvidenceError';
    this.file = place.file;
    if (place.line !== undefined) this.line = place.line;
    this.found = found;
    this.hint = hint;
  }
}

/** Where there is no such file or folder, `otherwise`; any other trouble stays one. */
export async function unlessMissing<T, U>(action: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await action;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw error;
  }
}
