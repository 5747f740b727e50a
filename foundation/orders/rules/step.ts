// Which steps an order may take: by its state, and by who asks.
import type { Values } from './fields.ts';
import type { Clock, OrderKind, Transition, Who } from './order-kind.ts';
import { isFinal } from './walk-states.ts';

export type StepFault = 'unknown-transition' | 'not-now' | 'not-yours';

/** `who` answers what the doer is to this order, under the transition's permission. */
export function stepFault(kind: OrderKind, state: string, name: string, who: ReadonlySet<Who>): StepFault | undefined {
  const transition = Object.hasOwn(kind.transitions, name) ? kind.transitions[name] : undefined;
  if (!transition) return 'unknown-transition';
  if (!transition.by.some((one) => who.has(one))) return 'not-yours';
  return transition.from.includes(state) ? undefined : 'not-now';
}

export const transitionsFrom = (kind: OrderKind, state: string): [name: string, transition: Transition][] =>
  Object.entries(kind.transitions).filter(([, { from }]) => from.includes(state));

const minuteMilliseconds = 60_000;
/** When a step of a clock that began then is due for this order; undefined where the clock has no such step. */
export function dueAtStep(clock: Clock, step: number, payload: Values, startedAt: Date): Date | undefined {
  const one = clock.steps[step];
  if (!one) return undefined;
  const longer = clock.longerBy === undefined ? 0 : Number(payload[clock.longerBy] ?? 0);
  return new Date(startedAt.getTime() + (one.afterMinutes + longer) * minuteMilliseconds);
}

export interface ClockChange {
  ended: string[];
  begun: { name: string; clock: Clock }[];
}
/** What entering a state does to the clocks; one that is begun again starts anew. */
export function clockChange(kind: OrderKind, from: string | undefined, to: string): ClockChange {
  const clocks = Object.entries(kind.clocks ?? {});
  const entered = from !== to;
  const begun = entered ? clocks.filter(([, clock]) => clock.startsIn.includes(to)) : [];
  const ended = clocks.filter(([, clock]) => isFinal(kind, to) || clock.endsIn.includes(to));
  return { ended: ended.map(([name]) => name), begun: begun.map(([name, clock]) => ({ name, clock })) };
}

/** The value under which an open order of this kind stands alone, if it does. */
export function uniqueKey({ unique }: OrderKind, payload: Readonly<Record<string, unknown>>): string | undefined {
  if (unique === undefined) return undefined;
  return unique === 'one-open-per-person' ? '-' : JSON.stringify(unique.map((name) => payload[name] ?? null));
}

/** Whether history entries, oldest first, are a path that the definition allows: versions without gaps, each step from where the last one ended. */
export function isLegalPath(
  kind: OrderKind,
  history: readonly { version: number; transition?: string; from?: string; to: string }[],
): boolean {
  return history.every((entry, index) => {
    if (entry.version !== index + 1) return false;
    if (index === 0) return entry.transition === undefined && entry.from === undefined && entry.to === kind.initial;
    const transition = kind.transitions[entry.transition ?? ''];
    const before = history[index - 1]!.to;
    return !!transition && entry.from === before && transition.from.includes(before) && transition.to === entry.to;
  });
}
