// Hands medicines out of the vehicle's stock: the batch that expires first is proposed, an expired one is never offered.
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Empty } from '#platform/ui/states/states.tsx';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import { mayHere, nameHere, useEditHere, vehicleOfVisit } from '#foundation/sync/web/documents-here.ts';
import { newId } from '#foundation/sync/web/new-id.ts';
import { PartBox, PartNote, Stepper } from '#foundation/sync/web/part-pieces.tsx';
import { useEngine } from '#foundation/sync/web/use-device.tsx';
import styles from '#foundation/sync/web/part.module.css';
import { pharmacyKinds, type DispensingLine, type PrescriptionItem } from '../../contract.ts';
import { chooseBatches, lineFieldOf } from '../../rules/dispensing.ts';
import { dispensedHere, prescriptionsHere, stockHere } from './pharmacy-here.ts';
import type { PharmacyPartProps } from './prescription-part.tsx';

export default function DispensingPart({ personId, scopeId, visitId, attendanceId, today }: PharmacyPartProps) {
  const { t, date } = useWords();
  const engine = useEngine();
  const announce = useAnnounce();
  const edit = useEditHere(personId, scopeId);
  const vehicleId = vehicleOfVisit(engine, visitId);
  const signed = prescriptionsHere(engine, attendanceId).filter((one) => one.signed && !one.cancelled);
  const given = dispensedHere(engine, attendanceId);
  const stock = stockHere(engine, vehicleId);
  const may = mayHere(engine, 'pharmacy.dispensing.write') && vehicleId !== undefined;
  const takeBack = (documentId: string, lineId: string) =>
    edit(pharmacyKinds.dispensing, documentId, { [lineFieldOf(lineId)]: null });
  const handOut = async (prescriptionId: string, lines: DispensingLine[]) => {
    const documentId = newId();
    const made = lines.map((line) => [lineFieldOf(newId()), line as unknown as FieldValue] as const);
    await edit(pharmacyKinds.dispensing, documentId, {
      attendanceId,
      prescriptionId,
      vehicleId: vehicleId!,
      byName: nameHere(engine),
      ...Object.fromEntries(made),
    });
    announce(t('pharmacy.handedOut', { what: lines[0]!.name }), () =>
      edit(pharmacyKinds.dispensing, documentId, Object.fromEntries(made.map(([field]) => [field, null]))),
    );
  };
  return (
    <div className={styles['stack']}>
      {signed.length === 0 && <Empty title={t('pharmacy.nothingSigned')}>{t('pharmacy.nothingSignedWhy')}</Empty>}
      {signed.map((one) => (
        <PartBox key={one.documentId} title={t('pharmacy.toHandOut')}>
          {one.items.map((item) => (
            <HandOut
              key={item.itemId}
              item={item}
              given={given.filter(({ itemId }) => itemId === item.itemId).reduce((sum, line) => sum + line.quantity, 0)}
              choose={(quantity) => chooseBatches(stock, item.medicineKey, quantity, today)}
              {...(may && { onHandOut: (lines: DispensingLine[]) => handOut(one.documentId, lines) })}
            />
          ))}
        </PartBox>
      ))}
      {given.length > 0 && (
        <PartBox title={t('pharmacy.given')}>
          <ul className={styles['rows']}>
            {given.map((line) => (
              <li key={line.lineId}>
                <span>
                  <strong>{line.name}</strong> × {line.quantity} {line.unit}
                  <br />
                  <span className="quiet">{t('pharmacy.batch', { batch: line.batch, on: date(line.expiresOn) })}</span>
                </span>
                {may && (
                  <Button kind="quiet" onClick={() => void takeBack(line.documentId, line.lineId)}>
                    {t('pharmacy.takeBack')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </PartBox>
      )}
      <Link to={`/stop/${visitId}/stock`}>{t('pharmacy.countLink')}</Link>
    </div>
  );
}

function HandOut({
  item,
  given,
  choose,
  onHandOut,
}: {
  item: PrescriptionItem & { itemId: string };
  given: number;
  choose: (quantity: number) => ReturnType<typeof chooseBatches>;
  onHandOut?: (lines: DispensingLine[]) => Promise<void>;
}) {
  const { t, date } = useWords();
  const [quantity, setQuantity] = useState(1);
  const { batches, missing } = choose(quantity);
  const lines = batches.map(({ row, quantity: taken }): DispensingLine => ({
    itemId: item.itemId,
    stockId: row.stockId,
    itemCode: row.itemCode,
    name: row.name,
    batch: row.batch,
    expiresOn: row.expiresOn,
    quantity: taken,
    unit: row.unit,
  }));
  return (
    <div className={styles['stack']}>
      <div className={styles['line']}>
        <span>
          <strong>{item.name}</strong>{' '}
          {given > 0 && <span className="quiet">{t('pharmacy.alreadyGiven', { count: given })}</span>}
        </span>
        <Stepper label={item.name} value={quantity} low={1} high={99} onChange={setQuantity} />
      </div>
      {lines.map((line) => (
        <p key={line.stockId} className="quiet">
          {line.name} × {line.quantity} {line.unit} ·{' '}
          {t('pharmacy.batch', { batch: line.batch, on: date(line.expiresOn) })}
        </p>
      ))}
      {missing > 0 && (
        <PartNote tone="amber">
          {batches.length === 0 ? t('pharmacy.notOnBoard') : t('pharmacy.missing', { count: missing })}
        </PartNote>
      )}
      {onHandOut && (
        <Button kind="primary" disabled={missing > 0} onClick={() => void onHandOut(lines).then(() => setQuantity(1))}>
          {t('pharmacy.handOut')}
        </Button>
      )}
    </div>
  );
}
