import type { ResourceReference } from '../model/finding.ts';
import type { ReportHead } from '../model/report.ts';
