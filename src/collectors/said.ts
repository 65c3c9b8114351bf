import { Gap } from '../model/gap.ts';

/** A member of an answer, or a gap where AWS left out what has to be there: absent is not "no". */
export const said = <T>(value: T | undefined, what: string): T | Gap =>
  value ?? new Gap('failed', `AWS did not say ${what}`);
