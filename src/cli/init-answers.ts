import { InvalidArgumentError } from 'commander';
import { SEVERITIES, type Severity } from '../model/finding.ts';

/** A tag that marks what holds sensitive data. */
export interface SensitiveTag {
  readonly key: string;
  readonly values: readonly string[];
}

/** What `trailproof init` writes into a configuration; what is left out stays a comment there. */
export interface Answers {
  readonly profiles?: readonly string[];
  readonly sensitiveTag?: SensitiveTag;
  readonly logArchiveAccount?: string;
  readonly designatedBucket?: string;
  readonly failOn?: Severity;
}

/** Reads `key=value,value`; throws an InvalidArgumentError for what is none. */
export function sensitiveTag(text: string): SensitiveTag {
  const [, key = '', list = ''] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  const values = list
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  if (key.trim() === '' || values.length === 0)
    throw new InvalidArgumentError(`"${text}" is no tag; expected key=value, or key=value,value.`);
  return { key: key.trim(), values };
}

/** An account id; throws an InvalidArgumentError for what is none. */
export function accountId(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError(`"${text}" is no account id; expected twelve digits.`);
  return text;
}

/** A bucket's name. Throws an InvalidArgumentError for what is none. Source: Amazon S3 User Guide, "General purpose bucket naming rules". */
export function bucketName(text: string): string {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text))
    throw new InvalidArgumentError(
      `"${text}" is no bucket's name; expected 3 to 63 small letters, digits, dots and hyphens.`,
    );
  return text;
}

function severity(text: string): Severity {
  const found = SEVERITIES.find((each) => each === text);
  if (!found) throw new InvalidArgumentError(`"${text}" is no severity; expected one of ${SEVERITIES.join(', ')}.`);
  return found;
}

/** Asks a person: what is typed, without the line's end. */
export type AskPerson = (question: string) => Promise<string>;

/** How a person is asked. */
export interface Asking {
  readonly ask: AskPerson;
  /** Says why an answer will not do, before the question comes again. */
  readonly tell: (message: string) => void;
  /** Refuses profiles that do not exist. */
  readonly profiles: (text: string) => Promise<readonly string[]>;
}

/** Asks what the given answers leave open. An empty answer leaves it open, too. */
export async function askAnswers(given: Answers, asking: Asking): Promise<Answers> {
  const profiles =
    given.profiles ??
    (await untilRight(asking, 'Which profiles to judge by? (names, or nothing for the baseline) ', asking.profiles));
  const tag =
    given.sensitiveTag ??
    (await untilRight(
      asking,
      'Which tag marks buckets, tables and functions with sensitive data? (key=value,value or nothing) ',
      sensitiveTag,
    ));
  const archive =
    given.logArchiveAccount ??
    (await untilRight(asking, 'Which account holds the log archive? (twelve digits, or nothing) ', accountId));
  const bucket =
    given.designatedBucket ??
    (await untilRight(asking, 'To which bucket must trails deliver? (its name, or nothing) ', bucketName));
  const failOn =
    given.failOn ??
    (await untilRight(asking, `Fail from which severity on? (${SEVERITIES.join(', ')}, or nothing) `, severity));
  return {
    ...(profiles && { profiles }),
    ...(tag && { sensitiveTag: tag }),
    ...(archive !== undefined && { logArchiveAccount: archive }),
    ...(bucket !== undefined && { designatedBucket: bucket }),
    ...(failOn && { failOn }),
  };
}

async function untilRight<T>(
  { ask, tell }: Asking,
  question: string,
  read: (text: string) => T | Promise<T>,
): Promise<T | undefined> {
  for (;;) {
    const text = (await ask(question)).trim();
    if (text === '') return undefined;
    try {
      return await read(text);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      tell(error.message);
    }
  }
}
