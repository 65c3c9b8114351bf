import type { Location, Result } from 'sarif';
import { isText, isUnique, type Rules } from './rules.ts';

const LEVELS = ['error', 'warning', 'note', 'none'];
const KINDS = ['pass', 'open', 'informational', 'notApplicable', 'review', 'fail'];
const SUPPRESSION_STATUSES = ['accepted', 'underReview', 'rejected'];

const uriOf = ({ locations }: Result): string => locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '';
const regionOf = (location: Location | undefined) => location?.physicalLocation?.region;
const kindOf = ({ kind }: Result): string => kind ?? 'fail';
const linkTargets = ({ message }: Result): readonly string[] =>
  [...(message?.text ?? '').matchAll(/\[[^\]]*\]\(([^)]*)\)/g)].map(([, target]) => target ?? '');

/** A result: sections 1 to 4 and 6. */
export const resultRules: Rules<Result> = {
  'no message.text': ({ message }) => isText(message?.text),
  'message.text does not end with a full stop': ({ message }) => /[.!?…]$/.test(message?.text ?? ''),
  'message.text does not name the resource': ({ message, locations }) =>
    (message?.text ?? '').includes((locations?.[0]?.logicalLocations?.[0]?.name ?? '').replaceAll('](', '] (')),
  'a link in message.text to no related location': (result) =>
    linkTargets(result).every((target) => (result.relatedLocations ?? []).some(({ id }) => String(id) === target)),
  'no location': ({ locations }) => (locations ?? []).length > 0,
  'more than 100 locations are kept': ({ locations }) => (locations ?? []).length <= 100,
  'a location twice': ({ locations }) => isUnique(locations),
  'a location without physicalLocation.artifactLocation.uri': ({ locations }) =>
    (locations ?? []).every(({ physicalLocation }) => isText(physicalLocation?.artifactLocation?.uri)),
  'uri is not a relative path in posture/': (result) => /^posture(?:\/[^/]+)+$/.test(uriOf(result)),
  'uri has a scheme or a colon': (result) => !uriOf(result).includes(':'),
  'uri climbs with . or ..': (result) =>
    !decodeSafely(uriOf(result))
      .split('/')
      .some((segment) => segment === '.' || segment === '..'),
  'uri is not encoded': (result) => /^(?:[\w.~/-]|%[0-9A-F]{2}|:)*$/.test(uriOf(result)),
  'uriBaseId is not defined': ({ locations }, { run }) =>
    (locations ?? []).every(({ physicalLocation }) => {
      const base = physicalLocation?.artifactLocation?.uriBaseId;
      return base === undefined || run?.originalUriBaseIds?.[base] !== undefined;
    }),
  'region lacks a line or column': ({ locations }) =>
    (locations ?? []).every((location) => {
      const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = regionOf(location) ?? {};
      return [startLine, startColumn, endLine, endColumn].every((place) => Number.isInteger(place) && place >= 1);
    }),
  'region ends before it starts': ({ locations }) =>
    (locations ?? []).every((location) => {
      const { startLine = 1, startColumn = 1, endLine = startLine, endColumn = startColumn } = regionOf(location) ?? {};
      return endLine > startLine || (endLine === startLine && endColumn >= startColumn);
    }),
  'more than 1,000 steps of a flow are kept': ({ codeFlows }) =>
    (codeFlows ?? []).every(
      ({ threadFlows }) => threadFlows.reduce((sum, { locations }) => sum + locations.length, 0) <= 1000,
    ),
  'no partialFingerprints.primaryLocationLineHash': ({ partialFingerprints }) =>
    isText(partialFingerprints?.['primaryLocationLineHash']),
  'the hash has another form': ({ partialFingerprints }) =>
    /^[0-9a-f]{16}:\d+$/.test(partialFingerprints?.['primaryLocationLineHash'] ?? ''),
  'fingerprints are for result-management systems': ({ fingerprints }) => fingerprints === undefined,
  'unknown kind': (result) => KINDS.includes(kindOf(result)),
  'unknown level': ({ level }) => level === undefined || LEVELS.includes(level),
  'a level although kind is not fail': (result) =>
    kindOf(result) === 'fail' || result.level === undefined || result.level === 'none',
  'a rank although kind is not fail': (result) => kindOf(result) === 'fail' || result.rank === undefined,
  'GitHub would open an alert for what did not fail': (result, { kind }) =>
    kind === 'sarif' || kindOf(result) === 'fail',
  'GitHub would open an alert for what is suppressed': ({ suppressions }, { kind }) =>
    kind === 'sarif' || (suppressions ?? []).length === 0,
  'level none is not for GitHub': ({ level }, { kind }) => kind === 'sarif' || level !== 'none',
  'a suppression without kind or with an unknown status': ({ suppressions }) =>
    (suppressions ?? []).every(
      ({ kind, status }) =>
        ['inSource', 'external'].includes(kind) && (status === undefined || SUPPRESSION_STATUSES.includes(status)),
    ),
  'a suppression twice': ({ suppressions }) => isUnique(suppressions),
  'unknown baselineState': ({ baselineState }) =>
    baselineState === undefined || ['new', 'unchanged', 'updated', 'absent'].includes(baselineState),
  'ruleIndex does not point at ruleId': ({ ruleId, ruleIndex }, { run }) =>
    ruleIndex !== undefined && ruleId !== undefined && run?.tool.driver.rules?.[ruleIndex]?.id === ruleId,
  'security-severity belongs to the rule': ({ properties }) => properties?.['security-severity'] === undefined,
  'provenance names an invocation that is not there': ({ provenance }, { run }) =>
    provenance?.invocationIndex === undefined || run?.invocations?.[provenance.invocationIndex] !== undefined,
};

const decodeSafely = (uri: string): string => uri.replace(/%2e/gi, '.').replace(/%2f/gi, '/').replaceAll('\\', '/');
