// Process with all simulated terminals of the telemetry bench: joins, drives for some seconds at a rate, waits for the last acknowledgement.
import { Terminal } from './terminal.ts';

export type Order =
  | { order: 'join'; port: number; phones: string[] }
  | { order: 'drive'; seconds: number; perSecond: number }
  | { order: 'end' };
export interface Report {
  terminals: number;
  joined: number;
  made: number[];
  acknowledged: number;
  resent: number;
  waiting: number;
  /** Seconds from the first point made to the last one acknowledged. */
  seconds: number;
}

const tickMilliseconds = 20;
const longestWaitSeconds = 120;
let terminals: Terminal[] = [];
const pause = (milliseconds: number) => new Promise((wait) => setTimeout(wait, milliseconds));

function report(seconds: number): void {
  const sum = (of: (terminal: Terminal) => number) => terminals.reduce((total, terminal) => total + of(terminal), 0);
  const told: Report = {
    terminals: terminals.length,
    joined: terminals.filter(({ joined }) => joined).length,
    made: terminals.map(({ made }) => made),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    resent: sum(({ resent }) => resent),
    waiting: sum(({ waiting }) => waiting),
    seconds,
  };
  process.send!(told);
}

async function until(done: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + longestWaitSeconds * 1000;
  while (!done() && performance.now() < giveUpAt) await pause(tickMilliseconds);
}

async function join(port: number, phones: readonly string[]): Promise<void> {
  terminals = phones.map((phone, index) => new Terminal(index, port, phone));
  for (const [index, terminal] of terminals.entries()) {
    terminal.dial();
    if (index % 50 === 49) await pause(tickMilliseconds);
  }
  await until(() => terminals.every(({ joined }) => joined));
  report(0);
}

/** Spreads the points evenly over time and terminals. */
async function drive(seconds: number, perSecond: number): Promise<void> {
  const startedAt = performance.now();
  const total = Math.round(seconds * perSecond * terminals.length);
  for (let next = 0; next < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * perSecond * terminals.length));
    const now = new Date();
    for (; next < due; next++) terminals[next % terminals.length]!.report(now);
    await pause(tickMilliseconds);
  }
  await until(() => terminals.every(({ waiting }) => waiting === 0));
  report((performance.now() - startedAt) / 1000);
}

process.on('message', (order: Order) => {
  if (order.order === 'join') void join(order.port, order.phones);
  else if (order.order === 'drive') void drive(order.seconds, order.perSecond);
  else {
    for (const terminal of terminals) terminal.stop();
    process.exit(0);
  }
});
