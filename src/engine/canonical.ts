import type { Report } from '../model/report.ts';

const TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;
const VOLATILE = new Set(['at', 'requestId']);

/**
 * A report without what differs between two runs over the same configuration: times, request ids,
 * hashes, the caller and counters.
 */
export function canonicalReport(report: Report): unknown {
  const { evidence: _evidence, caller: _caller, tool, ...rest } = report;
  return without({ ...rest, tool: { name: tool.name } });
}

function without(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(TIME, '<time>');
  if (Array.isArray(value)) return value.map(without);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (VOLATILE.has(name) ? [] : [[name, without(inner)]])),
  );
}
