/** A pattern, selector or policy that AWS would refuse, or that is not written in its language. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
  /** What was found and what was expected, without the place. */
  readonly reason: string;
  /** Where in `text`, in UTF-16 code units from 0. */
  readonly position: number;
  /** The whole text that could not be read. */
  readonly text: string;

  constructor(reason: string, position: number, text: string) {
    super(`${reason}, at character ${position + 1}`);
    this.reason = reason;
    this.position = position;
    this.text = text;
  }
}
