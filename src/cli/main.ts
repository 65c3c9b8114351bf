#!/usr/bin/env node
import { explainFailure } from './explain-failure.ts';
import { buildProgram } from './program.ts';

// The SDK says on every start that Node 20 is near its end; `trailproof doctor` says it once instead.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

try {
  await buildProgram().parseAsync();
} catch (error) {
  process.exitCode = explainFailure(error, process.stderr);
}
