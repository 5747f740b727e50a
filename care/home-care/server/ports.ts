// What home care needs of others: the province's home nursing platform, which is told of finished visits. Off until one is registered.
import type { PlatformReply, PlatformReport } from '../rules/platform-report.ts';

export interface HomeNursingPlatform {
  /** Idempotent by `order_id`: sent again, the first reply comes again. Rejects where nobody answered. */
  report(report: PlatformReport, signal: AbortSignal): Promise<PlatformReply>;
}
