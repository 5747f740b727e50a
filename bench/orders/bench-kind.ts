// The kind whose steps are measured: to and fro without messages or clocks, so that both sides write the same rows.
import type { OrderKind } from '#foundation/orders/rules/order-kind.ts';
import { trialKind } from '#foundation/orders/rules/testing/trial-kind.ts';

const { take, release, finish, cancel } = trialKind.transitions as Record<
  'take' | 'release' | 'finish' | 'cancel',
  OrderKind['transitions'][string]
>;
const { lapsed: _, ...states } = trialKind.states;
const permissions = { place: 'orders.measured.place', perform: 'orders.measured.perform' };
const own = (transition: OrderKind['transitions'][string]) => ({
  ...transition,
  ...(transition.permission !== undefined && { permission: permissions.perform }),
  notices: [],
});

export const benchKind: OrderKind = {
  ...trialKind,
  kind: 'measured',
  permissions: { [permissions.place]: ['gp'], [permissions.perform]: ['nurse'] },
  place: { permission: permissions.place },
  states,
  transitions: { take: own(take), release: own(release), finish: own(finish), cancel: own(cancel) },
  clocks: {},
  messages: {},
};
