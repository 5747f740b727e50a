// What lies on board, first what expires first: add a batch, count it, take it off.
import { useState } from 'react';
import type { Day } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { readinessRoutes, type StockItem, type VehicleUpkeep } from '../readiness-contract.ts';
import { daysBetween } from '../rules/days-between.ts';
import { Refusal } from './refusal.tsx';
import { StockForm } from './stock-form.tsx';
import { useChange } from './use-fleet.ts';
import styles from './fleet.module.css';

const soonDays = 30;

export function StockTab({ vehicleId, upkeep, today }: { vehicleId: string; upkeep: VehicleUpkeep; today: Day }) {
  const { t, date } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const change = useChange();
  const mayWrite = useMay('fleet.upkeep.write');
  const [form, setForm] = useState<StockItem | 'new'>();
  const put = async ({ version, ...body }: StockItem): Promise<number | undefined> => {
    let next: number | undefined;
    await change.run(async () => {
      next = (await api.call(readinessRoutes.saveStock, { params: { vehicle: vehicleId }, body, ifMatch: version }))
        .version;
    });
    return next;
  };
  const takeOff = async (item: StockItem) => {
    const version = await put({ ...item, quantity: 0 });
    if (version !== undefined)
      announce(
        t('fleet.stock.takenOff', { name: item.name, batch: item.batch }),
        async () => void (await put({ ...item, version })),
      );
  };
  const expiry = ({ expiresOn }: StockItem) => {
    const days = daysBetween(today, expiresOn);
    return (
      <LevelTag level={days < 0 ? 'red' : days <= soonDays ? 'amber' : 'green'}>
        {t(days < 0 ? 'fleet.paper.expired' : 'fleet.paper.valid', { on: date(expiresOn) })}
      </LevelTag>
    );
  };
  return (
    <section className={styles['card']} aria-label={t('fleet.tab.stock')}>
      <p className="quiet">{t('fleet.stock.text')}</p>
      <Refusal error={change.failure} />
      {upkeep.stock.length === 0 && (
        <Empty title={t('fleet.stock.none')} icon="medication">
          {t('fleet.stock.noneText')}
        </Empty>
      )}
      <ul className={styles['findings']} aria-label={t('fleet.tab.stock')}>
        {upkeep.stock.map((row) => (
          <li key={row.stockId} className={styles['finding']}>
            <div className={styles['what']}>
              <strong>{row.name}</strong>
              {expiry(row)}
              <span>{t('fleet.stock.batchNumber', { batch: row.batch })}</span>
              <span>
                {row.quantity} {row.unit}
              </span>
            </div>
            {mayWrite && (
              <div className={styles['row']}>
                <Button kind="quiet" onClick={() => setForm(row)}>
                  {t('fleet.change')}
                </Button>
                <Button kind="quiet" onClick={() => void takeOff(row)}>
                  {t('fleet.stock.takeOff')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && !form && (
        <Button icon="plus" onClick={() => setForm('new')}>
          {t('fleet.stock.add')}
        </Button>
      )}
      {form && (
        <StockForm
          key={form === 'new' ? 'new' : form.stockId}
          vehicleId={vehicleId}
          onDone={() => setForm(undefined)}
          {...(form !== 'new' && { item: form })}
        />
      )}
    </section>
  );
}
