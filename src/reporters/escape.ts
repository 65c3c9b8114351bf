/**
 * Text from outside (names, tags, values, AWS's error messages, texts of other people's checks) made
 * harmless: one function for each place it can end up in. Reporters print nothing without them.
 */

// Control and format characters, bidi marks, lone surrogates, odd spaces, and what else draws nothing.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|[^\P{Zs} ]/gu;

// GitHub's runner acts on lines of a job's output: `::name::…` at the start of a line, `##[name]…` anywhere.
const WORKFLOW_COMMAND = /(?<=^| ):(?=:[a-z-]+(?: .*)?::)|#(?=#\[)/gi;

const codePoint = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** One line in which everything can be seen and nothing acts: a bidi mark reads `\u{202e}`. */
export const visible = (text: string): string =>
  text.replace(INVISIBLE, codePoint).replace(WORKFLOW_COMMAND, codePoint);

/** For a terminal: no escape sequence, no newline, no reordering survives. */
export const terminalText = (text: string): string => visible(text);

/** For a terminal, where line breaks are wanted: commands, not names. */
export const terminalLines = (text: string): readonly string[] => linesOf(text).map(visible);

/** For `message.text` in SARIF, in which `[text](target)` would be a link. */
export const sarifText = (text: string): string => visible(text).replaceAll('](', '] (');

const units = (text: string): string =>
  text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** As JSON, with what cannot be seen written as escapes: it parses to the same and is safe to look at. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent)
    .replace(INVISIBLE, (found) => (found === '\n' ? found : units(found)))
    .replace(WORKFLOW_COMMAND, units);
}

/** For Markdown: a code span, in which nothing is markup, mention, reference or link. */
export function markdownCode(text: string): string {
  const shown = visible(text);
  if (shown === '') return '(empty)';
  const fence = '`'.repeat(longestRun(shown) + 1);
  const pad = /^`|`$|^ .*\S.* $/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/**
 * For Markdown: a sentence. Words stay words; whatever holds more than letters and ordinary
 * punctuation (an ARN, a path, a link, a tag, a mention) becomes a code span, and so is inert.
 */
export const markdownText = (text: string): string => visible(text).trim().split(' ').map(word).join(' ');

/** For Markdown: a text of several lines, in which `code` may be marked. Blank lines part paragraphs. */
export const markdownProse = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) =>
      paragraph
        .split(/`([^`]+)`/)
        .map((part, index) => (index % 2 === 1 ? markdownCode(part) : visible(part).split(' ').map(word).join(' ')))
        // Two code spans that touch would be read as one, or as something else.
        .reduce((before, part) => before + (before.endsWith('`') && part.startsWith('`') ? ' ' : '') + part),
    )
    .join('\n\n');

/** For Markdown: a fenced block. */
export function markdownBlock(text: string, language = ''): string {
  const shown = linesOf(text).map(visible).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return `${fence}${language}\n${shown}\n${fence}`;
}

/** For Markdown: a link to an `https` address, or the address as code where it is none. */
export const markdownLink = (url: string): string =>
  /^https:\/\/[\w.-]+(?:[/?#][\w.~:/?#@!$&*+,;=%-]*)?$/.test(url) ? `<${url}>` : markdownCode(url);

/** A row of a table, of cells that are Markdown already. */
export const markdownRow = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

// `\|` is how a table spells a pipe, in code spans too; a backslash before it would undo that.
const cell = (markdown: string): string =>
  markdown.replace(/(\\*)\|/g, (_, slashes: string) => (slashes === '' ? '\\|' : `${slashes}\\u{7c}`));

const PLAIN = /^[\p{L}\p{M}\p{N}.,;!?'"“”‘’()%/–—-]*$/u;
// Linked by GitHub although they are plain: an address, a commit, an issue.
const LINKED = /www\.|\b(?=[a-f]*\d)[0-9a-f]{7,40}\b|\bgh-\d/i;
// Would start a list where a line starts.
const LIST_MARK = /^(?:\d+[.)]|[-–—]+)$/;

function word(text: string, index: number): string {
  if (index === 0 && LIST_MARK.test(text)) return markdownCode(text);
  const [, before = '', core = '', after = ''] = /^(["'(“‘]*)(.*?)([.,;:!?)"'”’]*)$/u.exec(text) ?? [];
  return core === '' || (PLAIN.test(core) && !LINKED.test(core)) ? text : `${before}${markdownCode(core)}${after}`;
}

const linesOf = (text: string): readonly string[] => text.replaceAll('\t', '  ').replace(/\s+$/, '').split(/\r?\n/);

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
