// A visit moves through its states with the clock, is measured against its plan, and believes its witnesses in their order.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { actualVisit, type EnteredTimes, type SeenStay } from './actual-times.ts';
import { punctuality } from './punctuality.ts';
import { nextStop, vehiclePhase, villagePhase, type PhaseStop } from './vehicle-phase.ts';
import { usualCheckInPolicy as policy, visitState, visitStates } from './visit-state.ts';

const begin = Date.parse('2026-12-08T01:00:00Z');
const at = (minutes: number) => new Date(begin + minutes * 60_000).toISOString();
const planned = { arriveAt: at(0), leaveAt: at(40) };
const stateAt = (minutes: number, actual = {}) => visitState(planned, actual, policy, new Date(at(minutes)));

it.each([
  [-31, 'upcoming'],
  [-30, 'due'],
  [15, 'due'],
  [16, 'late'],
  [70, 'late'],
  [71, 'missed'],
])('nobody came: at minute %i it is %s', (minutes, state) => expect(stateAt(minutes)).toBe(state));

it('is under way while the vehicle is there, done or short once it left', () => {
  expect(stateAt(200, { arriveAt: at(20) })).toBe('under-way');
  expect(stateAt(200, { arriveAt: at(20), leaveAt: at(50) })).toBe('done');
  expect(stateAt(200, { arriveAt: at(20), leaveAt: at(49) })).toBe('short-stay');
});

it('never goes back while nobody comes', () => {
  const order = ['upcoming', 'due', 'late', 'missed'];
  fc.assert(
    fc.property(fc.integer({ min: -600, max: 600 }), fc.integer({ min: 0, max: 300 }), (minutes, more) => {
      expect(order.indexOf(stateAt(minutes + more))).toBeGreaterThanOrEqual(order.indexOf(stateAt(minutes)));
    }),
  );
});

it('measures punctuality and stay against the plan', () => {
  expect(punctuality(planned, {}, policy)).toBeUndefined();
  expect(punctuality(planned, { arriveAt: at(15) }, policy)).toEqual({
    verdict: 'on-time',
    lateMinutes: 15,
    plannedStayMinutes: 40,
  });
  expect(punctuality(planned, { arriveAt: at(16), leaveAt: at(46) }, policy)).toMatchObject({
    verdict: 'late',
    stayMinutes: 30,
    stayShare: 0.75,
  });
  expect(punctuality(planned, { arriveAt: at(-31) }, policy)?.verdict).toBe('early');
});

const seen = (from: number, to?: number, confirmed = true): SeenStay => ({
  stayId: `${from}`,
  arrivedAt: at(from),
  ...(confirmed && { confirmedAt: at(from + 10) }),
  ...(to !== undefined && { leftAt: at(to) }),
});
const entered = (kind: EnteredTimes['kind'], times: Partial<EnteredTimes>, minute = 100): EnteredTimes => ({
  kind,
  enteredAt: at(minute),
  ...times,
});

it('believes a correction before the terminal, the terminal before the crew', () => {
  const crew = [entered('arrive', { at: at(2) }), entered('leave', { at: at(41) })];
  expect(actualVisit([], crew)).toMatchObject({ arriveAt: at(2), leaveAt: at(41), source: 'crew', confirmed: true });
  expect(actualVisit([seen(5, 20), seen(25, 44)], crew)).toMatchObject({
    arriveAt: at(5),
    leaveAt: at(44),
    source: 'terminal',
  });
  expect(actualVisit([seen(5)], crew)).toMatchObject({ arriveAt: at(5), leaveAt: at(41) });
  const corrected = [...crew, entered('correction', {}, 50), entered('correction', { arriveAt: at(7) }, 120)];
  expect(actualVisit([seen(5, 44)], corrected)).toMatchObject({ arriveAt: at(7), source: 'correction' });
  expect(actualVisit([seen(5, undefined, false)], [])).toMatchObject({ arriveAt: at(5), confirmed: false });
  expect(actualVisit([], [])).toEqual({ confirmed: false, stayIds: [] });
});

it('tells what a vehicle does, and the village in its own words', () => {
  const stop = (state: PhaseStop['state'], minutes: number): PhaseStop => ({
    visitId: `${minutes}`,
    state,
    plannedArriveAt: at(minutes),
  });
  const now = new Date(at(30));
  const heard = at(29);
  const stops = [stop('done', 0), stop('late', 10), stop('upcoming', 60)];
  expect(nextStop(stops)?.visitId).toBe('10');
  expect(vehiclePhase(stops, { startedAt: at(-20) }, heard, now)).toBe('on-the-way');
  expect(vehiclePhase(stops, { startedAt: at(-20) }, at(-10), now)).toBe('silent');
  expect(vehiclePhase([stop('under-way', 0)], {}, undefined, now)).toBe('at-stop');
  expect(vehiclePhase([stop('done', 0)], { startedAt: at(-20) }, heard, now)).toBe('returning');
  expect(vehiclePhase([stop('done', 0)], { startedAt: at(-20), endedAt: at(20) }, heard, now)).toBe('returned');
  expect(vehiclePhase(stops, {}, heard, now)).toBe('at-base');
  expect(vehiclePhase([], {}, heard, now)).toBe('no-visits');
  expect(villagePhase('upcoming', 'on-the-way', true)).toBe('on-the-way');
  expect(villagePhase('upcoming', 'on-the-way', false)).toBe('waiting');
  for (const state of visitStates) expect(villagePhase(state, 'silent', true)).not.toBe('on-the-way');
});
