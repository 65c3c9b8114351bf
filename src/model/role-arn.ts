/** The role of an account; a name may start with a path. */
export const roleArn = (partition: string, account: string, roleName: string): string =>
  `arn:${partition}:iam::${account}:role/${roleName}`;
