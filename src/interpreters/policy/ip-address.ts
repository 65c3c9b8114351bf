import type { Truth } from './truth.ts';

/** A range of addresses: `bits` leading bits of `address` are fixed. */
export interface Cidr {
  readonly family: 4 | 6;
  readonly address: bigint;
  readonly bits: number;
  /** Written without a prefix length: one address. */
  readonly isBare: boolean;
}

const WIDTH = { 4: 32, 6: 128 } as const;

/** Reads `203.0.113.0/24`, `2001:db8::/32` or a bare address; undefined for anything else. */
export function readCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const host = slash < 0 ? text : text.slice(0, slash);
  const family = host.includes(':') ? 6 : 4;
  const address = family === 6 ? readV6(host) : readV4(host);
  const bits = slash < 0 ? WIDTH[family] : readDecimal(text.slice(slash + 1), WIDTH[family]);
  if (address === undefined || bits === undefined) return undefined;
  return { family, address, bits, isBare: slash < 0 };
}

/**
 * Whether an address lies in a range of a policy; unknown where one of them is not written as an address.
 *
 * Source: IAM User Guide, "IP address condition operators". It gives an address without a prefix length the length
 * 32, which for IPv6 would be a wide range: unknown, where it would make a difference.
 */
export function isInRange(text: string, range: string): Truth {
  const [address, cidr] = [readCidr(text), readCidr(range)];
  if (!address?.isBare || !cidr) return 'unknown';
  if (address.family !== cidr.family) return false;
  if (sharesPrefix(address, cidr, cidr.bits)) return true;
  return cidr.isBare && cidr.family === 6 && sharesPrefix(address, cidr, 32) ? 'unknown' : false;
}

const sharesPrefix = (left: Cidr, right: Cidr, bits: number): boolean => {
  const rest = BigInt(WIDTH[left.family] - bits);
  return left.address >> rest === right.address >> rest;
};

const readDecimal = (text: string, most: number): number | undefined => {
  if (text.length === 0 || text.length > 3 || (text.length > 1 && text.startsWith('0'))) return undefined;
  if (!Array.from(text).every((char) => char >= '0' && char <= '9')) return undefined;
  const value = Number(text);
  return value <= most ? value : undefined;
};

const readV4 = (text: string): bigint | undefined => {
  const bytes = text.split('.').map((byte) => readDecimal(byte, 255));
  if (bytes.length !== 4) return undefined;
  let address = 0n;
  for (const byte of bytes) {
    if (byte === undefined) return undefined;
    address = (address << 8n) | BigInt(byte);
  }
  return address;
};

const readGroups = (text: string): readonly bigint[] | undefined => {
  if (text === '') return [];
  const groups: bigint[] = [];
  const written = text.split(':');
  for (const [index, group] of written.entries()) {
    const v4 = index === written.length - 1 && group.includes('.') ? readV4(group) : undefined;
    if (v4 !== undefined) groups.push(v4 >> 16n, v4 & 0xffffn);
    else if (group.length > 0 && group.length <= 4 && Array.from(group).every(isHex)) groups.push(BigInt(`0x${group}`));
    else return undefined;
  }
  return groups;
};

const isHex = (char: string): boolean => '0123456789abcdefABCDEF'.includes(char);

const readV6 = (text: string): bigint | undefined => {
  if (text.length > 45) return undefined;
  const halves = text.split('::');
  const [head, tail] = [readGroups(halves[0] ?? ''), readGroups(halves[1] ?? '')];
  if (!head || !tail || halves.length > 2) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array<bigint>(missing).fill(0n), ...tail];
  return groups.reduce((address, group) => (address << 16n) | group, 0n);
};
