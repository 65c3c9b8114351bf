import { PatternError } from '../pattern-error.ts';

const SPACE = /[ \t\r\n]*/y;

/** A place in a pattern that moves on as the pattern is read. */
export class Cursor {
  at = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  skipSpace(): this {
    this.token(SPACE);
    return this;
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  /** Moves past `text` if it stands here. */
  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.at += text.length;
    return true;
  }

  /** Moves past what a sticky expression finds here. */
  token(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    this.at += found?.[0].length ?? 0;
    return found;
  }

  /** What stands here without moving. */
  peek(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }

  fail(reason: string, position = this.at): never {
    throw new PatternError(reason, position, this.text);
  }

  /** Fails with what stands here; `advice` says what to write instead. */
  expected(what: string, advice?: string): never {
    const found = this.isAtEnd ? 'the end' : JSON.stringify(this.text.slice(this.at, this.at + 12));
    return this.fail(`found ${found} where ${what} was expected${advice === undefined ? '' : `: ${advice}`}`);
  }
}
