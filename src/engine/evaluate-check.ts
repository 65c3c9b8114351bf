import {
  type Check,
  type Clause,
  FIX_WAYS,
  isQuantifier,
  type ParameterValue,
  type Quantifier,
} from '../expressions/check.ts';
import type { Expression, Outcome } from '../expressions/compile.ts';
import type { Touch } from '../expressions/touched.ts';
import { Evidence, elementsOf, holesOf, resourceValue } from '../expressions/values.ts';
import type { CandidateResult, ClauseResult, Finding, ResourceReference, Status } from '../model/finding.ts';
import type { Gap } from '../model/gap.ts';
import type { Resource } from '../model/resource.ts';
import type { Walk } from '../model/walk.ts';
import type { World } from '../model/world.ts';
import { evidenceOf, reasonsOf, referenceTo, type Truth, truthOf, valuesOf } from './explain.ts';
import { quoteForShell, quoteForTerraform, quoteForYaml } from './quote.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Parameters as expressions see them: integers are BigInts. */
export const parameterVariables = (params: Readonly<Record<string, ParameterValue>>): Variables =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? BigInt(value) : value]),
  );

/**
 * Judges one resource by one check. Never throws on evidence: what could not be read makes the
 * finding `unknown` with the reasons, a check that breaks makes it `unknown` with `check error`.
 */
export function evaluateCheck(
  check: Check,
  resource: Resource,
  params: Readonly<Record<string, ParameterValue>>,
  world: World,
): Finding {
  return judge(check, resource, params, world).finding;
}

/** The finding, and every value that was read on the way. */
export function judge(
  check: Check,
  resource: Resource,
  params: Readonly<Record<string, ParameterValue>>,
  world: World,
): { readonly finding: Finding; readonly touches: readonly Touch[] } {
  const judgement = new Judgement(check, resource, params, world);
  return { finding: judgement.finding(), touches: judgement.touches };
}

/** One check on one resource, while it is being judged. */
class Judgement {
  readonly #check: Check;
  readonly #resource: Resource;
  readonly #world: World;
  readonly #variables: Variables;
  readonly touches: Touch[] = [];
  readonly #gaps = new Set<Gap>();
  readonly #walks = new Set<Walk>();
  readonly #errors: string[] = [];

  constructor(check: Check, resource: Resource, params: Readonly<Record<string, ParameterValue>>, world: World) {
    this.#check = check;
    this.#resource = resource;
    this.#world = world;
    this.#variables = { [check.resource]: resourceValue(resource, check.resource), params: parameterVariables(params) };
  }

  finding(): Finding {
    const { when, assertion } = this.#check;
    if (when) {
      const truth = truthOf(this.#run(when, this.#variables));
      if (truth === 'false') return this.#result('not-applicable', { message: 'Nothing to judge here.' });
      if (truth === 'unknown') return this.#undecided({});
    }
    return isQuantifier(assertion) ? this.#quantified(assertion) : this.#asserted(assertion);
  }

  #asserted(clauses: readonly Clause[]): Finding {
    const results = clauses.map((clause) => this.#clause(clause, this.#variables));
    const verdict = conjunction(results);
    if (verdict === 'unknown') return this.#undecided({ clauses: results });
    return this.#decided(
      verdict,
      { clauses: results },
      results.filter(({ status }) => status === 'fail').flatMap(({ miss }) => miss ?? []),
    );
  }

  #quantified(quantifier: Quantifier): Finding {
    const { kind, of, as, where, that } = quantifier;
    const list = this.#run(of, this.#variables);
    if (list.result.kind !== 'value') return this.#undecided({});
    const found = list.result.value as readonly unknown[];
    const judged = [
      ...elementsOf(found, as).map((element) => this.#candidate(element, as, where, that)),
      ...holesOf(found).map((gap) => this.#unseen(gap)),
    ];
    // An element that `where` leaves out is no candidate; one it cannot decide may be.
    const counted = judged.filter(({ isIn }) => isIn !== 'false');
    const candidates = counted.map(({ result }) => result);
    const verdict = QUANTIFY[kind](counted.map(({ isIn, result }) => ({ isIn, satisfies: result.status })));
    if (verdict === 'not-applicable') return this.#result('not-applicable', { message: 'Nothing to judge here.' });
    if (verdict === 'unknown') return this.#undecided({ candidates });
    return this.#decided(verdict, { candidates }, verdict === 'fail' ? missesOf(candidates) : []);
  }

  #candidate(element: Evidence, as: string, where: Expression<boolean> | undefined, that: readonly Clause[]) {
    const variables = { ...this.#variables, [as]: element };
    const isIn: Truth = where ? truthOf(this.#run(where, variables)) : 'true';
    const clauses = isIn === 'false' ? [] : that.map((clause) => this.#clause(clause, variables));
    const { resource, path } = Evidence.source(element);
    const reference: ResourceReference = resource
      ? referenceTo(resource)
      : { type: 'unknown', id: path, name: 'one that could not be read' };
    const result: CandidateResult = {
      resource: reference,
      status: conjunction(clauses),
      clauses: clauses.filter(({ status }) => status !== 'pass'),
    };
    return { isIn, result };
  }

  /** There may be an element here: nothing is known of it. */
  #unseen(gap: Gap) {
    this.#gaps.add(gap);
    const resource = { type: 'unknown', id: 'unknown', name: 'one that could not be read' };
    return { isIn: 'unknown' as Truth, result: { resource, status: 'unknown', clauses: [] } as CandidateResult };
  }

  #clause({ condition, miss }: Clause, variables: Variables): ClauseResult {
    const outcome = this.#run(condition, variables);
    const truth = truthOf(outcome);
    return {
      expression: condition.text,
      status: truth === 'true' ? 'pass' : truth === 'false' ? 'fail' : 'unknown',
      ...(miss && truth === 'false' && { miss: miss.render(variables, this.#world) }),
      values: valuesOf(outcome.touches),
    };
  }

  #run<T>(expression: Expression<T>, variables: Variables): Outcome<T> {
    const outcome = expression.evaluate(variables, this.#world);
    this.touches.push(...outcome.touches);
    for (const walk of outcome.walks) this.#walks.add(walk);
    if (outcome.result.kind === 'unknown') for (const gap of outcome.gaps) this.#gaps.add(gap);
    if (outcome.result.kind === 'error')
      this.#errors.push(`check error: ${outcome.result.message} in ${expression.text}`);
    return outcome;
  }

  #decided(verdict: 'pass' | 'fail', parts: Partial<Finding>, misses: readonly string[]): Finding {
    if (verdict === 'pass') return this.#result('pass', { message: `${this.#check.title}.`, ...parts });
    const message = this.#check.message.render(this.#variables, this.#world).trim();
    return this.#result('fail', {
      message: misses.length === 0 ? message : `${message} ${misses.map((miss) => `It ${miss}.`).join(' ')}`,
      ...parts,
      ...this.#fix(),
    });
  }

  /** What the check says to do, with the names of this resource, as far as names stand in it. */
  #fix(): Pick<Finding, 'fix'> {
    const filled = FIX_WAYS.flatMap((way) => {
      const template = this.#check.fix[way];
      if (!template || (way !== 'cli' && !template.text.includes('{{'))) return [];
      return [[way, template.render(this.#variables, this.#world, QUOTE[way]).trim()]];
    });
    return filled.length === 0 ? {} : { fix: Object.fromEntries(filled) };
  }

  #undecided(parts: Partial<Finding>): Finding {
    const reasons = [...reasonsOf(this.#gaps), ...new Set(this.#errors)];
    return this.#result('unknown', {
      message: `Undecided: ${reasons.join('; ')}.`,
      ...parts,
      reasons,
      ...(this.#gaps.size === 0 && { checkError: true as const }),
    });
  }

  #result(status: Status, parts: Partial<Finding> & { readonly message: string }): Finding {
    return {
      check: this.#check.id,
      resource: referenceTo(this.#resource),
      status,
      ...parts,
      ...(this.#walks.size > 0 && { walks: [...this.#walks] }),
      evidence: evidenceOf(new Set(this.touches)),
    };
  }
}

const QUOTE = { cli: quoteForShell, terraform: quoteForTerraform, cloudformation: quoteForYaml } as const;

const conjunction = (clauses: readonly ClauseResult[]): 'pass' | 'fail' | 'unknown' => {
  if (clauses.some(({ status }) => status === 'fail')) return 'fail';
  return clauses.some(({ status }) => status === 'unknown') ? 'unknown' : 'pass';
};

/** More than these are counted only; the finding lists them all. */
const MOST_MISSES = 3;

function missesOf(candidates: readonly CandidateResult[]): readonly string[] {
  const said = candidates.flatMap(({ resource, clauses }) => {
    const misses = clauses.flatMap(({ miss }) => miss ?? []);
    return misses.length === 0 ? [] : [`has ${resource.name}, which ${misses.join(' and ')}`];
  });
  const rest = said.length - MOST_MISSES;
  return rest > 0 ? [...said.slice(0, MOST_MISSES), `has ${rest} more that fall short`] : said;
}

interface Candidate {
  readonly isIn: Truth;
  readonly satisfies: 'pass' | 'fail' | 'unknown';
}

type Verdict = 'pass' | 'fail' | 'unknown' | 'not-applicable';

/** Three-valued quantifiers; a candidate is never certainly out here, and may be a hole. */
const QUANTIFY: Record<Quantifier['kind'], (candidates: readonly Candidate[]) => Verdict> = {
  some(candidates) {
    if (candidates.some(({ isIn, satisfies }) => isIn === 'true' && satisfies === 'pass')) return 'pass';
    return candidates.every(({ satisfies }) => satisfies === 'fail') ? 'fail' : 'unknown';
  },
  every(candidates) {
    if (candidates.length === 0) return 'not-applicable';
    if (candidates.some(({ isIn, satisfies }) => isIn === 'true' && satisfies === 'fail')) return 'fail';
    return candidates.every(({ isIn, satisfies }) => isIn === 'true' && satisfies === 'pass') ? 'pass' : 'unknown';
  },
  none(candidates) {
    if (candidates.length === 0) return 'not-applicable';
    if (candidates.some(({ isIn, satisfies }) => isIn === 'true' && satisfies === 'pass')) return 'fail';
    return candidates.every(({ satisfies }) => satisfies === 'fail') && candidates.some(({ isIn }) => isIn === 'true')
      ? 'pass'
      : 'unknown';
  },
};
