/**
 * What the keys of a trail's log files begin with, whichever account they are of: `AWSLogs/`, below the trail's prefix.
 *
 * Source: CloudTrail user guide, "Finding your CloudTrail log files".
 *
 * @param prefix the trail's `s3KeyPrefix`; anything but a text is none
 */
export const logRoot = (prefix: unknown): string =>
  typeof prefix === 'string' && prefix !== '' ? `${prefix.replace(/\/$/, '')}/AWSLogs/` : 'AWSLogs/';
