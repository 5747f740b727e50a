// Tries the record out for vehicles before they leave: a follow-up on board reads earlier values from it.
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { RecordContext } from '#foundation/record/server/index.ts';

/** LOINC: systolic and diastolic blood pressure. */
const bloodPressure = ['8480-6', '8462-4'];
const nobody = '00000000-0000-7000-8000-000000000000';
/** Longer than this and nobody on board would wait (assumed). */
const slowMilliseconds = 3_000;

/** Reads values of nobody: the way to the record is walked, no person's data are touched. */
export async function probeRecord(
  { db, clock }: Kernel,
  record: RecordContext,
): Promise<{ passed: boolean; note: string }> {
  const startedAt = performance.now();
  try {
    await record.newestNumbers(db, [nobody], bloodPressure, { from: new Date(0), to: clock.now() });
  } catch {
    return { passed: false, note: '健康档案没有应答' };
  }
  const milliseconds = Math.round(performance.now() - startedAt);
  return { passed: milliseconds <= slowMilliseconds, note: `健康档案 ${milliseconds} 毫秒内应答` };
}
