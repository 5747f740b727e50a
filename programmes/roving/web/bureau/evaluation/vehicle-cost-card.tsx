// What a kilometre and a day of a vehicle cost the county, from a day on; until that is entered no cost is counted.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { NumberField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { readNumber } from '#platform/ui/form/range.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { checkInRoutes } from '../../../check-in-contract.ts';
import styles from '../roving.module.css';

const kilometreRange = { possible: [0, 1_000], usual: [0, 20], digits: 2 } as const;
const dayRange = { possible: [0, 100_000], usual: [0, 5_000], digits: 2 } as const;
const key = ['roving', 'vehicle-cost'];

export function VehicleCostCard({ month }: { month: string }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const mayWrite = useMay('roving.basis.write');
  const today = dayOf(new Date());
  const on = today.startsWith(month) ? today : `${month}-01`;
  const cost = useQuery({
    queryKey: [...key, on],
    queryFn: ({ signal }) => api.call(checkInRoutes.vehicleCost, { query: { on }, signal }),
  });
  const [typed, setTyped] = useState<{ kilometre?: string; day?: string; fromOn?: string }>({});
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const set = cost.data?.cost;
  const shown = (fen: number | undefined) => (fen === undefined ? '' : String(fen / 100));
  const kilometre = typed.kilometre ?? shown(set?.fenPerKilometre);
  const day = typed.day ?? shown(set?.fenPerDay);
  const fromOn = typed.fromOn ?? `${month}-01`;
  const save = async () => {
    const [perKilometre, perDay] = [readNumber(kilometre, kilometreRange), readNumber(day, dayRange)];
    if (!('value' in perKilometre) || !('value' in perDay)) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await api.call(checkInRoutes.setVehicleCost, {
        body: {
          fromOn,
          cost: {
            fenPerKilometre: Math.round(perKilometre.value * 100),
            fenPerDay: Math.round(perDay.value * 100),
          },
        },
        idempotencyKey: newId(),
      });
      announce(t('roving.cost.saved'));
      setTyped({});
      await queries.invalidateQueries({ queryKey: key });
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  if (!cost.data) return null;
  return (
    <section className={`${styles['card']} no-print`} aria-label={t('roving.cost')}>
      <h2>{t('roving.cost')}</h2>
      <p className="quiet">{set ? t('roving.cost.why') : t('roving.cost.unset')}</p>
      {failure !== undefined && <Failure error={failure} />}
      {mayWrite ? (
        <Form label={t('roving.cost')} verb={t('roving.save')} busy={busy} onSubmit={() => void save()}>
          <NumberField
            name="cost-kilometre"
            label={t('roving.cost.kilometre')}
            unit={t('roving.cost.yuan')}
            range={kilometreRange}
            value={kilometre}
            onChange={(value) => setTyped({ ...typed, kilometre: value })}
          />
          <NumberField
            name="cost-day"
            label={t('roving.cost.day')}
            unit={t('roving.cost.yuan')}
            range={dayRange}
            value={day}
            onChange={(value) => setTyped({ ...typed, day: value })}
          />
          <TextField
            name="cost-from"
            type="date"
            label={t('roving.cost.from')}
            value={fromOn}
            onChange={(value) => setTyped({ ...typed, fromOn: value })}
          />
        </Form>
      ) : (
        set && (
          <p>
            {t('roving.cost.kilometre')} ¥{shown(set.fenPerKilometre)} · {t('roving.cost.day')} ¥{shown(set.fenPerDay)}
          </p>
        )
      )}
    </section>
  );
}
