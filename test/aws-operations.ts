/** The clients that know the operations of a service, by its name in the AWS CLI. */
const CLIENTS: Readonly<Record<string, () => Promise<object>>> = {
  cloudtrail: () => import('@aws-sdk/client-cloudtrail'),
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  configservice: () => import('@aws-sdk/client-config-service'),
  ec2: () => import('@aws-sdk/client-ec2'),
  events: () => import('@aws-sdk/client-eventbridge'),
  guardduty: () => import('@aws-sdk/client-guardduty'),
  iam: () => import('@aws-sdk/client-iam'),
  kms: () => import('@aws-sdk/client-kms'),
  logs: () => import('@aws-sdk/client-cloudwatch-logs'),
  organizations: () => import('@aws-sdk/client-organizations'),
  s3api: () => import('@aws-sdk/client-s3'),
  s3control: () => import('@aws-sdk/client-s3-control'),
  securityhub: () => import('@aws-sdk/client-securityhub'),
  sns: () => import('@aws-sdk/client-sns'),
};

/** What every command of the CLI takes. */
const EVERYWHERE = ['region', 'query', 'output'];

/** What the CLI calls otherwise than the API, or adds. */
const BESIDES: Readonly<Record<string, readonly string[]>> = {
  'configservice put-configuration-recorder': ['recording-group'],
  'sns subscribe': ['notification-endpoint'],
};

/** What is wrong with a call of the AWS CLI, as far as the API says: an unknown service, operation, option, or broken JSON. */
export async function complaintsAbout(call: readonly string[]): Promise<readonly string[]> {
  const [service = '', operation = '', ...words] = call;
  const command = `${service} ${operation}`;
  // The one high-level command.
  if (command === 's3 mb') return words[0]?.startsWith('s3://') ? [] : [`${command} names no bucket`];
  const load = CLIENTS[service];
  if (!load) return [`there is no service ${service}`];
  const members = membersOf(await load(), operation);
  if (!members) return [`${service} has no operation ${operation}`];
  const known = new Set([...members, ...[...EVERYWHERE, ...(BESIDES[command] ?? [])].map(plain)]);
  return words.flatMap((word) => {
    if (word.startsWith('[') || word.startsWith('{'))
      return isJson(word) || isPattern(word) ? [] : [`no JSON: ${word}`];
    if (!word.startsWith('--')) return [];
    const option = plain(word.slice(2));
    return known.has(option) || known.has(option.replace(/^no/, '')) ? [] : [`${command} has no option ${word}`];
  });
}

/** `--s3-bucket-name` is S3BucketName. */
const plain = (name: string): string => name.replaceAll('-', '').toLowerCase();

/** The members of an operation's input, by the schemas that come with each client: members are fifth, an input is, too. */
function membersOf(client: object, operation: string): ReadonlySet<string> | undefined {
  const name = Object.keys(client).find((key) => key.toLowerCase() === `${plain(operation)}$`);
  if (name === undefined) return undefined;
  const input = fifthOf((client as Record<string, unknown>)[name]);
  const members = fifthOf(typeof input === 'function' ? (input as () => unknown)() : input);
  return new Set(Array.isArray(members) ? members.map((member) => plain(String(member))) : []);
}

const fifthOf = (schema: unknown): unknown => (Array.isArray(schema) ? (schema as unknown[])[4] : undefined);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The pattern of a metric filter begins like JSON and is none. */
const isPattern = (text: string): boolean => /^\{ \(*\$\./.test(text);
