import { changeJson, textOf } from '../answers.ts';
import { on, type Rule } from '../rules.ts';
import type { Settings } from '../settings.ts';

/** moto forgets how often a key rotates. */
export function keyRotationGaps(settings: Settings): readonly Rule[] {
  const getKeyRotationStatus: Rule = async ({ input }, forward) =>
    changeJson(await forward(), (output) => {
      const id = textOf(input.KeyId).replace(/^.*key\//, '');
      return output.KeyRotationEnabled === true
        ? { ...output, RotationPeriodInDays: settings.rotationPeriods.get(id) ?? 365 }
        : output;
    });
  return [on('kms', 'GetKeyRotationStatus', getKeyRotationStatus)];
}
