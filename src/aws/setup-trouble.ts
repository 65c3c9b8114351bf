import type { CallError } from '../model/call.ts';
import { EXPIRED_CREDENTIALS } from '../model/sort-error.ts';
import { UNPARSABLE } from './answer.ts';
import type { NoCredentials } from './credentials.ts';
import { SetupError } from './errors.ts';

const UNKNOWN_TO_AWS = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'AuthFailure',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'ERR_INVALID_CHAR',
]);

const SEE_ALSO = '`aws sts get-caller-identity` should work in the same shell.';

const renewHint = (profile: string | undefined): string =>
  `Renew them, such as with \`aws sso login${profile === undefined ? '' : ` --profile ${profile}`}\`, and run the command again.`;

/** The first call was refused, or never got there. */
export function refusal({ code, message, status }: CallError, host: string, profile: string | undefined): SetupError {
  if (EXPIRED_CREDENTIALS.has(code)) {
    return new SetupError('credentials', `The AWS credentials have expired (${code}).`, renewHint(profile));
  }
  if (UNKNOWN_TO_AWS.has(code)) {
    return new SetupError(
      'credentials',
      `AWS does not accept the credentials (${code}).`,
      `Check the access key, its secret and the session token: ${SEE_ALSO}`,
    );
  }
  if (code === 'ERR_INVALID_URL') {
    return new SetupError(
      'endpoint',
      'The endpoint configured for AWS is not a URL.',
      'Expected something like AWS_ENDPOINT_URL=http://localhost:5000.',
    );
  }
  if (status === 0) {
    return new SetupError(
      'endpoint',
      `AWS cannot be reached: ${host} does not answer (${code}).`,
      'Check the network, the spelling of the region, and AWS_ENDPOINT_URL if it is set.',
    );
  }
  if (code === UNPARSABLE || code === 'Unknown') {
    return new SetupError(
      'endpoint',
      `${host} does not speak like AWS (HTTP ${status}).`,
      'Check AWS_ENDPOINT_URL, and whether a proxy answers in its place.',
    );
  }
  if (status >= 500 || status === 429) {
    return new SetupError(
      'endpoint',
      `AWS cannot answer now (${code}, HTTP ${status} from ${host}).`,
      'Try again later; https://health.aws.amazon.com shows outages.',
    );
  }
  return new SetupError(
    'credentials',
    `AWS does not say whose credentials these are (${code}): ${message}`,
    `sts:GetCallerIdentity must not be denied. ${SEE_ALSO}`,
  );
}

/** The chain found no credentials it could use. */
export function noCredentials({ code, message }: NoCredentials, profile: string | undefined): SetupError {
  if (/expired|refresh|sso login/i.test(`${code} ${message}`)) {
    return new SetupError('credentials', `The AWS credentials have expired: ${firstLine(message)}`, renewHint(profile));
  }
  if (profile !== undefined && /could not (resolve|load) credentials|profile/i.test(message)) {
    return new SetupError(
      'profile',
      `The AWS profile "${profile}" does not exist, or holds no credentials.`,
      '`aws configure list-profiles` lists the profiles there are.',
    );
  }
  if (code === 'CredentialsProviderError') {
    return new SetupError(
      'credentials',
      'No AWS credentials were found.',
      `Sign in with \`aws sso login\`, set AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. ${SEE_ALSO}`,
    );
  }
  return new SetupError(
    'credentials',
    `The AWS credentials could not be had (${code}): ${firstLine(message)}`,
    SEE_ALSO,
  );
}

const firstLine = (text: string): string => text.split('\n')[0] ?? '';
