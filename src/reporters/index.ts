import type { Reporter, ReportReader } from '../model/report.ts';

/** A format a report can be written in. */
export interface Format {
  /** What a file in this format is called after the dot. */
  readonly extension: string;
  /** Loads the reporter; what it needs is not paid for by other formats. */
  readonly load: () => Promise<Reporter>;
  /** The report as several files, where readers of the format take only so much in one. */
  readonly loadSplit?: () => Promise<(report: ReportReader) => Iterable<Iterable<string>>>;
}

/** Every format, by the name `--format` takes. */
export const formats = {
  terminal: { extension: 'txt', load: async () => (await import('./terminal.ts')).terminal },
  json: { extension: 'json', load: async () => (await import('./json.ts')).json },
  sarif: { extension: 'sarif', load: async () => (await import('./sarif.ts')).sarif },
  'sarif-github': {
    extension: 'github.sarif',
    load: async () => (await import('./sarif-github.ts')).sarifGithub,
    loadSplit: async () => (await import('./split-runs.ts')).splitRuns,
  },
  markdown: { extension: 'md', load: async () => (await import('./markdown.ts')).markdown },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
