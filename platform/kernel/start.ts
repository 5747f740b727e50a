// Puts the kernel together: opens services over one database, collects what the contexts registered, starts and stops it all in order.
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Permissions } from './access/access.ts';
import { breakGlassEndpoint, breakGlassOpened, breakGlassPermissions } from './access/break-glass.ts';
import { OrgTree } from './access/org-units.ts';
import { createAccess } from './access/policy.ts';
import { createPersonRows } from './access/person-rows.ts';
import { startChainer } from './audit/chain.ts';
import { signRoots } from './audit/root.ts';
import { rootSigner, type RootSigner } from './audit/root-signer.ts';
import { auditEndpoints, auditPermissions } from './audit/routes.ts';
import { createAudit } from './audit/trail.ts';
import { accountEndpoints, accountPermissions } from './auth/account-routes.ts';
import { defaultCost, prepareDecoy, type PasswordCost } from './auth/password.ts';
import { sessionEndpoints, sessionPermissions } from './auth/routes.ts';
import { Sessions } from './auth/sessions.ts';
import type { SignInServices } from './auth/sign-in.ts';
import { deleteEndedSessions } from './auth/store.ts';
import { systemClock, type Clock } from './clock/clock.ts';
import { uuidv7Source } from './clock/identity.ts';
import type { Context } from './context.ts';
import { smFieldCipher } from './crypto/sm-field-cipher.ts';
import type { Db } from './db/db.ts';
import { migrate } from './db/migrate.ts';
import type { MigrationFolder } from './db/migration-file.ts';
import { checkListeners, createEvents, listenerJobs, startDispatcher, type OwnedListener } from './events/outbox.ts';
import type { AnnouncedEvent } from './events/events.ts';
import { folderFiles } from './files/folder-files.ts';
import { folderSpool } from './files/folder-spool.ts';
import type { Endpoint, RawEndpoint } from './http/endpoint.ts';
import { serveHealth, type Readiness } from './http/health.ts';
import { deleteOldAnswers } from './http/idempotency.ts';
import { liveEndpoint } from './http/live-stream.ts';
import { openApiDocument } from './http/openapi.ts';
import { apiPage } from './http/api-page.ts';
import { createHttpServer, type HttpOptions } from './http/server.ts';
import type { JobHandler, Schedule } from './jobs/jobs.ts';
import { createJobs, defaultMaxAttempts } from './jobs/queue.ts';
import { JobRunner } from './jobs/runner.ts';
import type { Kernel } from './kernel.ts';
import { LiveHub } from './live/hub.ts';
import { createLive } from './live/publisher.ts';
import { createMessages, readCatalogue } from './messages/catalogue.ts';
import { appEndpoints, appPermissions } from './oidc/app-routes.ts';
import { consentEndpoints, consentPermissions } from './oidc/consent-routes.ts';
import { outsideEndpoints, outsidePermissions } from './oidc/outside/routes.ts';
import { outsideSignIn } from './oidc/outside/sign-in.ts';
import { createOidc, type Oidc } from './oidc/index.ts';
import { listeningAddress } from './http/listening-address.ts';
import { createSettings } from './settings/dated-settings.ts';
import { createWorkers } from './workers/pool.ts';

export const kernelSchemas = [
  'access',
  'auth',
  'audit',
  'events',
  'jobs',
  'live',
  'files',
  'settings',
  'http',
  'oidc',
] as const;
export const kernelMigrations: readonly MigrationFolder[] = kernelSchemas.map((schema) => ({
  schema,
  folder: new URL(`./${schema}/migrations/`, import.meta.url),
}));

export interface KernelOptions {
  db: Db;
  log: Logger;
  masterKey: Uint8Array;
  filesFolder: string;
  clock: Clock;
  version: string;
  /** Name of this server in the audit chain; `main` unless several run. */
  node?: string;
  cost?: PasswordCost;
  http: Pick<HttpOptions, 'https' | 'perMinute' | 'trustProxy'>;
  /** How the server is seen from outside; the address on which it listens unless told. */
  publicAddress?: string;
}

export interface Started {
  kernel: Kernel;
  contexts: readonly Context[];
  server: FastifyInstance;
  sessions: Sessions;
  oidc: Oidc;
  auditSigner: RootSigner;
  /** What signing in needs; also for devices that come by another protocol. */
  auth: SignInServices;
  readiness: Readiness;
  endpoints: readonly (Endpoint | RawEndpoint)[];
  permissions: Permissions;
  /** Begins to run jobs, listeners and the audit chainer. */
  startWork(): Promise<void>;
  stop(): Promise<void>;
}

/** Everything that contexts may register after the kernel exists, gathered here before the server starts. */
interface Registered {
  permissions: Record<string, Permissions[string]>;
  announced: AnnouncedEvent[];
  heard: Set<string>;
  topics: Set<string>;
  attempts: Map<string, number>;
}

/**
 * Creates the kernel, lets `createContexts` build the contexts on it, migrates, and builds the HTTP server.
 * Throws where a route lacks a declared permission, a listener waits for an event that nobody announces, or a name is taken twice.
 */
export async function startKernel(
  options: KernelOptions,
  createContexts: (kernel: Kernel) => readonly Context[],
): Promise<Started> {
  const { db, log, clock, node = 'main' } = options;
  const newId = uuidv7Source(clock);
  const cipher = smFieldCipher(options.masterKey);
  const cost = options.cost ?? defaultCost;
  const tree = new OrgTree(db);
  const sessions = new Sessions(db, systemClock);
  const registered: Registered = {
    permissions: {},
    announced: [breakGlassOpened],
    heard: new Set(),
    topics: new Set(),
    attempts: new Map(),
  };
  const workers = createWorkers();
  const personRows = createPersonRows();
  const catalogues = [readCatalogue(new URL('./messages/', import.meta.url))];
  const jobs = createJobs(clock, newId, (kind) => registered.attempts.get(kind) ?? defaultMaxAttempts);
  const lateMessages = () => messages;
  const kernel: Kernel = {
    db,
    clock,
    newId,
    log,
    access: createAccess(registered.permissions, tree, personRows),
    personRows,
    audit: createAudit(db, clock, newId, node, personRows),
    events: createEvents(db, clock, newId, registered),
    jobs,
    live: createLive(db, clock, log, registered.topics),
    files: folderFiles({ folder: options.filesFolder, masterKey: options.masterKey, db, clock }),
    spool: folderSpool({ folder: options.filesFolder, masterKey: options.masterKey }),
    cipher,
    // Contexts bring their catalogues; nobody renders before they have.
    messages: { has: (key) => lateMessages().has(key), render: (...args) => lateMessages().render(...args) },
    settings: createSettings(db, tree),
    workers,
    publicAddress: () => addressNow(),
  };
  let addressNow = (): string => options.publicAddress ?? '';

  const contexts = createContexts(kernel);
  const own = [
    sessionPermissions,
    accountPermissions,
    auditPermissions,
    breakGlassPermissions,
    appPermissions,
    consentPermissions,
    outsidePermissions,
    { 'live.stream.follow': sessionPermissions['auth.session.use']! },
  ];
  for (const permissions of [...own, ...contexts.map((context) => context.permissions ?? {})])
    for (const [permission, roles] of Object.entries(permissions)) {
      if (permission in registered.permissions) throw new Error(`the permission ${permission} is declared twice`);
      registered.permissions[permission] = roles;
    }
  registered.announced.push(...contexts.flatMap((context) => context.announces ?? []));
  for (const context of contexts) for (const topic of context.liveTopics ?? []) registered.topics.add(topic.name);
  for (const context of contexts) if (context.messages) catalogues.push(context.messages);
  const messages = createMessages(catalogues);
  const listeners: OwnedListener[] = contexts.flatMap((context) =>
    (context.listeners ?? []).map((listener) => ({ owner: context.name, listener })),
  );
  checkListeners(registered.announced, listeners);
  for (const { listener } of listeners) registered.heard.add(listener.event);

  await migrate(
    db,
    [
      ...kernelMigrations,
      ...contexts.flatMap((context) =>
        context.migrations ? [{ schema: context.name.replaceAll('-', '_'), folder: context.migrations }] : [],
      ),
    ],
    () => systemClock.now(),
    (id) => log.info({ migration: id }, 'migration applied'),
  );

  addressNow = () => options.publicAddress ?? listeningAddress(server, options.http.https !== undefined);
  const auditSigner = rootSigner(options.masterKey);
  const oidc = createOidc(kernel, {
    clock: systemClock,
    address: () => kernel.publicAddress(),
  });
  const auth: SignInServices = { db, clock: systemClock, newId, cipher, cost };
  const hub = new LiveHub(db, clock, log);
  const topics = contexts.flatMap((context) => context.liveTopics ?? []);
  const endpoints: (Endpoint | RawEndpoint)[] = [
    ...sessionEndpoints({
      ...auth,
      kernel,
      sessions,
      tree,
      permissions: () => registered.permissions,
    }),
    ...accountEndpoints(kernel, sessions, cost),
    ...appEndpoints({ kernel, accessTokens: oidc.accessTokens, address: oidc.address, cost }),
    ...outsideEndpoints(kernel, oidc.address),
    ...outsideSignIn({ kernel, auth, sessions, address: oidc.address }),
    ...consentEndpoints(kernel, oidc, () => systemClock.now()),
    ...auditEndpoints(kernel, tree),
    breakGlassEndpoint(kernel, sessions, () => systemClock.now()),
    liveEndpoint(kernel, hub, topics, 'live.stream.follow'),
    ...contexts.flatMap((context) => context.endpoints ?? []),
  ];
  checkEndpoints(endpoints, registered.permissions);
  const server = await createHttpServer({
    kernel,
    sessions,
    accessTokens: oidc.accessTokens,
    endpoints,
    ...options.http,
  });
  await oidc.mount(server);
  const readiness: Readiness = { ready: false };
  serveHealth(server, kernel, readiness, options.version);
  const document = JSON.stringify(openApiDocument(endpoints, options.version));
  server.get('/api/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(document));
  server.get('/api/docs', (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(apiPage(JSON.parse(document) as object)),
  );

  const handlers: JobHandler[] = [
    ...ownJobs(db, hub, oidc),
    { kind: 'audit.sign-roots', run: () => signRoots(db, auditSigner, clock).then(() => undefined) },
    ...contexts.flatMap((context) => context.jobs ?? []),
    ...listenerJobs({ db, jobs, log }, listeners),
  ];
  for (const handler of handlers) if (handler.maxAttempts) registered.attempts.set(handler.kind, handler.maxAttempts);
  const schedules: Schedule[] = [
    { kind: 'http.clean-up', everySeconds: 3_600 },
    { kind: 'audit.sign-roots', everySeconds: 1_800 },
    ...contexts.flatMap((context) => context.schedules ?? []),
  ];
  const runner = new JobRunner({ db, jobs, clock, log }, handlers, schedules);
  const stops: (() => Promise<void>)[] = [];
  return {
    kernel,
    contexts,
    server,
    sessions,
    oidc,
    auditSigner,
    auth,
    readiness,
    endpoints,
    permissions: registered.permissions,
    async startWork() {
      await prepareDecoy(cost);
      stops.push(await tree.start(), await sessions.start(), await oidc.accessTokens.start());
      for (const context of contexts) await context.start?.();
      stops.push(
        startChainer(db, node, clock, (error) => log.error({ err: error }, 'the audit chain could not be extended')),
      );
      const dispatcher = startDispatcher(db, jobs, listeners, (error) =>
        log.error({ err: error }, 'the outbox could not be read'),
      );
      stops.push(await db.listen('tianmu_jobs', () => dispatcher.wake()), () => dispatcher.stop());
      await runner.start();
      await hub.start();
      stops.push(
        () => runner.stop(),
        () => hub.stop(),
      );
    },
    async stop() {
      readiness.ready = false;
      await hub.stop();
      await server.close();
      for (const context of contexts.toReversed()) await context.stop?.();
      for (const stop of stops.toReversed()) await stop();
      await workers.close();
      await db.close();
    },
  };
}

const weekMilliseconds = 7 * 86_400_000;

function ownJobs(db: Db, hub: LiveHub, oidc: Oidc): JobHandler[] {
  return [
    {
      kind: 'http.clean-up',
      async run() {
        const now = systemClock.now();
        await deleteOldAnswers(db, new Date(now.getTime() - weekMilliseconds));
        await deleteEndedSessions(db, now);
        await hub.deleteOld();
        await oidc.cleanUp();
      },
    },
  ];
}

function checkEndpoints(endpoints: readonly (Endpoint | RawEndpoint)[], permissions: Permissions): void {
  for (const endpoint of endpoints) {
    const permission = endpoint.kind === 'typed' ? endpoint.binding.permission : endpoint.permission;
    if (permission !== 'public' && !(permission in permissions))
      throw new Error(`${endpoint.method} ${endpoint.path} names the permission ${permission}, which nobody declares`);
  }
}
