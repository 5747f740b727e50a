// States of visits in the reader's language, from the definitions of the order kinds.
import { useTranslation } from 'react-i18next';
import type { Level } from '#platform/ui/states/level.tsx';
import { languageOf } from '#platform/ui/i18n/i18n.ts';
import type { OrderKind } from '#foundation/orders/rules/order-kind.ts';
import { escortedTransfer } from '../order-kinds/escorted-transfer.ts';
import { firstHomeVisit } from '../order-kinds/first-home-visit.ts';
import { homeBed } from '../order-kinds/home-bed.ts';
import { homeService } from '../order-kinds/home-service.ts';
import { plannedHomeVisit } from '../order-kinds/planned-home-visit.ts';
import { priorityAppointment } from '../order-kinds/priority-appointment.ts';

export const homeCareKinds: Readonly<Record<string, OrderKind>> = Object.fromEntries(
  [homeService, firstHomeVisit, homeBed, plannedHomeVisit, priorityAppointment, escortedTransfer].map((kind) => [
    kind.kind,
    kind,
  ]),
);

export function useVisitWords() {
  const { i18n } = useTranslation();
  const language = languageOf(i18n.language) === 'en' ? 'en' : 'zh';
  const stateOf = (kind: string, state: string) => homeCareKinds[kind]?.states[state];
  return {
    kind: (kind: string) => homeCareKinds[kind]?.title[language] ?? kind,
    state: (kind: string, state: string) => stateOf(kind, state)?.label[language] ?? state,
    plain: (kind: string, state: string) => stateOf(kind, state)?.plain[language] ?? state,
    level: (kind: string, state: string): Level => {
      if (state === 'overdue') return 'red';
      const task = stateOf(kind, state)?.task;
      if (task === 'completed') return 'green';
      return task === 'ready' || task === 'in-progress' ? 'green' : 'amber';
    },
  };
}
