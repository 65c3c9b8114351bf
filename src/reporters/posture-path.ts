import { createHash } from 'node:crypto';
import type { ResourceReference } from '../model/finding.ts';

const LONGEST = 120;

/**
 * The file in which `trailproof inventory` describes a resource: `posture/<account>/<region>/<type>/<name>.yaml`.
 *
 * A function of the resource's identity alone, and for ever: GitHub closes an alert whose path changes and
 * opens another. Every segment is percent-encoded, so that no name makes a folder, leaves the folder, or is
 * refused by a file system.
 */
export function postureFile({ account, region, type, id, name }: ResourceReference): string {
  return [
    'posture',
    account === undefined ? 'unknown-account' : segment(account),
    region === undefined ? 'global' : segment(region),
    segment(type),
    // An account can be renamed, and its name cannot always be read; its id is for ever.
    `${segment(type === 'account' ? id : name)}.yaml`,
  ].join('/');
}

/** The same as a relative URI reference. The file's own `%` is encoded once more, for readers decode a URI once. */
export const postureUri = (resource: ResourceReference): string => postureFile(resource).replaceAll('%', '%25');

// Anything but letters, digits, `_`, `-`, and dots inside a name. So `~` only ever marks a digest.
const UNSAFE = /[^\w.-]|\.(?![\w-])|(?<![\w-])\./gu;

// What must not be taken for something else: our own words, devices of Windows, what UTF-8 cannot spell.
const TAKEN = /^(?:global|unknown-account|con|prn|aux|nul|com\d|lpt\d|)$|\p{Cs}/iu;

function segment(text: string): string {
  const encoded = text.replace(UNSAFE, percent);
  if (encoded.length <= LONGEST && !TAKEN.test(text)) return encoded;
  return `${encoded.slice(0, LONGEST).replace(/%.?$/, '')}~${digest(text)}`;
}

const percent = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

// Over JSON, because it spells a lone surrogate out.
const digest = (text: string): string => createHash('sha256').update(JSON.stringify(text)).digest('hex').slice(0, 12);
