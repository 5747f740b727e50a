// What can be wrong with the clocks of an order kind.
import type { Clock, OrderKind } from './order-kind.ts';
import { isFinal, runningStates } from './walk-states.ts';

export const clockFaults = (kind: OrderKind): string[] =>
  Object.entries(kind.clocks ?? {}).flatMap(([name, clock]) =>
    [...placeFaults(kind, clock), ...stepFaults(kind, clock)].map((text) => `the clock ${name} ${text}`),
  );

function placeFaults(kind: OrderKind, clock: Clock): string[] {
  const faults = [...clock.startsIn, ...clock.endsIn]
    .filter((state) => !kind.states[state])
    .map((state) => `names ${state}, which is no state.`);
  if (clock.longerBy !== undefined && kind.payload[clock.longerBy]?.type !== 'number')
    faults.push(`is longer by ${clock.longerBy}, which is no number of the payload.`);
  if (clock.startsIn.length === 0) faults.push('never starts.');
  if (clock.steps.length === 0) faults.push('does nothing.');
  for (const state of clock.startsIn) {
    if (isFinal(kind, state)) faults.push(`starts in ${state}, which is final.`);
    if (clock.endsIn.includes(state)) faults.push(`starts and ends in ${state}.`);
  }
  const running = runningStates(kind, clock);
  const ended = Object.values(kind.transitions).some(
    ({ from, to }) => from.some((state) => running.has(state)) && (clock.endsIn.includes(to) || isFinal(kind, to)),
  );
  if (!ended) faults.push('never ends.');
  const entered = new Set(
    Object.values(kind.transitions).flatMap(({ from, to }) => (from.some((one) => running.has(one)) ? [to] : [])),
  );
  for (const state of clock.endsIn)
    if (kind.states[state] && !entered.has(state)) faults.push(`ends in ${state}, which no running state leads to.`);
  return faults;
}

function stepFaults(kind: OrderKind, clock: Clock): string[] {
  const running = runningStates(kind, clock);
  return clock.steps.flatMap((step, index) => {
    const faults: string[] = [];
    const before = clock.steps[index - 1]?.afterMinutes ?? 0;
    if (!(step.afterMinutes > before))
      faults.push(`has a step after ${step.afterMinutes} minutes, not later than the one before.`);
    if ((step.notice === undefined) === (step.transition === undefined))
      faults.push(`has a step after ${step.afterMinutes} minutes that must either tell somebody or move the order.`);
    if (step.transition !== undefined) {
      const transition = kind.transitions[step.transition];
      if (!transition) faults.push(`takes the transition ${step.transition}, which there is not.`);
      else {
        if (!transition.by.includes('system'))
          faults.push(`takes the transition ${step.transition}, which no clock may do.`);
        if (Object.values(transition.form ?? {}).some(({ required }) => required))
          faults.push(`takes the transition ${step.transition}, whose form it can't fill in.`);
        for (const state of running)
          if (!transition.from.includes(state))
            faults.push(`may run in ${state}, where the transition ${step.transition} can't be taken.`);
      }
    }
    return faults;
  });
}
