import pc from 'picocolors';
import type { Severity } from '../model/finding.ts';
import type { ReporterOptions } from '../model/report.ts';
import { terminalLines, terminalText } from './escape.ts';
import { wrap } from './wrap.ts';

type Colours = ReturnType<typeof pc.createColors>;
type Paint = (text: string) => string;

const LABEL_WIDTH = 8;
const NARROWEST = 40;

interface Cell {
  readonly text: string;
  readonly width: number;
  readonly paint?: Paint;
}

/** Lines of a terminal report: indented, wrapped, coloured. Whatever it is given, it makes harmless first. */
export interface Layout {
  readonly colours: Colours;
  /** A text, wrapped. */
  text(text: string, indent: number, paint?: Paint): Iterable<string>;
  /** A text with a label before it; further lines stand under the first. */
  labelled(label: string, text: string, indent: number): Iterable<string>;
  /** Cells of fixed width, and a text after them whose further lines stand under the first. */
  row(cells: readonly Cell[], text: string, indent: number): Iterable<string>;
  /** Commands: to be copied, so never wrapped. */
  commands(text: string, indent: number): Iterable<string>;
}

/** A layout for a terminal of that width; a narrow one gets lines of a least width. */
export function layoutFor({ colour, width }: ReporterOptions): Layout {
  const colours = pc.createColors(colour);
  const same: Paint = (text) => text;
  const widthAt = (indent: number): number => Math.max(NARROWEST, width) - indent;

  return {
    colours,
    *text(text, indent, paint = same) {
      for (const line of wrap(terminalText(text), widthAt(indent))) yield `${' '.repeat(indent)}${paint(line)}\n`;
    },
    *labelled(label, text, indent) {
      const inner = indent + LABEL_WIDTH;
      const lines = wrap(terminalText(text), widthAt(inner));
      for (const [index, line] of lines.entries()) {
        const before = index === 0 ? colours.dim(label.padEnd(LABEL_WIDTH)) : ' '.repeat(LABEL_WIDTH);
        yield `${' '.repeat(indent)}${before}${line}\n`;
      }
    },
    *row(cells, text, indent) {
      const inner = indent + cells.reduce((sum, { width: own }) => sum + own + 2, 0);
      const before = cells.map(({ text: own, width: least, paint = same }) => {
        const shown = terminalText(own);
        return `${paint(shown)}${' '.repeat(Math.max(0, least - Array.from(shown).length) + 2)}`;
      });
      for (const [index, line] of wrap(terminalText(text), widthAt(inner)).entries())
        yield `${' '.repeat(index === 0 ? indent : inner)}${index === 0 ? before.join('') : ''}${line}\n`;
    },
    *commands(text, indent) {
      for (const line of terminalLines(text)) yield `${' '.repeat(indent)}${colours.cyan(line)}\n`;
    },
  };
}

/** How loud a severity is. */
export const severityPaint = (colours: Colours, severity: Severity): Paint => {
  const paints = {
    critical: (text: string) => colours.bold(colours.red(text)),
    high: colours.red,
    medium: colours.yellow,
    low: colours.blue,
  } as const satisfies Record<Severity, Paint>;
  return paints[severity];
};
