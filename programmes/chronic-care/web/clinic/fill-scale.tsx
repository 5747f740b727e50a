// Fills in one scale for a person: the result is seen at once; signed it goes into the record. What is urgent can be signed before the rest is answered.
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { evaluateForm } from '#foundation/knowledge/rules/evaluate-form.ts';
import { evaluateInstrument } from '#foundation/knowledge/rules/evaluate-instrument.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import { instrumentForm } from '#foundation/knowledge/rules/instrument-form.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import { focusFirstFault, FormView } from '#foundation/knowledge/web/form/form-view.tsx';
import { OutcomeView } from '#foundation/knowledge/web/form/outcome-view.tsx';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { scaleRoutes, type ScaleBody } from '../../scales-contract.ts';
import { chronicKey } from '../use-chronic.ts';
import styles from '../chronic.module.css';

export interface FillScaleProps {
  personId: string;
  instrument: Instrument;
  /** Answered from the registry. */
  known: Answers;
  onLeave: () => void;
  onSigned: () => void;
}
export function FillScale({ personId, instrument, known, onLeave, onSigned }: FillScaleProps) {
  const { t, unit } = useWords();
  const text = useLocalText();
  const api = useApi();
  const me = useMe();
  const queries = useQueryClient();
  const place = useRef<HTMLElement>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const draft = useDraft<{ scaleId: string; answers: Answers }>(
    me.account,
    `scale.${personId}.${instrument.id}`,
    () => ({ scaleId: newId(), answers: {} }),
  );
  const { scaleId, answers } = draft.value;
  const today = dayOf(new Date());
  const form = useMemo(
    () => instrumentForm(instrument, { known: new Set(Object.keys(known)), all: true, unit: (ucum) => unit(ucum) }),
    [instrument, known, unit],
  );
  const result = evaluateInstrument(instrument, { ...known, ...answers });
  const sign = async () => {
    setTried(true);
    if (result.state !== 'complete') {
      if (place.current) focusFirstFault(place.current, evaluateForm(form, answers, today));
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      const reply = await api.call(scaleRoutes.sign, {
        params: { personId },
        body: {
          scaleId,
          instrument: instrument.id as ScaleBody['instrument'],
          version: instrument.version,
          answers: answers as ScaleBody['answers'],
        },
        idempotencyKey: scaleId,
      });
      queries.setQueryData([...chronicKey, 'scales', personId], reply);
      draft.clear();
      onSigned();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section ref={place} className={styles['card']} aria-label={text(instrument.title)}>
      <h2>{text(instrument.title)}</h2>
      <p className="quiet">{text(instrument.purpose)}</p>
      {draft.restored && <p className="quiet">{t('ui.form.draft')}</p>}
      <FormView
        definition={form}
        answers={answers}
        onChange={(next) => draft.change({ answers: next })}
        today={today}
        showFaults={tried && result.state !== 'complete'}
      />
      <OutcomeView
        result={result}
        nameOf={(key) => {
          const input = instrument.inputs.find((one) => one.key === key);
          return input ? text(input.label) : key;
        }}
      />
      {failure !== undefined && <Failure error={failure} safe={t('chronic-care.scaleKept')} />}
      <div className={styles['row']}>
        <Button kind="primary" busy={busy} onClick={() => void sign()}>
          {t('chronic-care.scaleSign', { name: me.displayName })}
        </Button>
        <Button kind="quiet" onClick={onLeave}>
          {t('chronic-care.scaleLater')}
        </Button>
      </div>
    </section>
  );
}
