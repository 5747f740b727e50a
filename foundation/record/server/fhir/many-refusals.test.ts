// A batch with many refused entries: each is answered, the others are written, in few attempts.
import { expect, it, vi } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { actor, clientOf, migrationFolders, openRecord, units } from '../test-record.ts';
import { observation, put } from './test-observation.ts';

describeOnEachEngine('FHIR batch with refusals', { contexts: migrationFolders }, (database) => {
  it('names every refused entry at once', async () => {
    const test = await openRecord(database.db);
    const client = clientOf(test, actor('integrator', units.county));
    const transactions = vi.spyOn(database.db, 'tx');
    const lost = { subject: { reference: 'Patient/nobody' } };
    const entry = Array.from({ length: 200 }, (_, at) => put(`many-${at}`, observation(at, at % 2 ? lost : {})));
    const batch = await client('POST', '/', { resourceType: 'Bundle', type: 'batch', entry });
    const statuses = batch.json.entry.map((one: { response: { status: string } }) => one.response.status);
    expect(statuses).toEqual(entry.map((_, at) => (at % 2 ? '422' : '201 Created')));
    expect(transactions.mock.calls.length).toBeLessThan(5);
    transactions.mockRestore();
    const transaction = await client('POST', '/', { resourceType: 'Bundle', type: 'transaction', entry });
    expect(transaction.status).toBe(422);
    expect(transaction.json.issue).toHaveLength(100);
    expect(transaction.json.issue[1].expression).toEqual(['Bundle.entry[3]']);
  });
});
