import { Gap } from '../model/gap.ts';
import type { Outputs } from '../model/outputs.ts';
import { type Part, part } from './assemble.ts';
import { type Call, missingFrom } from './calls.ts';
import { said } from './said.ts';

export const detectorCalls = ['guardduty:ListDetectors', 'guardduty:GetDetector', 'securityhub:DescribeHub'] as const;

/** Whether GuardDuty and Security Hub are on in a region. */
export async function collectDetectors(call: Call, region: string): Promise<readonly Part[]> {
  const [guardDuty, hub] = await Promise.all([
    collectGuardDuty(call, region),
    call('securityhub:DescribeHub', {}, { region }),
  ]);
  return [
    guardDuty,
    part('securityhub:DescribeHub', hub, ({ HubArn }) => ({
      securityHub: { arn: said(HubArn, 'the ARN of the hub') },
    })),
  ];
}

/** The list says whether there is a detector, so it is part of what the detector's settings rest on. */
async function collectGuardDuty(call: Call, region: string): Promise<Part> {
  const name = 'guardduty:GetDetector';
  const listed = await call('guardduty:ListDetectors', { MaxResults: 50 }, { region });
  const missing = missingFrom(listed);
  const ids = listed.kind === 'ok' ? listed.output.DetectorIds : undefined;
  const [DetectorId] = ids ?? [];
  if (DetectorId === undefined) {
    const none = ids ? {} : new Gap('failed', `AWS did not say which detectors there are in ${region}`);
    return { call: name, references: listed.references, fields: missing ?? none };
  }
  const answer = await call(name, { DetectorId }, { region });
  const settings = part(name, answer, (detector) => ({ guardDuty: settingsOf(DetectorId, detector) }));
  return { ...settings, references: [...listed.references, ...settings.references] };
}

/** Features replaced data sources; AWS answers both, where it knows both. */
function settingsOf(detectorId: string, { Status, Features, DataSources }: Outputs['guardduty:GetDetector']) {
  const feature = Features?.find(({ Name }) => Name === 'CLOUD_TRAIL');
  return {
    detectorId,
    status: said(Status, 'whether the detector is enabled'),
    cloudTrail: said(
      feature?.Status ?? DataSources?.CloudTrail?.Status,
      'whether the detector analyses CloudTrail management events',
    ),
  };
}
