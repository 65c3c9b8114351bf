/** An IP address as a number. */
interface Address {
  readonly version: 4 | 6;
  readonly value: bigint;
}

/** The addresses that begin with the first `bits` bits of `value`. */
interface Block extends Address {
  readonly bits: number;
}

const WIDTH = { 4: 32, 6: 128 } as const;
const V4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;
const LONGEST = 45;

/** Reads an IPv4 or IPv6 address (RFC 4291, without a zone); undefined if the text is none. */
export function readAddress(text: string): Address | undefined {
  if (text.length > LONGEST) return undefined;
  const value = text.includes(':') ? readV6(text) : readV4(text);
  return value === undefined ? undefined : { version: text.includes(':') ? 6 : 4, value };
}

/** Reads a block such as `10.0.0.0/24`; undefined if the text is none. Bits after the prefix may be set. */
export function readBlock(text: string): Block | undefined {
  const [, start = '', length = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const address = readAddress(start);
  const bits = Number(length);
  return address && length !== '' && bits <= WIDTH[address.version] ? { ...address, bits } : undefined;
}

export function isInBlock(address: Address, { version, value, bits }: Block): boolean {
  const rest = BigInt(WIDTH[version] - bits);
  return address.version === version && address.value >> rest === value >> rest;
}

/** The IPv4 address that an address such as `::ffff:10.0.0.1` stands for. */
export const unmapped = ({ version, value }: Address): Address | undefined =>
  version === 6 && value >> 32n === 0xffffn ? { version: 4, value: value & 0xffffffffn } : undefined;

const readV4 = (text: string): bigint | undefined => {
  const bytes = V4.exec(text)?.slice(1).map(Number);
  if (!bytes || bytes.some((byte) => byte > 255)) return undefined;
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
};

const readV6 = (text: string): bigint | undefined => {
  const [head = '', tail, more] = text.split('::');
  if (more !== undefined) return undefined;
  const front = readGroups(head, tail === undefined);
  const back = readGroups(tail ?? '', true);
  if (!front || !back) return undefined;
  const missing = 8 - front.length - back.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...front, ...Array.from({ length: missing }, () => 0), ...back].reduce(
    (value, group) => (value << 16n) | BigInt(group),
    0n,
  );
};

// The last two groups of an address may be written as an IPv4 address.
const readGroups = (text: string, isEnd: boolean): readonly number[] | undefined => {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const v4 = isEnd && index === parts.length - 1 ? readV4(part) : undefined;
    if (v4 !== undefined) groups.push(Number(v4 >> 16n), Number(v4 & 0xffffn));
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
};
