// Accounts over HTTP, a job runner and an ndjson reader, for the tests of bulk exports and imports.
import { pino } from 'pino';
import type { Role } from '#platform/kernel/access/roles.ts';
import { accountActor } from '#platform/kernel/auth/account-actor.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { createAccount } from '#platform/kernel/auth/accounts.ts';
import { JobRunner } from '#platform/kernel/jobs/runner.ts';
import type { TestRecord } from '../test-record.ts';
import type { BulkJob } from './job.ts';
import { findJob } from './store/jobs.ts';

const password = 'a-long-test-password';

interface Manifest {
  transactionTime: string;
  request: string;
  requiresAccessToken: boolean;
  output: {
    type: string;
    url: string;
    count: number;
    created: number;
    updated: number;
    unchanged: number;
    refused: number;
  }[];
  deleted?: { type: string; url: string; count: number }[];
  error: { type: string; url: string; count: number }[];
}
export type Json = Record<string, unknown> & { resourceType: string; id: string; meta?: Record<string, unknown> };

export class BulkClient {
  readonly accountId: string;
  private readonly test: TestRecord;
  private readonly token: string;
  private constructor(test: TestRecord, accountId: string, token: string) {
    this.test = test;
    this.accountId = accountId;
    this.token = token;
  }

  static async open(test: TestRecord, login: string, role: Role, orgUnitId: string): Promise<BulkClient> {
    const id = test.kernel.newId();
    const account = { id, login, displayName: login, kind: 'system', password, roles: [{ role, orgUnitId }] } as const;
    await test.kernel.db.tx((q) => createAccount(q, account, new Date('2020-01-01'), { n: 16, r: 8, p: 1 }));
    const opened = await test.started.server.inject({
      method: 'POST',
      url: '/api/session',
      payload: { account: login, password },
    });
    return new BulkClient(test, id, opened.json<{ token: string }>().token);
  }

  ask(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: string | Buffer,
    headers: Record<string, string> = {},
  ) {
    return this.test.started.server.inject({
      method,
      url: url.replace(/^https?:\/\/[^/]+/, ''),
      payload,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(payload === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...headers,
      },
    });
  }

  /** Begins an export; returns the address of its status. */
  async begin(address: string, headers: Record<string, string> = {}): Promise<string> {
    const answer = await this.ask('GET', address, undefined, { prefer: 'respond-async', ...headers });
    if (answer.statusCode !== 202) throw new Error(`${address}: ${answer.statusCode} ${answer.body}`);
    return String(answer.headers['content-location']);
  }

  async import(lines: readonly (object | string)[]): Promise<string> {
    const body = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    const answer = await this.ask('POST', '/fhir/$import', body, { 'content-type': 'application/fhir+ndjson' });
    if (answer.statusCode !== 202) throw new Error(`$import: ${answer.statusCode} ${answer.body}`);
    return String(answer.headers['content-location']);
  }

  /** Follows the status until the job ends. */
  async manifest(status: string): Promise<Manifest> {
    for (;;) {
      const answer = await this.ask('GET', status);
      if (answer.statusCode === 200) return answer.json<Manifest>();
      if (answer.statusCode !== 202) throw new Error(`${status}: ${answer.statusCode} ${answer.body}`);
      await new Promise((wake) => setTimeout(wake, 30));
    }
  }

  async lines(files: readonly { url: string }[]): Promise<Json[]> {
    const all: Json[] = [];
    for (const { url } of files) {
      const { body } = await this.ask('GET', url);
      for (const line of body.split('\n')) if (line !== '') all.push(JSON.parse(line) as Json);
    }
    return all;
  }

  /** Everything that an export gives. */
  async exported(address: string): Promise<Json[]> {
    return this.lines((await this.manifest(await this.begin(address))).output);
  }

  async job(status: string): Promise<BulkJob> {
    return (await findJob(this.test.kernel.db, status.split('/').at(-1)!))!;
  }

  async actor(): Promise<Actor> {
    const work = { task: 'test', requestId: 'test', at: this.test.clock.now() };
    return (await accountActor(this.test.kernel.db, this.accountId, work))!;
  }
}

export async function startRunner({ kernel, record, clock }: TestRecord): Promise<JobRunner> {
  const services = { db: kernel.db, jobs: kernel.jobs, clock, log: pino({ level: 'silent' }) };
  const runner = new JobRunner(services, record.context.jobs!, []);
  await runner.start();
  return runner;
}

export const keysOf = (resources: readonly Json[]): string[] =>
  resources.map(({ resourceType, id }) => `${resourceType}/${id}`).toSorted();
