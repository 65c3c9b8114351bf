import { changeJson, type JsonObject, textOf } from '../answers.ts';
import { on, type Rule } from '../rules.ts';
import type { Settings } from '../settings.ts';

/** moto forgets how often a key rotates. */
export function keyRotationGaps(settings: Settings): readonly Rule[] {
  const getKeyRotationStatus: Rule = async ({ input }, forward) =>
    changeJson(await forward(), (output) => {
      return output.KeyRotationEnabled === true
        ? { ...output, RotationPeriodInDays: settings.rotationPeriods.get(idOf(input)) ?? 365 }
        : output;
    });
  const enableKeyRotation: Rule = async ({ input }, forward) => {
    const { RotationPeriodInDays: days } = input;
    if (typeof days === 'number') settings.rotationPeriods.set(idOf(input), days);
    return forward();
  };
  return [on('kms', 'GetKeyRotationStatus', getKeyRotationStatus), on('kms', 'EnableKeyRotation', enableKeyRotation)];
}

/** The key's id, be it named by that or by its ARN. */
const idOf = ({ KeyId }: JsonObject): string => textOf(KeyId).replace(/^.*key\//, '');
