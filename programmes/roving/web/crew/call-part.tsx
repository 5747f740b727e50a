// Asks a specialist to call back: queued without a network; what became of it shows here.
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
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { referralKinds, type CallAsked } from '../../referral-contract.ts';
import { askedOf } from '../../rules/referral/referral.ts';
import type { PersonPartProps } from './person-part.ts';

const none = { hospitalId: '', question: '', phone: '' };
const isPhone = (text: string): boolean => /^[0-9+ -]{5,20}$/.test(text.trim());

export default function CallPart({ personId, scopeId, attendanceId }: PersonPartProps) {
  const { t, instant } = useWords();
  const engine = useEngine();
  const edit = useEditHere(personId, scopeId);
  const [draft, setDraft] = useState(none);
  const [tried, setTried] = useState(false);
  const hospitals = [...rowsHere<HospitalRow>(engine, 'hospital').values()];
  const hospital = hospitals.find(({ organisationId }) => organisationId === draft.hospitalId) ?? hospitals[0];
  const made = documentsOfAttendance(engine, referralKinds.call, attendanceId).map(({ documentId }) => ({
    documentId,
    ...askedOf<CallAsked>(engine.document(documentId)),
  }));
  const ask = async () => {
    setTried(true);
    if (!hospital || !draft.question.trim() || !isPhone(draft.phone)) return;
    const asked: CallAsked = {
      organisationId: hospital.organisationId,
      organisationName: hospital.name,
      question: draft.question.trim(),
      phone: draft.phone.trim(),
      at: instantHere(engine),
      byName: nameHere(engine),
    };
    await edit(referralKinds.call, newId(), { attendanceId, asked: asked as unknown as FieldValue });
    setDraft(none);
    setTried(false);
  };
  return (
    <div className={styles['stack']}>
      {made.map(({ documentId, asked, cancelled, outcome }) => (
        <PartBox key={documentId} title={asked?.organisationName ?? ''}>
          <p>{asked?.question}</p>
          <PartNote tone={outcome?.state === 'done' ? 'green' : cancelled ? 'plain' : 'amber'}>
            <strong>
              {t(cancelled ? 'roving.referral.cancelled' : `roving.call.state.${outcome?.state ?? 'waiting'}`)}
            </strong>{' '}
            {outcome?.note}
            <br />
            <span className="quiet">
              {outcome ? `${outcome.byName} · ${instant(outcome.at)}` : asked && instant(asked.at)}
            </span>
          </PartNote>
          {!cancelled && !outcome && (
            <Button
              kind="quiet"
              onClick={() => void edit(referralKinds.call, documentId, { cancelled: t('roving.referral.cancelled') })}
            >
              {t('roving.call.cancel')}
            </Button>
          )}
        </PartBox>
      ))}
      {mayHere(engine, 'roving.attendance.write') && (
        <PartBox title={t('roving.call.new')}>
          {!hospital ? (
            <PartNote tone="amber">{t('roving.referral.noHospitals')}</PartNote>
          ) : (
            <>
              <SelectField
                name="call-hospital"
                label={t('roving.referral.hospital')}
                value={hospital.organisationId}
                onChange={(hospitalId) => setDraft({ ...draft, hospitalId })}
                choices={hospitals.map(({ organisationId, name }) => ({ value: organisationId, label: name }))}
              />
              <TextField
                name="call-question"
                label={t('roving.call.question')}
                value={draft.question}
                onChange={(question) => setDraft({ ...draft, question })}
                lines={2}
                maxLength={500}
                {...(tried && !draft.question.trim() && { error: t('roving.referral.needed') })}
              />
              <TextField
                name="call-phone"
                label={t('roving.call.phone')}
                value={draft.phone}
                onChange={(phone) => setDraft({ ...draft, phone })}
                inputMode="numeric"
                {...(tried && !isPhone(draft.phone) && { error: t('roving.call.phoneWrong') })}
              />
              <Button kind="primary" wide onClick={() => void ask()}>
                {t('roving.call.ask')}
              </Button>
            </>
          )}
        </PartBox>
      )}
    </div>
  );
}
