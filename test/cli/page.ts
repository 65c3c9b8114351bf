/** A page of the manual that a test performs. */
export interface Page {
  readonly name: string;
  readonly command: readonly string[];
  readonly title: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** With it, all goes to stdout; without, one message and a next step go to stderr. */
  readonly exit?: number;
}
