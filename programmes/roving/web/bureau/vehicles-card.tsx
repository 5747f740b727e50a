// The vehicles that planning knows, and the days on which each is out of service.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { rovingRoutes, type MonthBasis } from '../../contract.ts';
import { rovingKey } from './use-roving.ts';
import styles from './roving.module.css';

type Vehicle = MonthBasis['vehicles'][number];

export function VehiclesCard({ basis }: { basis: MonthBasis }) {
  const { t, date } = useWords();
  const mayWrite = useMay('roving.basis.write');
  const [open, setOpen] = useState<string>();
  return (
    <section className={styles['card']} aria-label={t('roving.vehicles')}>
      <h2>{t('roving.vehicles')}</h2>
      <table className={styles['changes']}>
        <tbody>
          {basis.vehicles.map((vehicle) => (
            <tr key={vehicle.vehicleId}>
              <th scope="row">{vehicle.name}</th>
              <td>{vehicle.organisationName}</td>
              <td>
                {vehicle.outOfService
                  .map((span) => `${date(span.fromOn)}–${date(span.toOn)} ${span.reason}`)
                  .join(t('ui.comma')) || t('roving.inService')}
                {open === vehicle.vehicleId && <OutOfService vehicle={vehicle} onDone={() => setOpen(undefined)} />}
              </td>
              <td>
                {mayWrite && (
                  <Button
                    kind="quiet"
                    onClick={() => setOpen(open === vehicle.vehicleId ? undefined : vehicle.vehicleId)}
                    aria-expanded={open === vehicle.vehicleId}
                  >
                    {t('roving.takeOut')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function OutOfService({ vehicle, onDone }: { vehicle: Vehicle; onDone: () => void }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [span, setSpan] = useState({ fromOn: '', toOn: '', reason: '' });
  const [failure, setFailure] = useState<unknown>();
  const save = async (spans: Vehicle['outOfService']) => {
    setFailure(undefined);
    try {
      await api.call(rovingRoutes.setOutOfService, {
        params: { vehicleId: vehicle.vehicleId },
        body: { spans: [...spans] },
        ifMatch: vehicle.version ?? 1,
      });
      announce(t('roving.outSaved', { vehicle: vehicle.name }));
      await queries.invalidateQueries({ queryKey: [...rovingKey, 'basis'] });
      onDone();
    } catch (error) {
      setFailure(error);
    }
  };
  const filled = span.fromOn && span.toOn && span.reason.trim();
  return (
    <Form
      label={t('roving.takeOut')}
      verb={t('roving.save')}
      onSubmit={() => filled && void save([...vehicle.outOfService, { ...span, reason: span.reason.trim() }])}
      beside={
        vehicle.outOfService.length > 0 && (
          <Button kind="quiet" onClick={() => void save([])}>
            {t('roving.backInService')}
          </Button>
        )
      }
    >
      {failure !== undefined && <Failure error={failure} />}
      <TextField
        name="outFrom"
        type="date"
        label={t('roving.fromOn')}
        value={span.fromOn}
        onChange={(fromOn) => setSpan({ ...span, fromOn })}
      />
      <TextField
        name="outTo"
        type="date"
        label={t('roving.toOn')}
        value={span.toOn}
        onChange={(toOn) => setSpan({ ...span, toOn })}
      />
      <TextField
        name="outReason"
        label={t('roving.reason')}
        value={span.reason}
        onChange={(reason) => setSpan({ ...span, reason })}
      />
    </Form>
  );
}
