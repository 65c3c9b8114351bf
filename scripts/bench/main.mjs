/** `npm run bench`: ratios in one run, and rates beside them. Needs the built package. */
import { interpreters } from './interpreters.mjs';
import { loadCatalog } from './load-catalog.mjs';
import { shareOfScan } from './share-of-scan.mjs';
import { startUp } from './start-up.mjs';

startUp();
await loadCatalog();
await interpreters();
await shareOfScan();
