import type { ProfilePointer } from '../catalog/profile-pointers.ts';
import { callsOf } from '../engine/calls-of-check.ts';
import { type Check, type Clause, isQuantifier } from '../expressions/check.ts';
import { operationOf } from '../model/operations.ts';
import { type Layout, layoutFor, severityPaint } from '../reporters/terminal-layout.ts';

/** A check's page for a terminal: everything its file says, and who asks for it. */
export function* explainPage(
  check: Check,
  profiles: readonly ProfilePointer[],
  looks: { readonly colour: boolean; readonly width: number },
): Iterable<string> {
  const layout = layoutFor({ ...looks, verbose: true });
  const { id, title, area, severity, status, aliases, resource, why, examples, references } = check;
  yield* layout.text(title, 0, layout.colours.bold);
  const facts = [id, area, severity, `judges each ${resource}`, ...(status === 'stable' ? [] : [status])];
  yield* layout.text(facts.join(' · '), 0, severityPaint(layout.colours, severity));
  if (aliases.length > 0) yield* layout.text(`earlier called ${aliases.join(', ')}`, 0, layout.colours.dim);
  yield '\n';
  yield* prose(layout, why, 0);

  yield* heading(layout, 'Asks');
  yield* asked(check, layout);
  yield* parameters(check, layout);
  if (profiles.length > 0) {
    yield* heading(layout, 'Asked for by');
    for (const { profile, controls } of profiles)
      yield* layout.text(controls.length === 0 ? profile : `${profile}: ${controls.join(', ')}`, 2);
  }
  yield* permissions(check, layout);
  yield* fix(check, layout);

  yield* heading(layout, 'Examples');
  for (const { name, expect } of examples) yield* row(layout, expect, name, STATUS_WIDTH);
  yield* heading(layout, 'References');
  for (const reference of references) yield* layout.commands(reference, 2);
}

const STATUS_WIDTH = 'not-applicable'.length + 2;

function* heading({ colours }: Layout, title: string): Iterable<string> {
  yield `\n${colours.bold(title)}\n`;
}

/** Paragraphs, with the line breaks of the file taken out. */
function* prose(layout: Layout, text: string, indent: number): Iterable<string> {
  for (const [index, paragraph] of text
    .trim()
    .split(/\n\s*\n/)
    .entries()) {
    if (index > 0) yield '\n';
    yield* layout.text(paragraph.replaceAll(/\s+/g, ' '), indent);
  }
}

/** A text beside a word. */
function* row(layout: Layout, word: string, text: string, width: number): Iterable<string> {
  const indent = 2 + width;
  const [first = '', ...rest] = layout.text(text, indent);
  yield `  ${word.padEnd(width)}${first.slice(indent)}`;
  yield* rest;
}

function* asked({ when, assertion, message }: Check, layout: Layout): Iterable<string> {
  if (when) yield* row(layout, 'when', when.text, 6);
  if (isQuantifier(assertion)) {
    const { kind, as, of, where, that } = assertion;
    yield* row(layout, kind, `${as} of ${of.text}`, 6);
    if (where) yield* row(layout, 'where', where.text, 6);
    yield* clauses(that, layout);
  } else yield* clauses(assertion, layout);
  yield* row(layout, 'else', message.text.trim(), 6);
}

function* clauses(all: readonly Clause[], layout: Layout): Iterable<string> {
  for (const [index, { condition, miss }] of all.entries()) {
    yield* row(layout, index === 0 ? 'asks' : 'and', condition.text, 6);
    if (miss) yield* layout.text(`or it ${miss.text}`, 10, layout.colours.dim);
  }
}

function* parameters({ params }: Check, layout: Layout): Iterable<string> {
  if (Object.keys(params).length > 0) yield* heading(layout, 'Parameters');
  for (const [name, { type, default: value, description, enum: values, min }] of Object.entries(params)) {
    const range = `${values ? `: ${values.join(' or ')}` : ''}${min === undefined ? '' : `, at least ${min}`}`;
    yield* layout.text(`${name} = ${JSON.stringify(value)} (${type}${range})`, 2);
    yield* layout.text(description, 4);
  }
}

function* permissions(check: Check, layout: Layout): Iterable<string> {
  const calls = callsOf(check);
  if (calls.length === 0) return;
  yield* heading(layout, 'Needs to read, besides what finds the resource');
  for (const call of calls) {
    const { action } = operationOf(call);
    if (action !== undefined) yield* layout.text(action === call ? action : `${action} (for ${call})`, 2);
  }
}

function* fix({ fix: { summary, cli, terraform, cloudformation, caution } }: Check, layout: Layout): Iterable<string> {
  yield* heading(layout, 'Fix');
  yield* prose(layout, summary.text, 2);
  const sections = { 'AWS CLI': cli?.text, Terraform: terraform?.text, CloudFormation: cloudformation?.text };
  for (const [title, text] of Object.entries(sections)) {
    if (text === undefined) continue;
    yield '\n';
    yield* layout.text(`${title}:`, 2);
    yield* layout.commands(text, 4);
  }
  if (caution === undefined) return;
  yield '\n';
  yield* layout.text('Caution:', 2, layout.colours.yellow);
  yield* prose(layout, caution, 4);
}
