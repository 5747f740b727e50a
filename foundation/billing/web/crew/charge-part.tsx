// What a visit costs: lines from the price list, the sum, the wish to settle by insurance or cash, the receipt. Works without a network.
import { useEffect, useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { PrintButton } from '#platform/ui/print/print.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import { shownValues } from '#foundation/sync/web/conflicts-here.ts';
import { instantHere, mayHere, nameHere, rowsHere, useEditHere } from '#foundation/sync/web/documents-here.ts';
import { newId } from '#foundation/sync/web/new-id.ts';
import { PartBox, PartNote, PickRow, Stepper } from '#foundation/sync/web/part-pieces.tsx';
import { useEngine } from '#foundation/sync/web/use-device.tsx';
import styles from '#foundation/sync/web/part.module.css';
import { chargeKind, type ChargeLine, type PayMethod, type PriceItem } from '../../contract.ts';
import { chargeState, lineFieldOf, lineTotalFen, linesOf, outcomeOf, totalFen, wishOf } from '../../rules/charge.ts';
import { Receipt } from './receipt.tsx';

interface Props {
  personId: string;
  scopeId: string;
  attendanceId: string;
  person: { name: string };
}
/** One attendance has one charge, whichever device begins it. */
export const chargeIdOf = (attendanceId: string): Promise<string> => documentIdOf('charge', attendanceId);

export default function ChargePart({ personId, scopeId, attendanceId, person }: Props) {
  const { t, money } = useWords();
  const engine = useEngine();
  const edit = useEditHere(personId, scopeId);
  const [chargeId, setChargeId] = useState<string>();
  const [settling, setSettling] = useState<PayMethod>();
  useEffect(() => void chargeIdOf(attendanceId).then(setChargeId), [attendanceId]);
  if (!chargeId) return null;
  const values = shownValues(engine.document(chargeId));
  const lines = linesOf(values);
  const total = totalFen(lines);
  const state = chargeState(values);
  const outcome = outcomeOf(values);
  const wish = wishOf(values);
  const open = (state === 'open' || state === 'refused') && mayHere(engine, 'billing.charge.write');
  const prices = [...rowsHere<PriceItem>(engine, 'price').values()];
  const put = (set: Record<string, FieldValue>) => edit(chargeKind, chargeId, { attendanceId, ...set });
  const putLine = (lineId: string, line: ChargeLine | null) =>
    put({ [lineFieldOf(lineId)]: line as unknown as FieldValue });
  const add = (item: PriceItem) => {
    const same = lines.find(({ code, priceFen }) => code === item.code && priceFen === item.amountFen);
    const { lineId, ...line } = same ?? {
      lineId: newId(),
      code: item.code,
      name: item.name,
      unit: item.unit,
      quantity: 0,
      priceFen: item.amountFen,
      insuranceClass: item.insuranceClass,
    };
    return putLine(lineId, { ...line, quantity: line.quantity + 1 });
  };
  const settle = async () => {
    const method = settling!;
    setSettling(undefined);
    const made = { settlementId: newId(), method, totalFen: total, at: instantHere(engine), byName: nameHere(engine) };
    await put({ settlement: made });
  };
  return (
    <div className={styles['stack']}>
      <div className="no-print">
        <PartBox title={t('billing.lines')}>
          {lines.length === 0 && <Empty title={t('billing.noLines')}>{t('billing.noLinesWhy')}</Empty>}
          <ul className={styles['rows']}>
            {lines.map(({ lineId, ...line }) => (
              <li key={lineId}>
                <span>
                  <strong>{line.name}</strong>{' '}
                  <span className="quiet">
                    {t(`billing.class.${line.insuranceClass}`)} · {money(line.priceFen)}/{line.unit}
                  </span>
                </span>
                <strong className={styles['amount']}>{money(lineTotalFen(line))}</strong>
                {open ? (
                  <Stepper
                    label={line.name}
                    value={line.quantity}
                    high={999}
                    onChange={(quantity) => void putLine(lineId, quantity === 0 ? null : { ...line, quantity })}
                  />
                ) : (
                  <span className="quiet">× {line.quantity}</span>
                )}
              </li>
            ))}
          </ul>
          <div className={styles['line']}>
            <span>{t('billing.total')}</span>
            <output className={styles['total']} data-testid="charge-total">
              {money(total)}
            </output>
          </div>
        </PartBox>
      </div>
      <div className={`${styles['stack']} no-print`}>
        {state === 'waiting' && <PartNote tone="amber">{t('billing.waiting')}</PartNote>}
        {state === 'refused' && (
          <PartNote tone="red">{t('billing.refused', { reason: outcome?.reason ?? '' })}</PartNote>
        )}
        {state === 'settled' && (
          <PartNote tone="green">
            {outcome
              ? t('billing.settledBy', { fund: money(outcome.fundFen ?? 0), self: money(outcome.selfFen ?? 0) })
              : t('billing.settledCash')}
            {outcome?.simulated && ` ${t('billing.simulated')}`}
          </PartNote>
        )}
        {open && (
          <>
            {lines.length > 0 && (
              <div className={styles['actions']}>
                <Button kind="primary" onClick={() => setSettling('insurance')}>
                  {t('billing.settleInsurance')}
                </Button>
                <Button onClick={() => setSettling('cash')}>{t('billing.settleCash')}</Button>
              </div>
            )}
            <PartBox title={t('billing.add')}>
              {prices.length === 0 ? (
                <PartNote tone="amber">{t('billing.noPrices')}</PartNote>
              ) : (
                <PickRow
                  name="price"
                  label={t('billing.find')}
                  rows={prices}
                  keyOf={(row) => row.code}
                  textOf={(row) => `${row.name} ${row.code}`}
                  draw={(row) => (
                    <span className={styles['line']}>
                      <span>
                        {row.name} <span className="quiet">{t(`billing.class.${row.insuranceClass}`)}</span>
                        {row.simulated && <span className="quiet"> · {t('ui.simulated')}</span>}
                      </span>
                      <span className={styles['amount']}>
                        {money(row.amountFen)}/{row.unit}
                      </span>
                    </span>
                  )}
                  onPick={(row) => void add(row)}
                />
              )}
            </PartBox>
          </>
        )}
        {wish && state !== 'refused' && <PrintButton label={t('billing.printReceipt')} />}
      </div>
      {wish && <Receipt name={person.name} lines={lines} wish={wish} outcome={outcome} by={nameHere(engine)} />}
      <Confirm
        open={settling !== undefined}
        danger={false}
        title={t(settling === 'cash' ? 'billing.confirmCash' : 'billing.confirmInsurance', { total: money(total) })}
        verb={t(settling === 'cash' ? 'billing.settleCash' : 'billing.settleInsurance')}
        onClose={() => setSettling(undefined)}
        onConfirm={() => void settle()}
      >
        <p>{t('billing.confirmWhat')}</p>
      </Confirm>
    </div>
  );
}
