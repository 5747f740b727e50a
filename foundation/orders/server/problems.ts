// The expected failures of orders.
import type { Issue, Problem } from '#platform/contract.ts';

export const kindUnknown: Problem = { kind: 'not-found', code: 'orders/kind-unknown' };
export const orderUnknown: Problem = { kind: 'not-found', code: 'orders/order-unknown' };
export const notYoursToPlace: Problem = { kind: 'forbidden', code: 'orders/not-yours-to-place' };
export const notYoursToMove: Problem = { kind: 'forbidden', code: 'orders/not-yours-to-move' };
export const transitionUnknown: Problem = { kind: 'invalid', code: 'orders/transition-unknown' };
export const idTaken: Problem = { kind: 'conflict', code: 'orders/id-taken' };
export const keyTaken: Problem = { kind: 'conflict', code: 'orders/key-taken' };
export const noPerformer: Problem = { kind: 'rule-broken', code: 'orders/no-performer' };
export const colleagueUnknown: Problem = { kind: 'invalid', code: 'orders/colleague-unknown' };
export const cursorUnreadable: Problem = { kind: 'invalid', code: 'orders/cursor-unreadable' };
export const notRated: Problem = { kind: 'rule-broken', code: 'orders/not-to-rate' };
export const seriesUnknown: Problem = { kind: 'not-found', code: 'orders/series-unknown' };
export const notRepeated: Problem = { kind: 'rule-broken', code: 'orders/not-repeated' };
export const seriesSpan: Problem = { kind: 'invalid', code: 'orders/series-span' };

/** An order of this kind is open for the person already; the screen leads to it. */
export const openAlready = (orderId: string): Problem => ({
  kind: 'conflict',
  code: 'orders/open-already',
  parameters: { orderId },
});
/** `told` is what the faster one did, in the reader's language. */
export const movedAlready = (told: string, state: string): Problem => ({
  kind: 'conflict',
  code: 'orders/moved-already',
  parameters: { told, state },
});
export const fieldsWrong = (issues: Issue[]): Problem => ({ kind: 'invalid', code: 'orders/fields-wrong', issues });
