// The kinds of orders for screens, with what the reader may begin and work on.
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import type { KindView } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { performingRoles } from './send-notices.ts';

export const showKinds = ({ kernel, kinds }: Parts, actor: Actor): KindView[] =>
  [...kinds.values()].map(({ kind }) => {
    const { kind: name, title, verb, payload, headline, initial, states, transitions, clocks, rating } = kind;
    const asStaff = kind.place.permission !== undefined && kernel.access.holds(actor, kind.place.permission);
    return {
      kind: name,
      title,
      verb,
      payload,
      ...(headline && { headline }),
      initial,
      states,
      transitions,
      ...(clocks && { clocks }),
      ...(rating && { rating }),
      mayPlace: asStaff || (kind.place.person === true && hasRole(actor, 'resident')),
      mayPerform: hasRole(actor, ...performingRoles(kind)),
      repeat: kind.repeat === true,
    };
  });
