// What staff would do on the demo's first morning, so that nobody meets empty lists: the county's risks are assessed, one village gets its annual reports.
import { dayOf } from '#platform/contract.ts';
import { reportRoutes } from '#care/portrait/report-contract.ts';
import { riskRoutes } from '#care/risk/contract.ts';
import type { ServerClient } from './server-client.ts';

interface Staff {
  bureau: ServerClient;
  doctor: ServerClient;
}

/** Nothing where it was done before; what staff may not do is left alone. */
export async function firstMorning({ bureau, doctor }: Staff, now: Date, say: (line: string) => void): Promise<void> {
  const assessed = await bureau.call(riskRoutes.run, {});
  if (!assessed.ok || assessed.reply.last) return;
  const begun = await bureau.call(riskRoutes.startRun, {});
  if (begun.ok) say('the bureau has the risks of the county assessed');
  const villages = await doctor.call(reportRoutes.villages, {});
  const village = villages.ok ? villages.reply.villages.toSorted((a, b) => b.people - a.people)[0] : undefined;
  if (!village) return;
  const year = Number(dayOf(now).slice(0, 4));
  const run = await doctor.call(reportRoutes.run, { body: { villageId: village.villageId, year } });
  if (run.ok) say(`the family doctor has the annual reports of ${village.name} made`);
}
