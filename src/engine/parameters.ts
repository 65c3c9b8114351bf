import type { Check, ParameterValue } from '../expressions/check.ts';

/** A check's parameters as its file sets them. */
export const defaultParameters = (check: Check): Record<string, ParameterValue> =>
  Object.fromEntries(Object.entries(check.params).map(([name, parameter]) => [name, parameter.default]));

/** A check's parameters with what profile and configuration set, by name. */
export const parametersOf = (
  check: Check,
  set: Readonly<Record<string, ParameterValue>>,
): Record<string, ParameterValue> => ({
  ...defaultParameters(check),
  ...Object.fromEntries(Object.entries(set).filter(([name]) => Object.hasOwn(check.params, name))),
});
