// Tries the insurance out for vehicles before they leave: charges on board are settled by it.
import type { Billing } from '#foundation/billing/server/index.ts';

const words = {
  none: '没有接入医保',
  silent: '医保没有应答',
  'not-ready': '医保有应答，但暂不受理结算',
  ready: '医保已应答，可以结算',
} as const;

export async function probeInsurance(billing: Billing): Promise<{ passed: boolean; note: string }> {
  const tried = await billing.tryInsurance();
  const sandbox = tried.state !== 'none' && tried.sandbox;
  return { passed: tried.state === 'ready', note: `${sandbox ? '模拟医保：' : ''}${words[tried.state]}` };
}
