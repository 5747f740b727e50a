// Whether a definition of an order kind holds together: one clear sentence for each fault, none where all is well.
import { clockFaults } from './check-clocks.ts';
import { fieldFaults } from './check-fields.ts';
import { messageFaults } from './check-messages.ts';
import { transitionFaults } from './check-transitions.ts';
import type { OrderKind } from './order-kind.ts';
import { isFinal, leadingTo, reachableFrom } from './walk-states.ts';

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const permissionName = /^[a-z][a-z-]*\.[a-z][a-z-]*\.[a-z][a-z-]*$/;
const longestRelationDays = 366;

export function checkKind(kind: OrderKind): string[] {
  return [
    ...nameFaults(kind),
    ...stateFaults(kind),
    ...transitionFaults(kind),
    ...clockFaults(kind),
    ...messageFaults(kind),
    ...permissionFaults(kind),
    ...payloadFaults(kind),
  ].map((fault) => `Order kind ${kind.kind}: ${fault}`);
}

const nameFaults = (kind: OrderKind): string[] => [
  ...(kebab.test(kind.kind) ? [] : ['its name is not in kebab case.']),
  ...(kind.careRelationDays >= 1 && kind.careRelationDays <= longestRelationDays
    ? []
    : [`careRelationDays is ${kind.careRelationDays}, but must lie between 1 and ${longestRelationDays}.`]),
  ...(kind.place.permission || kind.place.person ? [] : ['nobody may place it.']),
];

function stateFaults(kind: OrderKind): string[] {
  const names = Object.keys(kind.states);
  if (!names.includes(kind.initial)) return [`it begins in ${kind.initial}, which is no state.`];
  const faults: string[] = [];
  const reached = reachableFrom(kind, [kind.initial]);
  const ends = names.filter((state) => isFinal(kind, state));
  const ending = leadingTo(kind, ends);
  if (isFinal(kind, kind.initial)) faults.push(`it begins in ${kind.initial}, which is final.`);
  if (ends.length === 0) faults.push('it has no final state.');
  for (const state of names) {
    const leaves = Object.entries(kind.transitions).filter(([, { from }]) => from.includes(state));
    if (!reached.has(state)) faults.push(`no path leads from ${kind.initial} to the state ${state}.`);
    if (isFinal(kind, state)) {
      for (const [name] of leaves) faults.push(`the transition ${name} leaves the final state ${state}.`);
    } else if (leaves.length === 0) faults.push(`nothing leads out of the state ${state}.`);
    else if (!ending.has(state)) faults.push(`no path leads from the state ${state} to a final one.`);
  }
  return faults;
}

function permissionFaults(kind: OrderKind): string[] {
  const used = new Set(
    [kind.place.permission, ...Object.values(kind.transitions).map(({ permission }) => permission)].filter(
      (name) => name !== undefined,
    ),
  );
  const declared = Object.keys(kind.permissions);
  return [
    ...[...used].filter((name) => !declared.includes(name)).map((name) => `the permission ${name} is not declared.`),
    ...declared.filter((name) => !used.has(name)).map((name) => `nothing needs the permission ${name}.`),
    ...declared
      .filter((name) => !permissionName.test(name))
      .map((name) => `the permission ${name} is not named context.noun.verb.`),
    ...Object.entries(kind.permissions)
      .filter(([, roles]) => roles.length === 0)
      .map(([name]) => `no role holds the permission ${name}.`),
  ];
}

function payloadFaults(kind: OrderKind): string[] {
  const { payload, performer, unique, headline, rating } = kind;
  const faults = fieldFaults(payload, 'payload');
  if (headline !== undefined && !payload[headline]) faults.push(`its headline ${headline} is no field of the payload.`);
  if (performer.by === 'field') {
    const field = payload[performer.field];
    if (field?.type !== 'organisation' || !field.required)
      faults.push(`its performer is the field ${performer.field}, which is no required organisation of the payload.`);
  }
  if (unique && unique !== 'one-open-per-person')
    for (const name of unique)
      if (!payload[name]) faults.push(`it is unique by ${name}, which is no field of the payload.`);
  for (const state of rating?.in ?? [])
    if (!kind.states[state]?.final) faults.push(`it is rated in ${state}, which is no final state.`);
  if (rating && (rating.in.length === 0 || rating.by.length === 0)) faults.push('nobody can ever rate it.');
  return faults;
}
