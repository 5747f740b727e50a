// Ways through the states of an order kind: what can be reached, where from, and while which states a clock runs.
import type { Clock, OrderKind } from './order-kind.ts';

/** States that some path from the given ones enters, these included. */
export function reachableFrom({ transitions }: OrderKind, states: readonly string[]): Set<string> {
  const reached = new Set(states);
  let before = -1;
  while (before !== reached.size) {
    before = reached.size;
    for (const { from, to } of Object.values(transitions))
      if (from.some((state) => reached.has(state))) reached.add(to);
  }
  return reached;
}

/** States from which some path enters one of the given ones, these included. */
export function leadingTo({ transitions }: OrderKind, states: readonly string[]): Set<string> {
  const leading = new Set(states);
  let before = -1;
  while (before !== leading.size) {
    before = leading.size;
    for (const { from, to } of Object.values(transitions))
      if (leading.has(to)) for (const state of from) leading.add(state);
  }
  return leading;
}

export const isFinal = ({ states }: OrderKind, state: string): boolean => states[state]?.final === true;

/** States in which the clock may run: from where it starts until one that ends it. */
export function runningStates(kind: OrderKind, clock: Clock): Set<string> {
  const ends = (state: string) => clock.endsIn.includes(state) || isFinal(kind, state);
  const running = new Set(clock.startsIn);
  let before = -1;
  while (before !== running.size) {
    before = running.size;
    for (const { from, to } of Object.values(kind.transitions))
      if (!ends(to) && from.some((state) => running.has(state))) running.add(to);
  }
  return running;
}
