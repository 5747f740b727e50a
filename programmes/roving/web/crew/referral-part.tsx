// Refers the person to a hospital: where, how urgent, why. Works without a network.
import { useState } from 'react';
import type { HospitalRow } from '#care/diagnostics/contract.ts';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import {
  documentsOfAttendance,
  instantHere,
  mayHere,
  nameHere,
  rowsHere,
  useEditHere,
} from '#foundation/sync/web/documents-here.ts';
import { newId } from '#foundation/sync/web/new-id.ts';
import { PartBox, PartNote } from '#foundation/sync/web/part-pieces.tsx';
import styles from '#foundation/sync/web/part.module.css';
import { useEngine } from '#foundation/sync/web/use-device.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { ChoiceField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { referralKinds, type ReferralAsked } from '../../referral-contract.ts';
import { askedOf } from '../../rules/referral/referral.ts';
import type { PersonPartProps } from './person-part.ts';

const urgencies = ['routine', 'urgent', 'emergency'] as const;
const none = { hospitalId: '', department: '', reason: '', urgency: 'routine' as ReferralAsked['urgency'] };

export default function ReferralPart({ personId, scopeId, attendanceId }: PersonPartProps) {
  const { t, instant } = useWords();
  const engine = useEngine();
  const edit = useEditHere(personId, scopeId);
  const [draft, setDraft] = useState(none);
  const [tried, setTried] = useState(false);
  const hospitals = [...rowsHere<HospitalRow>(engine, 'hospital').values()];
  const made = documentsOfAttendance(engine, referralKinds.referral, attendanceId).map(({ documentId }) => ({
    documentId,
    ...askedOf<ReferralAsked>(engine.document(documentId)),
  }));
  const hospital = hospitals.find(({ organisationId }) => organisationId === draft.hospitalId) ?? hospitals[0];
  const refer = async () => {
    setTried(true);
    if (!hospital || !draft.department.trim() || !draft.reason.trim()) return;
    const asked: ReferralAsked = {
      organisationId: hospital.organisationId,
      organisationName: hospital.name,
      department: draft.department.trim(),
      urgency: draft.urgency,
      reason: draft.reason.trim(),
      at: instantHere(engine),
      byName: nameHere(engine),
    };
    await edit(referralKinds.referral, newId(), { attendanceId, asked: asked as unknown as FieldValue });
    setDraft(none);
    setTried(false);
  };
  const lacking = (value: string) => (tried && value.trim() === '' ? { error: t('roving.referral.needed') } : {});
  return (
    <div className={styles['stack']}>
      {made.map(({ documentId, asked, cancelled }) => (
        <PartBox key={documentId} title={`${asked?.organisationName ?? ''} ${asked?.department ?? ''}`}>
          <PartNote tone={cancelled ? 'plain' : asked?.urgency === 'emergency' ? 'red' : 'green'}>
            <strong>
              {cancelled ? t('roving.referral.cancelled') : t(`roving.referral.urgency.${asked?.urgency}`)}
            </strong>{' '}
            {asked?.reason}
            <br />
            <span className="quiet">
              {asked?.byName} · {asked && instant(asked.at)}
            </span>
          </PartNote>
          {!cancelled && (
            <Button
              kind="quiet"
              onClick={() =>
                void edit(referralKinds.referral, documentId, { cancelled: t('roving.referral.cancelled') })
              }
            >
              {t('roving.referral.cancel')}
            </Button>
          )}
        </PartBox>
      ))}
      {mayHere(engine, 'roving.attendance.write') && (
        <PartBox title={t('roving.referral.new')}>
          {!hospital ? (
            <PartNote tone="amber">{t('roving.referral.noHospitals')}</PartNote>
          ) : (
            <>
              <SelectField
                name="referral-hospital"
                label={t('roving.referral.hospital')}
                value={hospital.organisationId}
                onChange={(hospitalId) => setDraft({ ...draft, hospitalId })}
                choices={hospitals.map(({ organisationId, name }) => ({ value: organisationId, label: name }))}
              />
              <TextField
                name="referral-department"
                label={t('roving.referral.department')}
                value={draft.department}
                onChange={(department) => setDraft({ ...draft, department })}
                maxLength={40}
                {...lacking(draft.department)}
              />
              <ChoiceField
                name="referral-urgency"
                label={t('roving.referral.urgency')}
                value={draft.urgency}
                onChange={(urgency) => setDraft({ ...draft, urgency })}
                choices={urgencies.map((value) => ({ value, label: t(`roving.referral.urgency.${value}`) }))}
              />
              <TextField
                name="referral-reason"
                label={t('roving.referral.reason')}
                value={draft.reason}
                onChange={(reason) => setDraft({ ...draft, reason })}
                lines={2}
                maxLength={500}
                {...lacking(draft.reason)}
              />
              <Button kind="primary" wide onClick={() => void refer()}>
                {t('roving.referral.refer')}
              </Button>
            </>
          )}
        </PartBox>
      )}
    </div>
  );
}
