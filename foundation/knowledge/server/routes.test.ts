// The knowledge base over HTTP: whole for staff, closed to residents, a missing version said plainly.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import type { ContentSummary } from '../contract.ts';
import type { FormDefinition } from '../rules/form.ts';
import { createKnowledge } from './index.ts';

describeOnEachEngine('the knowledge base', { contexts: [] }, (database) => {
  let test: TestKernel;
  beforeAll(async () => {
    test = await openTestKernel(database.db, () => [createKnowledge().context]);
    await test.addAccount('nurse', 'nurse');
    await test.addAccount('resident', 'resident');
  });
  afterAll(() => test?.stop());

  it('gives forms whole, with bands, and as a Questionnaire', async () => {
    const nurse = await test.as('nurse');
    const { forms } = (await nurse({ url: '/api/knowledge/forms' })).json<{ forms: FormDefinition[] }>();
    const form = forms.find(({ id }) => id === 'hypertension-follow-up')!;
    const systolic = form.sections.flatMap(({ items }) => items).find(({ key }) => key === 'systolic');
    expect(systolic).toMatchObject({ kind: 'number', conflict: 'latest-measured' });
    expect(systolic?.kind === 'number' && systolic.bands?.length).toBe(4);
    const questionnaire = await nurse({ url: `/api/knowledge/forms/${form.id}/${form.version}/questionnaire` });
    expect(questionnaire.json()).toMatchObject({ resourceType: 'Questionnaire', status: 'active' });
  });

  it('lists everything with its proof and status', async () => {
    const nurse = await test.as('nurse');
    const { contents } = (await nurse({ url: '/api/knowledge/contents' })).json<{ contents: ContentSummary[] }>();
    expect(new Set(contents.map(({ kind }) => kind)).size).toBe(7);
    expect(contents.find(({ id }) => id === 'news2')).toMatchObject({ status: 'draft', unconfirmed: 1, reviews: [] });
    for (const path of [
      'instruments',
      'instruments/news2/2017.1',
      'schedules/childhood-vaccines/2025.1',
      'interactions',
      'medicines',
      'ranges',
    ])
      expect((await nurse({ url: `/api/knowledge/${path}` })).statusCode).toBe(200);
  });

  it('says what is missing, and is not open to residents', async () => {
    const nurse = await test.as('nurse');
    const missing = await nurse({ url: '/api/knowledge/instruments/news2/1999.1' });
    expect([missing.statusCode, missing.json<{ title: string }>().title]).toEqual([
      404,
      expect.stringContaining('知识库'),
    ]);
    const resident = await test.as('resident');
    expect((await resident({ url: '/api/knowledge/forms' })).statusCode).toBe(403);
  });
});
