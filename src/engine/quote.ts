const PLAIN = /^[\w@%+=:,./-]+$/;

/** A value as one word of a POSIX shell command: names are hostile input, and people copy commands. */
export const quoteForShell = (value: string): string =>
  PLAIN.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;

/**
 * A value inside a quoted string of Terraform.
 *
 * Source: Terraform language, "Strings and Templates", escape sequences.
 */
export const quoteForTerraform = (value: string): string =>
  JSON.stringify(value)
    .slice(1, -1)
    .replaceAll(/\\./g, (escape) => NOT_OF_TERRAFORM[escape] ?? escape)
    .replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);

/** Escapes of JSON that Terraform does not have. */
const NOT_OF_TERRAFORM: Readonly<Record<string, string>> = { '\\b': '\\u0008', '\\f': '\\u000c' };

/** A value as one YAML scalar: CloudFormation takes JSON's double-quoted form wherever a plain one would mislead. */
export const quoteForYaml = (value: string): string =>
  PLAIN_YAML.test(value) && !RESERVED.test(value) ? value : JSON.stringify(value);

/** A word or path, maybe with colons inside, or a small number without a leading zero. */
const PLAIN_YAML = /^([A-Za-z/][\w+=./-]*(:[\w+=./*-]+|::+)*|[1-9]\d{0,8})$/;
const RESERVED = /^(true|false|yes|no|on|off|null|y|n)$/i;
