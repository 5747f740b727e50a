// Starts the server of a county: portals, API, FHIR, devices, jobs, and with --demo the seeded county and its simulator.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { messengerMembers } from '#apps/county/messenger-members.ts';
import { servePortals } from '#platform/kernel/http/portal-files.ts';
import { bridgeMqtt, type Bridge } from '#platform/kernel/mqtt/bridge.ts';
import { startMqtt } from '#platform/kernel/mqtt/broker.ts';
import { startAdminSocket } from './admin-socket.ts';
import { root, UsageError, type Config } from './config.ts';
import { openCounty, type OpenedCounty } from './open-county.ts';
import { buildPortals } from './portals-build.ts';
import { seedApart } from './seed-apart.ts';
import { seedDemo } from './seed-demo.ts';
import { openTls } from './tls.ts';

export interface Serving {
  county: OpenedCounty;
  address: string;
  mqttPort: number;
  /** Port for vehicle terminals, where there is one. */
  jt808Port?: number;
  stop(): Promise<void>;
}

/** Time that load balancers get to notice /readyz before connections close, and that requests get to finish. */
const graceMilliseconds = 10_000;

export async function serve(config: Config, say: (line: string) => void): Promise<Serving> {
  const tls = config.tls ? await openTls(config) : undefined;
  // The build is a process of its own: the database opens and fills at the same time.
  const building = buildPortals(say);
  building.catch(() => undefined);
  if (config.demo) await seedApart(config, say);
  const county = await openCounty({ ...config, reset: config.reset && !config.demo }, tls ? { https: tls.server } : {});
  try {
    if (config.demo) await seedDemo(county, config, say);
    await servePortals(county.server, await building);
    if (config.demo) await county.identityLink.useSandbox(messengerMembers);
    await county.startWork();
    const port = await listen(county, config);
    const address = `${tls ? 'https' : 'http'}://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`;
    const mqtt = await openMqtt(county, config);
    const bridge = await openBridge(county, config);
    const jt808 = await openJt808(county, config);
    const adminSocket = config.database ? undefined : await startAdminSocket(county, config);
    const certificatePage = tls ? await tls.serveCertificate(config.host, port) : undefined;
    const simulator =
      config.demo && config.simulator
        ? startSimulator(address, config.speed, {
            mqtt: `${loopbackOf(config.host)}:${mqtt.port}`,
            jt808: jt808 && `${loopbackOf(config.host)}:${jt808.port}`,
          })
        : undefined;
    county.readiness.ready = true;
    if (certificatePage) say(`Certificate to install on tablets and phones: ${certificatePage.address}`);
    let stopping: Promise<void> | undefined;
    const stop = () =>
      (stopping ??= (async () => {
        county.readiness.ready = false;
        simulator?.kill('SIGTERM');
        certificatePage?.close();
        await adminSocket?.close();
        await bridge?.close();
        await mqtt.close();
        await withinGrace(county.stop());
      })());
    return { county, address, mqttPort: mqtt.port, ...(jt808 && { jt808Port: jt808.port }), stop };
  } catch (error) {
    await county.stop().catch(() => undefined);
    throw error;
  }
}

async function listen(county: OpenedCounty, config: Config): Promise<number> {
  try {
    await county.server.listen({ host: config.host, port: config.port });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE')
      throw new UsageError(`Port ${config.port} is taken by another program. Choose another one with --port.`);
    if (code === 'EACCES')
      throw new UsageError(`Port ${config.port} needs administrator rights. Choose one above 1024 with --port.`);
    if (code === 'EADDRNOTAVAIL')
      throw new UsageError(`This machine has no address ${config.host}. Choose another one with --host.`);
    throw error;
  }
  return (county.server.server.address() as { port: number }).port;
}

const usualMqttPort = 18_830;

/** The usual port may belong to another Tianmu: then any free one; a port that was asked for must be free. */
async function openMqtt(county: OpenedCounty, { host, 'mqtt-port': wanted }: Config): ReturnType<typeof startMqtt> {
  try {
    return await startMqtt(county, { host, port: wanted ?? usualMqttPort });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    if (wanted === undefined) return startMqtt(county, { host, port: 0 });
    throw new UsageError(`Port ${wanted} is taken by another program. Choose another one with --mqtt-port.`);
  }
}

/** The outside broker knows its devices; here all of them are one account. */
function openBridge(
  county: OpenedCounty,
  { 'mqtt-url': url, 'mqtt-account': account, node }: Config,
): Promise<Bridge> | undefined {
  if (url === undefined) return undefined;
  if (account === undefined) throw new UsageError('--mqtt-url needs --mqtt-account, the device account it counts for.');
  return bridgeMqtt(county, { url, account, clientId: `tianmu-${node}` });
}

const usualJt808Port = 18_808;

/** As with MQTT; a county without terminals opens no port for them. */
async function openJt808(
  { fleet }: OpenedCounty,
  { host, demo, jt808: wanted }: Config,
): Promise<{ port: number } | undefined> {
  if (wanted === undefined && !demo) return undefined;
  try {
    return await fleet.listen({ host, port: wanted ?? usualJt808Port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    if (wanted === undefined) return fleet.listen({ host, port: 0 });
    throw new UsageError(`Port ${wanted} is taken by another program. Choose another one with --jt808.`);
  }
}

/** An address on which everybody is heard is none to which one connects. */
const loopbackOf = (host: string): string => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host);

/** The simulator is an outside program: it knows the server's address and the demo accounts, nothing else. */
function startSimulator(
  address: string,
  speed: number,
  { mqtt, jt808 }: { mqtt: string; jt808: string | undefined },
): ChildProcess {
  return spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'apps/county/simulator/main.ts'),
      '--server',
      address,
      '--speed',
      String(speed),
      '--mqtt',
      mqtt,
      ...(jt808 ? ['--jt808', jt808] : []),
    ],
    {
      cwd: root,
      // The channel carries nothing: the simulator ends with it, however the server ends.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS ?? '' },
    },
  );
}

async function withinGrace(stopping: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceMilliseconds);
  });
  await Promise.race([stopping, late]);
  clearTimeout(timer);
}

/** Ends the process on SIGINT, SIGTERM and SIGHUP after a graceful stop; npm and the terminal may both send one. */
export function stopOnSignals(serving: Serving): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      void serving.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
}
