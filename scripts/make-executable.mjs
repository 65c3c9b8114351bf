// tsc writes plain files; the command must be executable where npm does not see to it.
import { chmodSync } from 'node:fs';

chmodSync('dist/cli/main.js', 0o755);
