import { textOf } from '../answers.ts';
import { on, type Rule } from '../rules.ts';

/** AWS takes a trail by its ARN, too, in its home region; moto starts and stops trails by name only. */
export function trailNameGaps(): readonly Rule[] {
  const byName: Rule = async ({ input }, forward) => {
    const Name = textOf(input.Name).replace(/^arn:.*:trail\//, '');
    return forward({ body: Buffer.from(JSON.stringify({ ...input, Name })) });
  };
  return [on('cloudtrail', 'StartLogging', byName), on('cloudtrail', 'StopLogging', byName)];
}
