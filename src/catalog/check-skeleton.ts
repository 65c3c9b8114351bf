import type { Severity } from '../model/finding.ts';
import { type ResourceType, schemaOf } from '../model/resources/index.ts';
import type { PropertySchema } from '../model/resources/schema.ts';

/** What a new check is to be called, and what it judges. */
export interface NewCheck {
  readonly id: string;
  readonly resource: ResourceType;
  readonly severity: Severity;
  /** The schema for the editor, as seen from the check's file. */
  readonly schema: string;
}

/** What a skeleton asks of its resource: an expression, and what must be there for it to be true and false. */
interface Question {
  readonly expression: string;
  readonly description: string;
  readonly pass: string;
  readonly fail: string;
  readonly unknown: string;
}

// The first field that would do asks nothing that anybody wants to know.
const BETTER: Partial<Record<ResourceType, string>> = { trail: 'logFileValidationEnabled' };

/**
 * The text of a check that loads and passes its own examples as it is, for any type of resource; what its
 * author should change is marked.
 */
export function checkSkeleton({ id, resource, severity, schema }: NewCheck): string {
  const { properties } = schemaOf(resource);
  const known = properties['name'] ? 'name' : 'id';
  const { expression, description, pass, fail, unknown } = questionFor(resource, known);
  const named = `{{${resource}.${known}}}`;
  return `# yaml-language-server: $schema=${schema}
# This check works as it is, and passes its own examples. Change what is marked CHANGE, and test it after each change.
id: ${id} # for ever; never reused. It names the state you want
title: ${capital(id.split('-').join(' '))} # CHANGE: the state you want, as a sentence; reports list passes too
severity: ${severity} # critical, high, medium or low

resource: ${resource} # what is judged: one finding each
params:
  exempt: # CHANGE: what somebody else may want to set, or leave params and when out
    type: list<string>
    default: []
    description: The ${known} of each ${resource} that is left out.
when: "!(${resource}.${known} in params.exempt)" # false: not-applicable
# CHANGE: what must be true. Now: ${description}
${fieldsOf(resource)}
assert: ${scalar(expression)} # true: pass; false: fail
message: ${capital(resource)} ${named} is not as it should be. # CHANGE: the flaw, and what follows from it

why: |
  CHANGE: why it matters: what goes wrong, for whom, when this does not hold.
fix:
  summary: Put ${named} right. # CHANGE: what to do
  # cli: aws … --name {{${resource}.${known}}}
  # terraform: |
  # cloudformation: |
  # caution: what doing it will not cure, or may break
references:
  - https://docs.aws.amazon.com/ # CHANGE: where AWS says so

# The tests and the documentation. Write the fields that matter, no more.
examples:
  - name: it holds
    expect: pass
    ${resource}: { ${pass} }
  - name: it does not hold
    expect: fail
    ${resource}: { ${fail} }
  - name: it is left out
    expect: not-applicable
    params: { exempt: [ours] }
    ${resource}: { ${known}: ours, ${fail} }
  - name: it was not readable # one of these for every field that a call reads; \`trailproof checks test\` says which
    expect: unknown
    ${resource}: { ${unknown} }
`;
}

/** A field that the skeleton can ask about: what a call reads before what is known anyway, the simplest first. */
function questionFor(type: ResourceType, known: string): Question {
  const { properties, required } = schemaOf(type);
  const better = BETTER[type];
  const names = [...(better === undefined ? [] : [better]), ...required.filter((name) => name !== 'id')];
  const fields = names.flatMap((name): [string, PropertySchema][] =>
    properties[name] ? [[name, properties[name]]] : [],
  );
  for (const readable of [true, false]) {
    for (const ask of [askBoolean, askMember, askEnum, askList, askText]) {
      for (const [name, schema] of fields) {
        if (schema.opaque || schema.link || (schema.call !== undefined) !== readable) continue;
        const question = ask(type, name, schema);
        if (question) return question;
      }
    }
  }
  throw new Error(`nothing of ${type}, ${known} aside, can be asked`);
}

type Ask = (type: ResourceType, name: string, schema: PropertySchema) => Question | undefined;

const askBoolean: Ask = (type, name, schema) =>
  schema.type === 'boolean'
    ? question(type, name, schema, { expression: `${type}.${name}`, pass: 'true', fail: 'false' })
    : undefined;

const askMember: Ask = (type, name, schema) => {
  const [member, inner] =
    Object.entries(schema.properties ?? {}).find(
      ([key, { type }]) => type === 'boolean' && schema.required?.includes(key),
    ) ?? [];
  return member && inner
    ? question(type, name, inner, {
        expression: `${type}.${name}.${member}`,
        pass: `{ ${member}: true }`,
        fail: `{ ${member}: false }`,
        call: schema.call,
      })
    : undefined;
};

const askEnum: Ask = (type, name, schema) => {
  const [pass, fail] = schema.enum ?? [];
  return pass !== undefined && fail !== undefined
    ? question(type, name, schema, { expression: `${type}.${name} == "${pass}"`, pass, fail })
    : undefined;
};

const askList: Ask = (type, name, schema) =>
  schema.type === 'array'
    ? question(type, name, schema, {
        expression: `count(${type}.${name}) > 0`,
        pass: schema.items?.type === 'string' ? '[one]' : '[{}]',
        fail: '[]',
      })
    : undefined;

const askText: Ask = (type, name, schema) =>
  schema.type === 'string' && !schema.enum && !schema.format
    ? question(type, name, schema, { expression: `${type}.${name} != ""`, pass: 'something', fail: '""' })
    : undefined;

function question(
  type: ResourceType,
  name: string,
  { description = name, call: own }: PropertySchema,
  asked: {
    readonly expression: string;
    readonly pass: string;
    readonly fail: string;
    readonly call?: string | undefined;
  },
): Question {
  const call = asked.call ?? own;
  const refused =
    call === undefined ? `The ${name} of the ${type} was not readable` : `AccessDenied on ${call} in 111122223333`;
  return {
    expression: asked.expression,
    description,
    pass: `${name}: ${asked.pass}`,
    fail: `${name}: ${asked.fail}`,
    unknown: `${name}: !gap "${refused}"`,
  };
}

const MAX_LINE = 110;

/** The names of what an expression can ask of the resource, as comments. */
function fieldsOf(type: ResourceType): string {
  const names = Object.entries(schemaOf(type).properties)
    .filter(([, { opaque }]) => !opaque)
    .map(([name]) => `${type}.${name}`);
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + name.length + 2 <= MAX_LINE) lines[lines.length - 1] = `${last}, ${name}`;
    else lines.push(`#   ${name}`);
  }
  return ['# There is more to ask of it:', ...lines].join('\n');
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** As a YAML scalar: quoted where its first or inner characters would mean something. */
const scalar = (text: string): string => (/^[\w.][\w. ()>{}]*$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`);
