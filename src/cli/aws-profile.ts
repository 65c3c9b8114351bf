import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Whether the AWS configuration files have a profile of this name. */
export async function looksLikeAwsProfile(name: string): Promise<boolean> {
  const files = [
    process.env['AWS_CONFIG_FILE'] ?? join(homedir(), '.aws', 'config'),
    process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(homedir(), '.aws', 'credentials'),
  ];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  const sections = texts
    .join('\n')
    .split('\n')
    .map((line) => line.trim());
  return sections.includes(`[${name}]`) || sections.includes(`[profile ${name}]`);
}
