// What is typed to ask for something: kept as a draft, checked, sent under one id however often it is pressed.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { orderRoutes, type KindView } from '../contract.ts';
import { errorsOf, lacking, needsOrganisations, valuesOf, type Typed } from './fields-form.tsx';
import { useLocal, useOrganisations } from './use-orders.ts';

export type PlacingDraft = Typed & { urgency?: string; again?: string; everyDays?: string; untilOn?: string };
type Urgency = 'routine' | 'urgent' | 'stat';

/** `asked`: what the link that led here says already, by field. */
export function usePlacing(kind: KindView, personId: string, onPlaced: (address: string) => void, asked: Typed = {}) {
  const { t } = useWords();
  const local = useLocal();
  const api = useApi();
  const { accountId } = useMe();
  const { value, change, clear } = useDraft<PlacingDraft>(
    accountId,
    [`place-${kind.kind}-${personId}`, ...Object.values(asked)].join('-'),
    () => ({
      ...asked,
    }),
  );
  const [id] = useState(() => newId());
  const [tried, setTried] = useState(false);
  const organisations = useOrganisations(needsOrganisations(kind.payload));
  const again = kind.repeat && value.again === 'yes';
  const place = useMutation({
    mutationFn: async () => {
      const payload = valuesOf(kind.payload, own(kind, value));
      const urgency = (value.urgency ?? 'routine') as Urgency;
      if (!again) {
        await api.call(orderRoutes.place, {
          params: { personId },
          body: { orderId: id, kind: kind.kind, payload, urgency },
        });
        return `/orders/${personId}/${id}`;
      }
      await api.call(orderRoutes.startSeries, {
        params: { personId },
        body: { ...seriesOf(id, value), kind: kind.kind, payload, urgency },
      });
      return `/people/${personId}/orders`;
    },
    onSuccess: (address) => {
      clear();
      onPlaced(address);
    },
  });
  const missing = [
    ...lacking(kind.payload, value),
    ...(again ? (['everyDays', 'untilOn'] as const).filter((name) => !value[name]) : []),
  ];
  const refused = errorsOf(place.error);
  const errors: Record<string, string> = {
    ...refused,
    ...(tried && Object.fromEntries(missing.map((name) => [name, t('orders.needed')]))),
  };
  const labelOf = (name: string) =>
    kind.payload[name] ? local.of(kind.payload[name].label) : t(`orders.${name}`, { defaultValue: name });
  return {
    value,
    change,
    again,
    errors,
    organisations: organisations.data?.organisations ?? [],
    busy: place.isPending,
    /** What went wrong and belongs to no field. */
    failure: place.error && Object.keys(refused).length === 0 ? place.error : undefined,
    troubles: Object.entries(errors).map(([name, beside]) => ({
      field: `field-${name}`,
      text: `${labelOf(name)}：${beside}`,
    })),
    submit: () => {
      setTried(true);
      if (missing.length === 0) place.mutate();
    },
  };
}

const seriesOf = (seriesId: string, { everyDays, untilOn }: PlacingDraft) => ({
  seriesId,
  firstOn: dayOf(new Date()),
  everyDays: Number(everyDays ?? 0),
  untilOn: untilOn ?? '',
});

const own = (kind: KindView, draft: PlacingDraft): Typed =>
  Object.fromEntries(
    Object.entries(draft).flatMap(([name, value]) => (kind.payload[name] && value ? [[name, value]] : [])),
  );
