// What can be wrong with the transitions of an order kind.
import { fieldFaults } from './check-fields.ts';
import type { OrderKind, Transition } from './order-kind.ts';

export function transitionFaults(kind: OrderKind): string[] {
  const someoneTakes = Object.values(kind.transitions).some(
    ({ assigns }) => assigns === 'doer' || assigns === 'chosen',
  );
  return Object.entries(kind.transitions).flatMap(([name, transition]) => {
    const say = (text: string) => `the transition ${name} ${text}`;
    const faults = [
      ...transition.from
        .filter((state) => !kind.states[state])
        .map((state) => say(`leaves ${state}, which is no state.`)),
      ...(kind.states[transition.to] ? [] : [say(`leads to ${transition.to}, which is no state.`)]),
      ...(transition.from.length > 0 ? [] : [say('leaves no state.')]),
      ...(transition.by.length > 0 ? [] : [say('may be done by nobody.')]),
      ...(transition.label.zh.trim() && transition.label.en.trim() ? [] : [say('lacks a label.')]),
      ...(transition.told.zh.trim() && transition.told.en.trim() ? [] : [say('lacks the words that history tells.')]),
      ...fieldFaults(transition.form ?? {}, `form of ${name}`),
      ...formFaults(kind, transition).map(say),
    ];
    const staff = transition.by.some((who) => who === 'performer' || who === 'assignee');
    if (staff && !transition.permission) faults.push(say('is done by staff, but names no permission.'));
    if (transition.by.includes('requester') && !kind.place.permission)
      faults.push(say('is done by the asking organisation, but staff may not place this kind.'));
    if (transition.by.every((who) => who === 'assignee') && !someoneTakes)
      faults.push(say('is left to the assignee, but nobody ever becomes one.'));
    if (transition.assigns === 'chosen' && transition.by.some((who) => who === 'person' || who === 'system'))
      faults.push(say('chooses a colleague, which only staff can do.'));
    return faults;
  });
}

function formFaults(kind: OrderKind, transition: Transition): string[] {
  const form = transition.form ?? {};
  const needed = Object.values(form).some(({ required }) => required);
  const faults: string[] = [];
  if (
    kind.states[transition.to]?.task === 'completed' &&
    !transition.result &&
    !transition.from.includes(transition.to)
  )
    faults.push('completes the order without a result.');
  if (transition.result && !needed) faults.push('gives a result, but its form requires nothing.');
  if (transition.corrects)
    for (const name of Object.keys(form))
      if (kind.payload[name]?.type !== form[name]!.type)
        faults.push(`corrects ${name}, which the payload does not hold.`);
  if (transition.passesTo !== undefined) {
    const field = form[transition.passesTo];
    if (field?.type !== 'organisation' || !field.required)
      faults.push(`passes the order to ${transition.passesTo}, which is no required organisation of its form.`);
  }
  return faults;
}
