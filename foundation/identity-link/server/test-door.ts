// A server on a real socket with messaging, identity links and the simulated messengers, and browsers that keep cookies; for the tests here.
import type { Db } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { openTestKernel, testPassword, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createMessaging, type Messaging } from '#foundation/messaging/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { createIdentityLink, type IdentityLink } from './index.ts';
import type { MessengerPeer } from './sandbox/peer.ts';

export const folders = ['registry', 'messaging', 'identity_link'].map((schema) => ({
  schema,
  folder: new URL(`../../${schema.replace('_', '-')}/server/migrations/`, import.meta.url),
}));

export interface TestDoor {
  test: TestKernel;
  kernel: Kernel;
  messaging: Messaging;
  identityLink: IdentityLink;
  peer: MessengerPeer;
  address: string;
  /** Texts that went out as SMS. */
  texts: string[];
  /** The machine's time moves on. */
  later(milliseconds: number): void;
  deliverWaiting(): Promise<string[]>;
  browser(): Browser;
  close(): Promise<void>;
}

export async function openTestDoor(db: Db): Promise<TestDoor> {
  let registry: Registry;
  let messaging: Messaging;
  let identityLink: IdentityLink;
  let ahead = 0;
  const texts: string[] = [];
  const test = await openTestKernel(db, (kernel) => {
    registry = createRegistry(kernel);
    messaging = createMessaging(kernel, registry);
    messaging.registerChannel({ name: 'sms', deliver: async ({ text }) => void texts.push(text) });
    identityLink = createIdentityLink(kernel, { messaging }, { now: () => new Date(Date.now() + ahead), speed: 1 });
    return [registry.context, messaging.context, identityLink.context];
  });
  await registry!.bulkLoad.structure(smallStructure());
  await registry!.bulkLoad.people(smallPeople());
  await test.addAccount('wang', 'resident', units.county, people[0]);
  await test.addAccount('li', 'resident', units.county, people[1]);
  await test.addAccount('gp', 'gp', units.centre);
  await test.addAccount('admin', 'system-admin', units.county);
  await test.server.listen({ host: '127.0.0.1', port: 0 });
  const peer = await identityLink!.useSandbox([
    { id: 'member-a', name: '甲' },
    { id: 'member-b', name: '乙' },
  ]);
  const address = test.kernel.publicAddress();
  return {
    test,
    kernel: test.kernel,
    messaging: messaging!,
    identityLink: identityLink!,
    peer,
    address,
    texts,
    later: (milliseconds) => void (ahead += milliseconds),
    async deliverWaiting() {
      const job = messaging!.context.jobs!.find(({ kind }) => kind === 'messaging.deliver-message')!;
      const rows = await db.query<{ id: string }>(
        "select id from messaging.delivery where state = 'waiting' order by id",
      );
      for (const { id } of rows) await job.run({ deliveryId: id }, {} as never);
      const after = await db.query<{ state: string; reached_by: string | null }>(
        'select state, reached_by from messaging.delivery where id = any($1::uuid[]) order by id',
        [rows.map(({ id }) => id)],
      );
      return after.map(({ state, reached_by }) => (reached_by ? `${state} by ${reached_by}` : state));
    },
    browser: () => new Browser(address),
    close: async () => {
      await peer.close();
      await test.stop();
    },
  };
}

/** Keeps cookies by host and follows nothing by itself. */
export class Browser {
  readonly cookies = new Map<string, string>();
  private readonly home: string;

  constructor(home: string) {
    this.home = home;
  }

  async go(
    path: string,
    { method = 'GET', body, headers = {} }: { method?: string; body?: object; headers?: Record<string, string> } = {},
  ) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(path, this.home), {
      method,
      redirect: 'manual',
      headers: {
        cookie,
        origin: this.home,
        'x-tianmu-portal': 'resident',
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
    const text = await answer.text();
    const json = /json/.test(answer.headers.get('content-type') ?? '') ? (JSON.parse(text) as unknown) : undefined;
    return { status: answer.status, location: answer.headers.get('location') ?? '', json, text };
  }

  signIn(account: string) {
    return this.go('/api/session', { method: 'POST', body: { account, password: testPassword, portal: 'resident' } });
  }

  /** As a person at the messenger's page: agrees as this member; answers the address to which they are sent back. */
  async agree(authorizePage: string, member: string): Promise<string> {
    const asked = new URL(authorizePage);
    const page = await (await fetch(asked)).text();
    if (!page.includes('/sandbox/agree')) throw new Error(`the messenger refused: ${page}`);
    const agree = new URL('/sandbox/agree', asked);
    agree.searchParams.set('member', member);
    for (const name of ['redirect_uri', 'state']) agree.searchParams.set(name, asked.searchParams.get(name)!);
    return (await fetch(agree, { redirect: 'manual' })).headers.get('location')!;
  }

  /** Through a door as a member, to where it ends. */
  async enter(provider: string, entry: string, member: string): Promise<string> {
    const begun = await this.go(`/door/${provider}/${entry}`);
    return (await this.go(await this.agree(begun.location, member))).location;
  }
}
