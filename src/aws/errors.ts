/** Credentials that worked have run out. It ends the run; what was recorded stays. */
export class CredentialsExpired extends Error {
  readonly hint =
    'Renew the credentials (such as `aws sso login`) and run the same command again: it resumes where it stopped.';
  readonly code: string;

  constructor(account: string, code: string, detail = '') {
    super(`The credentials for account ${account} have expired (${code})${detail && `: ${detail}`}`);
    this.name = 'CredentialsExpired';
    this.code = code;
  }
}

/** A request that is not on the allow-list: our bug, stopped before anything left the process. */
export class OperationRefused extends Error {
  constructor(service: string, operation: string) {
    super(`${service}:${operation} is not on the list of operations this client may use`);
    this.name = 'OperationRefused';
  }
}

/** What stands in the way of the first call. */
export type SetupTrouble = 'credentials' | 'endpoint' | 'region' | 'profile';

/** AWS cannot be asked at all: one message, and what to do. */
export class SetupError extends Error {
  readonly trouble: SetupTrouble;
  readonly hint: string;

  constructor(trouble: SetupTrouble, message: string, hint: string) {
    super(message);
    this.name = 'SetupError';
    this.trouble = trouble;
    this.hint = hint;
  }
}
