import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';

// The package's only export is the path of its binary; the schema lies beside it.
const binary = createRequire(import.meta.url)('@microsoft/sarif-multitool') as string;

/** Where a log does not fit the schema of SARIF 2.1.0. Finds wrong shapes, and nothing else. */
export function schemaComplaints(text: string): string[] {
  const schema = JSON.parse(withoutMark(readFileSync(join(dirname(binary), 'sarif-2.1.0.json'), 'utf8'))) as object;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return validate(JSON.parse(text))
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

// Off unless asked for, even among the rules for GitHub. (GH1001 crashes the tool, GH1004 has old limits.)
const OPT_IN = [
  'GH1003.ProvideRequiredRegionProperties',
  'GH1005.LocationsMustBeRelativeUrisOrFilePaths',
  'GH1006.ProvideCheckoutPath',
  'GH1007.ProvideFullyFormattedMessageStrings',
];
const setting = (rule: string, state: string): string =>
  `<Properties Key="${rule}.Options"><Property Key="RuleEnabled" Value="${state}" Type="Driver.RuleEnabledState" /></Properties>`;
// SARIF2006 asks the network for every address, even when its notes are not shown.
const config = `<Properties>${OPT_IN.map((rule) => setting(rule, 'Error')).join('')}${setting('SARIF2006.UrisShouldBeReachable', 'Disabled')}</Properties>`;

/**
 * Errors and warnings of Microsoft's multitool. It exits 0 whatever it finds, and stays silent on a log it
 * cannot read, so its own report is what counts, and the schema has to be asked first.
 */
export function multitoolComplaints(text: string, rules: 'Sarif' | 'Sarif;Ghas' = 'Sarif;Ghas'): string[] {
  if (!existsSync(binary))
    throw new Error(`The multitool is missing: ${binary}. Install optional dependencies (npm ci --include=optional).`);
  chmodSync(binary, 0o755); // left undone where install scripts do not run
  const folder = mkdtempSync(join(tmpdir(), 'trailproof-sarif-'));
  try {
    const [log, report, settings] = ['log.sarif', 'report.sarif', 'config.xml'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(log, text);
    writeFileSync(settings, config);
    const { status, stdout, stderr, error } = spawnSync(
      binary,
      [
        'validate',
        log,
        '--rule-kind',
        rules,
        '--level',
        'Error;Warning',
        '-c',
        settings,
        '-o',
        report,
        '--log',
        'ForceOverwrite',
      ],
      // Without ICU on the machine it would abort.
      { encoding: 'utf8', env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } },
    );
    if (error !== undefined || status !== 0 || !existsSync(report)) {
      throw new Error(`The multitool did not run: status ${status}\n${stdout}${stderr}`, { cause: error });
    }
    return complaintsIn(JSON.parse(withoutMark(readFileSync(report, 'utf8'))) as Log);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const complaintsIn = ({ runs }: Log): string[] =>
  runs.flatMap(({ results = [] }) =>
    results
      .filter(({ level = 'warning' }) => level === 'error' || level === 'warning')
      .map(
        ({ ruleId, level, message }) =>
          `${level ?? 'warning'} ${ruleId}: ${message.text ?? `${message.id} ${message.arguments?.join(', ')}`}`,
      ),
  );

const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');
