// Counts what lies on board, with or without a network: what expires first on top, shortages to be counted marked.
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Empty } from '#platform/ui/states/states.tsx';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import { instantHere, mayHere, rowsHere, useEditHere, vehicleOfVisit } from '#foundation/sync/web/documents-here.ts';
import { newId } from '#foundation/sync/web/new-id.ts';
import { PartBox, PartNote } from '#foundation/sync/web/part-pieces.tsx';
import { useEngine } from '#foundation/sync/web/use-device.tsx';
import styles from '#foundation/sync/web/part.module.css';
import { pharmacyKinds } from '../../contract.ts';
import { countFieldOf, hasExpired } from '../../rules/dispensing.ts';
import { stockHere } from './pharmacy-here.ts';

const soonMilliseconds = 90 * 86_400_000;

export function StockPage() {
  const { t, date } = useWords();
  const engine = useEngine();
  const announce = useAnnounce();
  const { visitId = '' } = useParams();
  const stop = rowsHere<{ villageId: string; vehicleName: string }>(engine, 'stop').get(visitId);
  const vehicleId = vehicleOfVisit(engine, visitId);
  const villageId = stop?.villageId ?? '';
  const edit = useEditHere(villageId, villageId);
  const [counts, setCounts] = useState<Record<string, string>>({});
  const [text, setText] = useState('');
  const rows = stockHere(engine, vehicleId);
  const shown = rows.filter((row) => `${row.name} ${row.batch}`.includes(text.trim()));
  const today = dayOf(instantHere(engine));
  const soon = dayOf(new Date(Date.parse(instantHere(engine)) + soonMilliseconds));
  const typed = Object.entries(counts).filter(([, value]) => value.trim() !== '');
  const fits = typed.every(([, value]) => /^\d{1,5}$/.test(value.trim()));
  const may = mayHere(engine, 'pharmacy.stock.count') && stop !== undefined;
  const save = async () => {
    const at = instantHere(engine);
    await edit(pharmacyKinds.stockCount, newId(), {
      vehicleId: vehicleId!,
      ...Object.fromEntries(
        typed.map(([stockId, value]) => [
          countFieldOf(stockId),
          { quantity: Number(value), at } as unknown as FieldValue,
        ]),
      ),
    });
    setCounts({});
    announce(t('pharmacy.counted', { count: typed.length }));
  };
  return (
    <div className={styles['stack']}>
      <Link to={`/stop/${visitId}`} className="no-print">
        ← {t('pharmacy.backToStop')}
      </Link>
      <h1>{t('pharmacy.stock')}</h1>
      <p className="quiet">{stop?.vehicleName}</p>
      {rows.length === 0 ? (
        <Empty title={t('pharmacy.noStock')}>{t('pharmacy.noStockWhy')}</Empty>
      ) : (
        <TextField name="stock-text" label={t('pharmacy.findStock')} value={text} onChange={setText} />
      )}
      {shown.map((row) => (
        <PartBox key={row.stockId}>
          <div className={styles['line']}>
            <strong>{row.name}</strong>
            <span className={styles['amount']}>{t('pharmacy.onBoard', { count: row.quantity, unit: row.unit })}</span>
          </div>
          <p className="quiet">{t('pharmacy.batch', { batch: row.batch, on: date(row.expiresOn) })}</p>
          {hasExpired(row, today) ? (
            <PartNote tone="red">{t('pharmacy.expired')}</PartNote>
          ) : (
            row.expiresOn <= soon && <PartNote tone="amber">{t('pharmacy.expiresSoon')}</PartNote>
          )}
          {row.short > 0 && <PartNote tone="red">{t('pharmacy.short', { count: row.short })}</PartNote>}
          {may && (
            <TextField
              name={`count-${row.stockId}`}
              label={t('pharmacy.countNow', { unit: row.unit })}
              value={counts[row.stockId] ?? ''}
              inputMode="numeric"
              onChange={(value) => setCounts({ ...counts, [row.stockId]: value })}
              {...(counts[row.stockId] &&
                !/^\d{1,5}$/.test(counts[row.stockId]!.trim()) && { error: t('pharmacy.countWrong') })}
            />
          )}
        </PartBox>
      ))}
      {may && rows.length > 0 && (
        <Button kind="primary" wide disabled={typed.length === 0 || !fits} onClick={() => void save()}>
          {t('pharmacy.saveCount', { count: typed.length })}
        </Button>
      )}
    </div>
  );
}
