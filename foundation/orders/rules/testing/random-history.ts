// One order under a random day: several people press buttons at once, twice, with repeated keys; afterwards its history must be possible.
import type { OrderKind } from '../order-kind.ts';
import { isLegalPath } from '../step.ts';
import { isFinal } from '../walk-states.ts';

/** What a schedule needs of a server: each call is a transaction of its own. */
export interface TrialServer {
  kind: OrderKind;
  actors: readonly string[];
  place(actor: string, orderId: string): Promise<TrialAnswer>;
  move(actor: string, orderId: string, transition: string, key: string): Promise<TrialAnswer>;
  end(orderId: string): Promise<TrialEnd>;
  newId(): string;
}
export interface TrialAnswer {
  ok: boolean;
  version?: number;
  state?: string;
  code?: string;
}
export interface TrialEnd {
  state: string;
  version: number;
  history: { version: number; transition?: string; from?: string; to: string; key: string }[];
  events: { version: number; state: string; transition?: string }[];
  clocks: string[];
}
export interface TrialSum {
  asked: number;
  won: number;
  refused: number;
  repeated: number;
  faults: string[];
}

/** Small, seeded, good enough to choose. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export async function runRandomHistory(server: TrialServer, random: () => number): Promise<TrialSum> {
  const orderId = server.newId();
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const faults: string[] = [];
  const sum: TrialSum = { asked: 0, won: 0, refused: 0, repeated: 0, faults };
  const names = Object.keys(server.kind.transitions).filter(
    (name) => server.kind.transitions[name]!.assigns !== 'chosen',
  );
  const first = new Map<string, TrialAnswer & { round: number }>();
  const placed = await Promise.all([server.place('asker', orderId), server.place('asker', orderId)]);
  if (placed.some(({ ok, version }) => !ok || version !== 1)) faults.push(`placed twice: ${JSON.stringify(placed)}`);

  const rounds = 2 + Math.floor(random() * 3);
  for (let round = 0; round < rounds; round += 1) {
    const presses = Array.from({ length: 2 + Math.floor(random() * 4) }, () => {
      const again = first.size > 0 && random() < 0.25 ? pick([...first.keys()]) : undefined;
      const [actor, transition, key] = again ? again.split(' ') : [pick(server.actors), pick(names), server.newId()];
      return { actor: actor!, transition: transition!, key: key! };
    });
    // A double click: the same press at the same time.
    if (random() < 0.5) presses.push(pick(presses));
    sum.asked += presses.length;
    const answers = await Promise.all(
      presses.map(({ actor, transition, key }) => server.move(actor, orderId, transition, key)),
    );
    presses.forEach(({ actor, transition, key }, index) => {
      const answer = answers[index]!;
      const name = `${actor} ${transition} ${key}`;
      const before = first.get(name);
      if (answer.ok) sum.won += 1;
      else sum.refused += 1;
      if (!before) {
        if (answer.ok) first.set(name, { ...answer, round });
        return;
      }
      sum.repeated += 1;
      // Of a double click one may come before the step is possible, and be refused; what won is never taken back.
      if (!answer.ok && before.round === round) return;
      if (!answer.ok || answer.version !== before.version || answer.state !== before.state)
        faults.push(`repeated ${transition}: ${JSON.stringify(before)} then ${JSON.stringify(answer)}`);
    });
  }
  judge(server.kind, await server.end(orderId), first, faults);
  return sum;
}

function judge(kind: OrderKind, end: TrialEnd, first: ReadonlyMap<string, TrialAnswer>, faults: string[]): void {
  const say = (text: string) => faults.push(`${text}: ${JSON.stringify(end)}`);
  if (!isLegalPath(kind, end.history)) say('an impossible path');
  const last = end.history.at(-1)!;
  if (last.version !== end.version || last.to !== end.state) say('the row and its history differ');
  const told = end.events.map(({ version, transition, state }) => `${version} ${transition ?? ''} ${state}`).toSorted();
  const wrote = end.history.map(({ version, transition, to }) => `${version} ${transition ?? ''} ${to}`).toSorted();
  if (told.join() !== wrote.join()) say('events and history differ');
  const won = [...first].map(([name, { version }]) => `${name.split(' ')[2]} ${version}`).toSorted();
  const kept = end.history
    .slice(1)
    .map(({ key, version }) => `${key} ${version}`)
    .toSorted();
  if (won.join() !== kept.join()) say(`answers ${won.join()} and history differ`);
  const running = Object.entries(kind.clocks ?? {}).flatMap(([name, clock]) =>
    !isFinal(kind, end.state) && clock.startsIn.includes(end.state) ? [name] : [],
  );
  if (running.join() !== end.clocks.join()) say('clocks run that should not, or the other way round');
}
