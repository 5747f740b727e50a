// Promise: a doctor fills in a scale for a person on the clinic's screens, what is urgent is said at once, it is signed once, stands in the record with its points, and prints with its answers.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WorklistReply } from '#programmes/chronic-care/contract.ts';
import type { ScalesReply } from '#programmes/chronic-care/scales-contract.ts';
import { violations } from './accessibility.ts';
import { openJourneyCounty, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

it('a PHQ-9 is filled in, signed, kept and printed', async () => {
  const gp = await county.as('gp');
  const { items } = (await gp('GET', '/api/chronic-care/people')).json as WorklistReply;
  const { personId } = items[0]!;
  const { page } = await county.newPage();
  await page.goto(county.address);
  await page
    .getByRole('button', { name: /全科医生/ })
    .first()
    .click();
  await page.waitForURL('**/clinic/**');
  await page.goto(`${county.address}/clinic/people/${personId}/scales`);

  const line = page.getByRole('listitem').filter({ hasText: '抑郁症筛查量表 PHQ-9' });
  await line.getByRole('button', { name: '填写' }).click();
  const sheet = page.getByRole('region', { name: /PHQ-9/ });
  await sheet.getByRole('button', { name: /签名并保存/ }).click();
  await expect.poll(() => sheet.getByRole('status').textContent()).toContain('还缺');
  const groups = sheet.locator('[data-item]');
  expect(await groups.count()).toBe(9);
  // Thoughts of self-harm, asked last, are answered first: what to do is said before the rest is known.
  await groups.nth(8).getByRole('radio').nth(1).click();
  await expect.poll(() => sheet.getByRole('status').textContent()).toContain('今天由医务人员打电话');
  for (let at = 0; at < 8; at += 1) await groups.nth(at).getByRole('radio').nth(1).click();
  await expect.poll(() => sheet.getByRole('status').textContent()).toContain('9');
  expect(await violations(page)).toEqual([]);
  await sheet.getByRole('button', { name: /签名并保存/ }).click();

  const kept = page.getByRole('region', { name: '填过的量表' });
  await kept.getByText('9 分').waitFor();
  const { filled } = (await gp('GET', `/api/people/${personId}/scales`)).json as ScalesReply;
  expect(filled).toHaveLength(1);
  expect(filled[0]).toMatchObject({ result: { state: 'complete', score: { value: 9 } } });
  expect(filled[0]!.signedBy).not.toBe('');
  await kept.getByRole('button', { name: '看答案' }).click();
  await page.emulateMedia({ media: 'print' });
  await page.getByText('审核人签名').waitFor();
  expect(await page.getByText(filled[0]!.signedBy).count()).toBeGreaterThan(0);
  await page.emulateMedia({ media: 'screen' });

  await page.goto(`${county.address}/clinic/people/${personId}`);
  await page.getByText('PHQ-9').first().waitFor();
}, 120_000);
