// What every use case of annual reports is given, and what higher contexts tell it of chronic diseases.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ChronicPart } from '../../rules/report/report-model.ts';
import type { Parts } from '../parts.ts';
import type { ReportPrinter } from './print-report.ts';

export interface ReportSpan {
  year: number;
  from: Date;
  to: Date;
  asOf: Day;
}
/** Chronic diseases of these people with visits, control and targets, as the programme knows them. */
export type ReportPartSource = (
  q: Sql,
  personIds: readonly string[],
  span: ReportSpan,
) => Promise<ReadonlyMap<string, readonly ChronicPart[]>>;

export interface ReportParts extends Parts {
  readonly sources: readonly ReportPartSource[];
  readonly print: ReportPrinter;
}
