// Adds a visit with vitals: a draft while typing, one save that may be repeated, the last values beside the fields.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { ChoiceField, NumberField, TextField, useNumberWords } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { recordVisitRoute, visitKinds, type VitalKind } from '../../contract.ts';
import { PersonHeader } from '../person-header.tsx';
import { recordKey, useLatest } from '../record-queries.ts';
import styles from '../record.module.css';
import { vitalFields } from './vital-fields.ts';
import { visitOf, visitTroubles, type VisitDraft } from './visit-draft.ts';

const emptyVisit = (): VisitDraft => ({
  visitId: newId(),
  kind: 'clinic',
  reason: '',
  diagnosis: '',
  note: '',
  vitals: {},
});
const fieldId = (field: string) => `visit-${field}`;

export function AddVisit() {
  const { t, instant, unit: unitText } = useWords();
  const { personId = '' } = useParams();
  const me = useMe();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const numberWords = useNumberWords();
  const latest = useLatest(personId);
  const draft = useDraft<VisitDraft>(me.account, `visit.${personId}`, emptyVisit);
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);
  const { value, change } = draft;

  const wordsFor = ({ field, code }: ReturnType<typeof visitTroubles>[number]): FormTrouble => {
    if (field === 'reason') return { field: fieldId(field), text: t('record.visit.reasonMissing') };
    const known = vitalFields.find((one) => one.kind === field);
    const said =
      code === 'number' && known
        ? numberWords(value.vitals[field] ?? '', known.range, unitText(known.unit)).error
        : t(`record.visit.${code}`);
    return {
      field: fieldId(field),
      text: t('record.visit.trouble', { what: t(`record.vital.${field}`), said }),
      ...(said && { beside: said }),
    };
  };
  const save = async () => {
    const found = visitTroubles(value).map(wordsFor);
    setTroubles(found);
    if (found.length > 0) return;
    setBusy(true);
    try {
      const done = await api.call(recordVisitRoute, {
        params: { personId },
        body: visitOf(value, new Date()),
        idempotencyKey: value.visitId,
      });
      draft.clear();
      await queries.invalidateQueries({ queryKey: recordKey(personId) });
      const notable = done.notable
        .map((one) => `${t(`record.vital.${one.kind}`)} ${one.value} ${t(`ui.interpretation.${one.interpretation}`)}`)
        .join(t('ui.comma'));
      announce(notable ? t('record.visit.savedNotable', { notable }) : t('record.visit.saved'));
      void navigate(`/people/${personId}`, { replace: true });
    } catch (error) {
      setBusy(false);
      const issues = isFailure(error) ? (error.problem?.issues ?? []) : [];
      const title =
        isFailure(error) && error.problem
          ? error.problem.title
          : t(isFailure(error, 'offline') ? 'ui.failure.offline' : 'ui.failure.fault');
      setTroubles([
        { text: `${title} ${t('record.visit.kept')}` },
        ...issues.map((issue) => ({ text: issue.message })),
      ]);
    }
  };
  const setVital = (kind: VitalKind, text: string) => change({ vitals: { ...value.vitals, [kind]: text } });
  const errorOf = (field: string) => {
    const trouble = troubles.find((one) => one.field === fieldId(field));
    return trouble?.beside ?? trouble?.text;
  };
  const lastOf = (kind: VitalKind, unit: string) => {
    const point = latest.data?.series.find((series) => series.kind === kind)?.points.at(-1);
    return point && t('record.visit.last', { value: point.value, unit, when: instant(point.at) });
  };
  return (
    <>
      <title>{t('record.addVisit')}</title>
      <PersonHeader personId={personId} />
      <h2>{t('record.addVisit')}</h2>
      {draft.restored && <p className="quiet">{t('ui.form.draft')}</p>}
      <Form
        label={t('record.addVisit')}
        verb={t('record.visit.save')}
        troubles={troubles}
        busy={busy}
        onSubmit={() => void save()}
        beside={
          <Button kind="quiet" onClick={() => void navigate(`/people/${personId}`)}>
            {t('record.visit.leave')}
          </Button>
        }
      >
        <ChoiceField
          name="kind"
          label={t('record.visit.kind')}
          value={value.kind}
          onChange={(kind) => change({ kind })}
          choices={visitKinds.map((kind) => ({ value: kind, label: t(`record.visit.kind.${kind}`) }))}
        />
        <TextField
          id={fieldId('reason')}
          name="reason"
          label={t('record.visit.reason')}
          value={value.reason}
          onChange={(reason) => change({ reason })}
          maxLength={200}
          autoFocus
          error={errorOf('reason')}
        />
        <div className={styles['vitals']} role="group" aria-label={t('record.visit.vitals')}>
          {vitalFields.map(({ kind, unit, range }) => (
            <NumberField
              key={kind}
              id={fieldId(kind)}
              name={kind}
              label={t(`record.vital.${kind}`)}
              hint={lastOf(kind, unitText(unit))}
              unit={unitText(unit)}
              range={range}
              value={value.vitals[kind] ?? ''}
              onChange={(text) => setVital(kind, text)}
              error={errorOf(kind)}
              optional
            />
          ))}
        </div>
        <TextField
          id={fieldId('diagnosis')}
          name="diagnosis"
          label={t('record.visit.diagnosis')}
          value={value.diagnosis}
          onChange={(diagnosis) => change({ diagnosis })}
          maxLength={200}
          optional
        />
        <TextField
          id={fieldId('note')}
          name="note"
          label={t('record.visit.note')}
          value={value.note}
          onChange={(note) => change({ note })}
          lines={4}
          maxLength={4000}
          optional
        />
      </Form>
    </>
  );
}
