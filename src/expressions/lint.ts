import { type ASTNode, serialize } from '@marcbachmann/cel-js';
import type { SampleEvents } from '../model/sample-event.ts';
import { EVENT_SET_FUNCTIONS } from './drill-functions.ts';
import { HOST_READS, re2 } from './host-functions.ts';
import { children, comprehension, elementShape, type Path, pathOf, type Scope } from './paths.ts';
import { didYouMean } from './suggest.ts';

/** Something wrong in an expression; `start` is an offset into its text. */
export interface Complaint {
  readonly message: string;
  readonly start: number;
}

/** What the reader of an expression may rely on, and what is wrong with it. */
export interface Lint {
  readonly complaints: readonly Complaint[];
  /** Paths known to be present where the expression is true. */
  readonly present: ReadonlySet<string>;
  /** The evidence it reads that may be a gap: the path to each property that comes from a call. */
  readonly inputs: ReadonlySet<string>;
}

export interface LintOptions {
  /** Whether optional members may be read under `present(…)` only. */
  readonly guards: boolean;
  readonly events: SampleEvents;
}

type Facts = ReadonlySet<string>;
const NOTHING: Facts = new Set();
const both = (a: Facts, b: Facts): Facts => new Set([...a, ...b]);
const shared = (a: Facts, b: Facts): Facts => new Set([...a].filter((fact) => b.has(fact)));

const MAX_COMPREHENSIONS = 3;

/**
 * Finds what the type checker lets pass and evaluation would trip over. Rewrites `matches` in place
 * to a matcher that runs in linear time.
 */
export function lint(ast: ASTNode, scope: Scope, facts: Facts, options: LintOptions): Lint {
  const complaints: Complaint[] = [];
  const inputs = new Set<string>();
  const complain = (node: ASTNode, message: string): void => {
    complaints.push({ message, start: node.range.start });
  };

  const visit = (node: ASTNode, within: Scope, known: Facts, depth: number): void => {
    const inner = comprehension(node, within);
    if (inner) {
      if (depth === MAX_COMPREHENSIONS) {
        complain(node, `at most ${MAX_COMPREHENSIONS} comprehensions may be nested`);
        return;
      }
      visit(inner.list, within, known, depth);
      for (const body of inner.bodies) visit(body, inner.scope, known, depth + 1);
      return;
    }
    const path = pathOf(node, within);
    if (path) {
      note(node, path, within, known);
      return;
    }
    switch (node.op) {
      case '&&':
        visit(node.args[0], within, known, depth);
        visit(node.args[1], within, both(known, whenTrue(node.args[0], within)), depth);
        return;
      case '||':
        visit(node.args[0], within, known, depth);
        visit(node.args[1], within, both(known, whenFalse(node.args[0], within)), depth);
        return;
      case '?:': {
        const [condition, yes, no] = node.args;
        visit(condition, within, known, depth);
        visit(yes, within, both(known, whenTrue(condition, within)), depth);
        visit(no, within, both(known, whenFalse(condition, within)), depth);
        return;
      }
      case 'call':
        if (visitCall(node, within)) return;
        break;
      case 'rcall':
        visitMethod(node, within);
        break;
      case '==':
      case '!=':
      case '+':
        for (const side of node.args) {
          if (isPartial(side, within))
            complain(
              side,
              `${serialize(side)} may be known only in part; look through it with exists or all, or use count(…)`,
            );
        }
        if (node.op !== '+') compareEnum(node, within);
        break;
      case 'in':
        compareEnum(node, within);
        break;
      case '[]':
        visitIndex(node, within, known);
        break;
      default:
        break;
    }
    for (const child of children(node)) visit(child, within, known, depth);
  };

  const note = (node: ASTNode, path: Path, within: Scope, known: Facts): void => {
    noteInput(path);
    if (node.op === '.') {
      const object = pathOf(node.args[0], within);
      if (object) note(node.args[0], object, within, known);
    }
    if (options.guards && path.isOptional && !known.has(path.text)) {
      complain(node, `${path.text} may be absent; read it only under present(${path.text})`);
    }
  };

  const complainOfSize = (node: ASTNode, list: ASTNode): void =>
    complain(node, `${serialize(list)} may be known only in part; use count(${serialize(list)})`);

  const noteInput = (path: Path): void => {
    if (path.schema.call !== undefined) inputs.add(path.text);
  };

  const visitCall = (node: ASTNode & { op: 'call' }, within: Scope): boolean => {
    const [name, args] = node.args;
    if (name === 'has') complain(node, 'has() is not type-checked; use present(…)');
    if (name === 'size' && args[0] && isPartial(args[0], within)) complainOfSize(node, args[0]);
    if (name !== 'present' && name !== 'dangling') return false;
    const path = args[0] && pathOf(args[0], within);
    if (!path) {
      complain(node, `${name}(…) takes a member of a resource, such as present(trail.key)`);
      return true;
    }
    for (let at: ASTNode | undefined = args[0]; at?.op === '.'; at = at.args[0]) {
      const step = pathOf(at, within);
      if (step) noteInput(step);
    }
    return true;
  };

  const visitMethod = (node: ASTNode & { op: 'rcall' }, within: Scope): void => {
    const [name, receiver, args] = node.args;
    if (name === 'matches') {
      const complaint = matchesComplaint(args[0]);
      if (complaint) complain(args[0] ?? node, complaint);
      (node.args as unknown as [string])[0] = 'matchesRe2';
    }
    if (name === 'size' && isPartial(receiver, within)) complainOfSize(node, receiver);
    for (const member of HOST_READS[name] ?? []) inputs.add(`${serialize(receiver)}.${member}`);
    if (EVENT_SET_FUNCTIONS.has(name)) visitEventSet(node, args);
    if (name === 'covers' && args[0]) inputs.add(`${serialize(args[0])}.trails`);
  };

  const visitEventSet = (node: ASTNode, [set]: readonly ASTNode[]): void => {
    if (set?.op !== 'value' || typeof set.args !== 'string')
      complain(set ?? node, 'name the set of sample events itself');
    else if (!options.events.sets.has(set.args))
      complain(set, `there are no sample events "${set.args}"${didYouMean(set.args, options.events.sets.keys())}`);
  };

  const visitIndex = (node: ASTNode & { op: '[]' }, within: Scope, known: Facts): void => {
    const [object] = node.args;
    if (pathOf(object, within)?.schema.items) {
      complain(node, 'lists are not read by position; use exists, all or filter');
    } else if (options.guards && !known.has(serialize(node))) {
      complain(node, `the key may be absent; read it only after "${serialize(node.args[1])} in ${serialize(object)}"`);
    }
  };

  const compareEnum = (node: ASTNode & { op: '==' | '!=' | 'in' }, within: Scope): void => {
    const [left, right] = node.args;
    const [path, literals] =
      pathOf(left, within) === undefined && node.op !== 'in'
        ? [pathOf(right, within), [left]]
        : [pathOf(left, within), node.op === 'in' && right.op === 'list' ? right.args : [right]];
    const values = path?.schema.enum;
    if (!path || !values) return;
    for (const literal of literals) {
      if (literal.op !== 'value' || typeof literal.args !== 'string' || values.includes(literal.args)) continue;
      complain(
        literal,
        `${path.text} is never "${literal.args}"${didYouMean(literal.args, values)}; it is one of ${values.join(', ')}`,
      );
    }
  };

  visit(ast, scope, facts, 0);
  return { complaints, present: whenTrue(ast, scope), inputs };
}

/** Whether a list may have more elements than it shows. */
const isPartial = (node: ASTNode, scope: Scope): boolean =>
  pathOf(node, scope)?.schema.holes === true || elementShape(node, scope) !== undefined;

const MAX_PATTERN = 200;

const matchesComplaint = (argument: ASTNode | undefined): string | undefined => {
  if (argument?.op !== 'value' || typeof argument.args !== 'string') return 'matches() takes a literal pattern';
  if (argument.args.length > MAX_PATTERN) return `a pattern has at most ${MAX_PATTERN} characters`;
  try {
    re2(argument.args);
    return undefined;
  } catch (error) {
    return `the pattern cannot be matched in linear time: ${(error as Error).message} (RE2 syntax: no lookaround, no backreferences)`;
  }
};

/** Every path on the way, since `present(a.b.c)` says that `a.b` is there too. */
const prefixes = (node: ASTNode, scope: Scope): Facts => {
  const found = new Set<string>();
  for (let at: ASTNode | undefined = node; at?.op === '.'; at = at.args[0]) {
    const path = pathOf(at, scope);
    if (path) found.add(path.text);
  }
  return found;
};

function whenTrue(node: ASTNode, scope: Scope): Facts {
  switch (node.op) {
    case '&&':
      return both(whenTrue(node.args[0], scope), whenTrue(node.args[1], scope));
    case '||':
      return shared(whenTrue(node.args[0], scope), whenTrue(node.args[1], scope));
    case '!_':
      return whenFalse(node.args, scope);
    case 'in':
      return new Set([`${serialize(node.args[1])}[${serialize(node.args[0])}]`]);
    case 'call':
      return node.args[0] === 'present' && node.args[1][0] ? prefixes(node.args[1][0], scope) : NOTHING;
    default:
      return NOTHING;
  }
}

function whenFalse(node: ASTNode, scope: Scope): Facts {
  switch (node.op) {
    case '&&':
      return shared(whenFalse(node.args[0], scope), whenFalse(node.args[1], scope));
    case '||':
      return both(whenFalse(node.args[0], scope), whenFalse(node.args[1], scope));
    case '!_':
      return whenTrue(node.args, scope);
    default:
      return NOTHING;
  }
}
