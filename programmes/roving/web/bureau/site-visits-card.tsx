// The visits to a site: past and planned, a new one, and taking one back.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { rovingRoutes } from '../../contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import { monthOf } from '../../rules/month.ts';
import { specialVisitRoutes, type SiteDetail, type SpecialVisit } from '../../special-visit-contract.ts';
import { useProblemTexts } from './use-problem-texts.ts';
import { rovingKey } from './use-roving.ts';
import styles from './roving.module.css';

const halves = [
  { key: 'morning', fromMinute: 8 * 60 + 30, toMinute: 11 * 60 + 30 },
  { key: 'afternoon', fromMinute: 13 * 60 + 30, toMinute: 16 * 60 + 30 },
  { key: 'whole', fromMinute: 8 * 60 + 30, toMinute: 16 * 60 + 30 },
] as const;

export function SiteVisitsCard({ site, onSaved }: { site: SiteDetail; onSaved: (site: SiteDetail) => void }) {
  const { t, day } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const troubleTexts = useProblemTexts();
  const mayWrite = useMay('roving.site.write');
  const [today] = useState(() => dayOf(new Date()));
  const [on, setOn] = useState('');
  const [half, setHalf] = useState<(typeof halves)[number]['key']>('morning');
  const [vehicleId, setVehicleId] = useState('');
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);
  const basis = useQuery({
    queryKey: [...rovingKey, 'basis', monthOf(today)],
    queryFn: ({ signal }) => api.call(rovingRoutes.basis, { query: { month: monthOf(today) }, signal }),
  });
  const params = { servicePointId: site.servicePointId };
  const plan = async () => {
    if (!on) return setTroubles([{ field: 'visitOn', text: t('roving.dayTrouble') }]);
    setBusy(true);
    try {
      const { fromMinute, toMinute } = halves.find((one) => one.key === half)!;
      const after = await api.call(specialVisitRoutes.addVisit, {
        params,
        body: { on, fromMinute, toMinute, ...(vehicleId && { vehicleId }) },
        idempotencyKey: newId(),
      });
      setTroubles([]);
      announce(t('roving.visitPlanned', { day: day(on) }));
      onSaved(after);
    } catch (error) {
      setTroubles(troubleTexts(error));
    }
    setBusy(false);
  };
  const put = async (visit: SpecialVisit, cancelled: boolean, version: number) => {
    const { fromMinute, toMinute, vehicleId: vehicle, staffId } = visit;
    const after = await api.call(specialVisitRoutes.changeVisit, {
      params: { ...params, visitId: visit.visitId },
      body: {
        on: visit.on,
        fromMinute,
        toMinute,
        cancelled,
        ...(vehicle && { vehicleId: vehicle }),
        ...(staffId && { staffId }),
      },
      ifMatch: version,
    });
    onSaved(after);
  };
  const cancel = async (visit: SpecialVisit) => {
    try {
      await put(visit, true, visit.version);
      announce(t('roving.visitCancelled', { day: day(visit.on) }), () => put(visit, false, visit.version + 1));
    } catch (error) {
      setTroubles(troubleTexts(error));
    }
  };
  return (
    <section className={styles['card']} aria-label={t('roving.siteVisits')}>
      <h2>{t('roving.siteVisits')}</h2>
      {site.visits.length === 0 && <p className="quiet">{t('roving.noSiteVisits')}</p>}
      <table className={styles['changes']}>
        <tbody>
          {site.visits.map((visit) => (
            <tr key={visit.visitId}>
              <th scope="row">{day(visit.on)}</th>
              <td>
                {clockText(visit.fromMinute)}–{clockText(visit.toMinute)}
              </td>
              <td>{visit.vehicleName ?? ''}</td>
              <td>
                {visit.cancelled
                  ? t('roving.cancelled')
                  : mayWrite &&
                    visit.on >= today && (
                      <Button kind="quiet" icon="close" onClick={() => void cancel(visit)}>
                        {t('roving.cancel')}
                      </Button>
                    )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {mayWrite && (
        <Form
          label={t('roving.planVisit')}
          verb={t('roving.planVisit')}
          troubles={troubles}
          busy={busy}
          onSubmit={() => void plan()}
        >
          <TextField id="visitOn" name="visitOn" type="date" label={t('roving.day')} value={on} onChange={setOn} />
          <SelectField
            name="half"
            label={t('roving.when')}
            value={half}
            onChange={(next) => setHalf(next as typeof half)}
            choices={halves.map((one) => ({
              value: one.key,
              label: `${t(`roving.half.${one.key}`)} ${clockText(one.fromMinute)}–${clockText(one.toMinute)}`,
            }))}
          />
          <SelectField
            id="vehicleId"
            name="vehicleId"
            label={t('roving.vehicle')}
            value={vehicleId}
            onChange={setVehicleId}
            choices={[
              { value: '', label: t('roving.noVehicle') },
              ...(basis.data?.vehicles ?? []).map((one) => ({ value: one.vehicleId, label: one.name })),
            ]}
          />
        </Form>
      )}
    </section>
  );
}
