import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { checkSchema } from '../../catalog/check-schema.ts';
import { checkSkeleton } from '../../catalog/check-skeleton.ts';
import { SEVERITIES } from '../../model/finding.ts';
import { RESOURCE_TYPES } from '../../model/resources/index.ts';
import { configuredChecks } from '../configured-checks.ts';
import { knownName } from '../known-name.ts';
import { packagePath } from '../package.ts';
import { shellPath } from '../shell-path.ts';
import { UserError } from '../user-error.ts';

export interface NewCheckOptions {
  readonly resource: string;
  readonly area: string;
  readonly folder: string;
  readonly severity: string;
}

const FORM = new RegExp(checkSchema.properties.id.pattern);
const LONGEST = checkSchema.properties.id.maxLength;

/** `trailproof checks new`: writes a check that works as it is, and says how to go on. */
export async function newCheck(id: string, options: NewCheckOptions): Promise<void> {
  wellFormed('id', id);
  wellFormed('area', options.area);
  const resource = knownName('resource type', options.resource, RESOURCE_TYPES);
  const severity = knownName('severity', options.severity, SEVERITIES);
  const { folder } = options;
  const file = join(folder, options.area, `${id}.yaml`);
  if (await exists(file))
    throw new UserError(`${file} is there already`, 'choose another id, or edit the file that is there');
  const isOurs = resolve(folder) === resolve(packagePath('checks'));
  // Before the configuration is read: it may name the very folder, on the way to the first check.
  await mkdir(folder, { recursive: true });
  await assertFree(id, isOurs ? [] : [folder]);

  await mkdir(dirname(file), { recursive: true });
  const ours = packagePath('schemas/check.schema.json');
  // A copy stays where it is when checks are moved to a machine on which Trailproof lies elsewhere.
  const schema = isOurs ? ours : join(folder, 'check.schema.json');
  if (!isOurs) await copyFile(ours, schema);
  const text = checkSkeleton({ id, resource, severity, schema: relative(dirname(file), schema).replaceAll('\\', '/') });
  await writeFile(file, text, { flag: 'wx' });

  const own = isOurs ? '' : ` --checks ${shellPath(folder)}`;
  process.stdout.write(
    [
      `wrote ${file}${isOurs ? '' : `, and ${schema} for your editor`}`,
      '',
      'It works as it is. Now:',
      `  edit ${file}: change what is marked CHANGE`,
      `  trailproof checks test ${shellPath(folder)}`,
      `  trailproof checks explain ${id}${own}`,
      `  trailproof evaluate --sample${own}`,
      '',
    ].join('\n'),
  );
}

/** Refuses what cannot be the id of a check, or the name of an area; says what could. */
function wellFormed(what: string, name: string): void {
  if (FORM.test(name) && name.length <= LONGEST) return;
  const better = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^[-\d]+|-+$/g, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
  throw new UserError(
    `"${name}" cannot be ${what === 'id' ? 'the id of a check' : 'an area'}: it takes lower-case letters, digits and single hyphens, starts with a letter and has at most ${LONGEST} characters`,
    better === '' ? 'such as "trail-has-an-owner"' : `"${better}" would do`,
  );
}

/** Refuses an id that one of our checks, or one in the folder, goes or went by. */
async function assertFree(id: string, folders: readonly string[]): Promise<void> {
  const checks = await configuredChecks({ checks: folders });
  const taken = checks.find((check) => check.id === id || check.aliases.includes(id));
  if (!taken) return;
  const isBundled = taken.file.startsWith(packagePath('checks'));
  throw new UserError(
    taken.id === id
      ? `there is a check "${id}" already${isBundled ? '' : `, in ${taken.file}`}`
      : `"${id}" is an earlier id of the check "${taken.id}"`,
    `look at it with \`trailproof checks explain ${taken.id}${isBundled ? '' : ` --checks ${folders.map(shellPath).join()}`}\`, or choose another id`,
  );
}

const exists = async (file: string): Promise<boolean> => (await stat(file).catch(() => undefined)) !== undefined;
