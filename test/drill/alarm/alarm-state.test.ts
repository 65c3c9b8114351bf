import { describe, expect, test } from 'vitest';
import { type AlarmState, alarmState, type Point, type Treatment } from '../../../src/drill/alarm/alarm-state.ts';

// The tables of "Configuring how CloudWatch alarms treat missing data": datapoints, then the state when missing ones are
// treated as missing, ignore, breaching, notBreaching. `kept` is the state the alarm was in.
type Row = readonly [datapoints: string, ...states: readonly (AlarmState | 'kept')[]];
const THREE_OF_THREE: readonly Row[] = [
  ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
  ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
  ['- - - - -', 'INSUFFICIENT_DATA', 'kept', 'ALARM', 'OK'],
  ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['- - X - -', 'ALARM', 'kept', 'ALARM', 'OK'],
];
const TWO_OF_THREE: readonly Row[] = [
  ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - X -', 'ALARM', 'kept', 'ALARM', 'OK'],
];
// From the text on premature transitions: not yet, since the next datapoint may not be breaching.
const TOO_YOUNG: readonly Row[] = [
  ['- - - - X', 'kept', 'kept', 'ALARM', 'OK'],
  ['- - - X -', 'kept', 'kept', 'ALARM', 'OK'],
];

const TREATMENTS: readonly Treatment[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
const SIGNS: Readonly<Record<string, Point>> = { '0': 'within', X: 'breaching', '-': 'missing' };
const points = (row: string): Point[] => row.split(' ').map((sign) => SIGNS[sign] as Point);

// What lies further back than the evaluation periods does not count when none is missing.
const EXTRA: readonly Row[] = [['X X 0 0 X', 'OK', 'OK', 'OK', 'OK']];

describe.each<[number, readonly Row[]]>([
  [3, THREE_OF_THREE],
  [2, TWO_OF_THREE],
  [3, TOO_YOUNG],
  [2, EXTRA],
])('%i of 3 datapoints to alarm', (datapointsToAlarm, rows) => {
  test.each(rows)('%s', (datapoints, ...states) => {
    for (const [index, treatMissingData] of TREATMENTS.entries()) {
      for (const current of ['OK', 'INSUFFICIENT_DATA', 'ALARM'] as const) {
        const expected = states[index] === 'kept' ? current : states[index];
        const counting = { evaluationPeriods: 3, datapointsToAlarm, treatMissingData };
        expect(alarmState(points(datapoints), counting, current), treatMissingData).toBe(expected);
      }
    }
  });
});
