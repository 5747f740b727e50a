// Prescriptions of a visit: a draft with alerts as it grows, signed ones to print or to cancel. Works without a network.
import { useState } from 'react';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Empty } from '#platform/ui/states/states.tsx';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import { mayHere, useEditHere } from '#foundation/sync/web/documents-here.ts';
import { newId } from '#foundation/sync/web/new-id.ts';
import { PartBox, PartNote, PickRow } from '#foundation/sync/web/part-pieces.tsx';
import { useEngine } from '#foundation/sync/web/use-device.tsx';
import styles from '#foundation/sync/web/part.module.css';
import { pharmacyKinds, type PrescriptionItem } from '../../contract.ts';
import { doseWarning, isLong, itemFieldOf } from '../../rules/prescription.ts';
import { AlertsBox } from './alerts-box.tsx';
import { ItemEditor } from './item-editor.tsx';
import { medicinesHere, newItem, policyHere, prescriptionsHere, type PersonKnown } from './pharmacy-here.ts';
import { SignedPrescription } from './signed-prescription.tsx';

export interface PharmacyPartProps {
  personId: string;
  scopeId: string;
  visitId: string;
  attendanceId: string;
  person: PersonKnown & { name: string };
  today: string;
}

export default function PrescriptionPart(props: PharmacyPartProps) {
  const { personId, scopeId, attendanceId, person } = props;
  const { t, language } = useWords();
  const engine = useEngine();
  const edit = useEditHere(personId, scopeId);
  const [cancelling, setCancelling] = useState<string>();
  const [reason, setReason] = useState('');
  const [shownId, setShownId] = useState<string>();
  const all = prescriptionsHere(engine, attendanceId);
  const draft = all.find(({ signed, cancelled }) => !signed && !cancelled);
  const medicines = medicinesHere(engine);
  const policy = policyHere(engine);
  const may = mayHere(engine, 'pharmacy.prescription.write');
  const put = (documentId: string, set: Record<string, FieldValue>) =>
    edit(pharmacyKinds.prescription, documentId, { attendanceId, ...set });
  const putItem = (documentId: string, itemId: string, item: PrescriptionItem | null) =>
    put(documentId, { [itemFieldOf(itemId)]: item as unknown as FieldValue });
  return (
    <div className={styles['stack']}>
      {all
        .filter(({ signed }) => signed)
        .map((one) => (
          <SignedPrescription
            key={one.documentId}
            prescription={one}
            person={person}
            policy={policy}
            printed={shownId === one.documentId}
            onPrint={() => {
              setShownId(one.documentId);
              setTimeout(() => print(), 50);
            }}
            {...(may && { onCancel: () => setCancelling(one.documentId) })}
          />
        ))}
      {!may && all.length === 0 && <Empty title={t('pharmacy.notYours')}>{t('pharmacy.notYoursWhy')}</Empty>}
      {may && (
        <div className={`${styles['stack']} no-print`}>
          {draft && draft.items.length > 0 && (
            <PartBox title={t('pharmacy.draft')}>
              {draft.items.map(({ itemId, ...item }) => {
                const medicine = medicines.find(({ key }) => key === item.medicineKey);
                const warning = doseWarning(item, medicine);
                return (
                  <ItemEditor
                    key={itemId}
                    item={item}
                    mostDays={policy.longDays}
                    onChange={(next) => void putItem(draft.documentId, itemId, next)}
                    onRemove={() => void putItem(draft.documentId, itemId, null)}
                  >
                    {warning && <PartNote tone="amber">{t(`pharmacy.dose.${warning.side}`, { ...warning })}</PartNote>}
                    {isLong(item, policy) && (
                      <p className="quiet">
                        {t('pharmacy.long', { days: policy.longDays })}
                        {!policy.confirmed && ` ${t('pharmacy.policyUnconfirmed')}`}
                      </p>
                    )}
                  </ItemEditor>
                );
              })}
            </PartBox>
          )}
          {draft && draft.items.length > 0 && (
            <AlertsBox personId={personId} attendanceId={attendanceId} prescription={draft} person={person} put={put} />
          )}
          <PartBox title={t('pharmacy.addMedicine')}>
            {medicines.length === 0 ? (
              <PartNote tone="amber">{t('pharmacy.noList')}</PartNote>
            ) : (
              <PickRow
                name="medicine"
                label={t('pharmacy.find')}
                rows={medicines}
                keyOf={({ key }) => key}
                textOf={(one) => `${one.name.zh} ${one.name.en} ${one.class.zh}`}
                draw={(one) => (
                  <span>
                    {language === 'en' ? one.name.en : one.name.zh}{' '}
                    <span className="quiet">{language === 'en' ? one.class.en : one.class.zh}</span>
                  </span>
                )}
                onPick={(one) =>
                  void putItem(
                    draft?.documentId ?? newId(),
                    newId(),
                    newItem(one, one.name.zh, Math.min(28, policy.longDays)),
                  )
                }
              />
            )}
            <p className="quiet">{t('pharmacy.listIsDraft')}</p>
          </PartBox>
        </div>
      )}
      <Confirm
        open={cancelling !== undefined}
        title={t('pharmacy.cancelTitle')}
        verb={t('pharmacy.cancel')}
        onClose={() => setCancelling(undefined)}
        onConfirm={() => {
          if (reason.trim().length < 2) return;
          void put(cancelling!, { cancelled: reason.trim() });
          setCancelling(undefined);
          setReason('');
        }}
      >
        <TextField name="cancel-reason" label={t('pharmacy.cancelReason')} value={reason} onChange={setReason} />
      </Confirm>
    </div>
  );
}
