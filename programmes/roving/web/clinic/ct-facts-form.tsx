// Answers that the low-dose CT rule lacks: asked once, written into the record, decided at once.
import { useState } from 'react';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { ChoiceField, NumberField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { isError, readNumber } from '#platform/ui/form/range.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { ctRoutes } from '../../ct-screening-contract.ts';
import { smokingStates, type LungFacts } from '../../rules/ct-screening/lung-facts.ts';
import { useChange } from '../ct-screening/use-ct.ts';
import styles from '../ct-screening/ct.module.css';

const numbers = {
  packYears: { possible: [0, 200] },
  quitYears: { possible: [0, 80] },
  passiveYears: { possible: [0, 80] },
  exposureYears: { possible: [0, 80] },
} as const;
type NumberKey = keyof typeof numbers;
type YesNo = 'yes' | 'no';

export function FactsForm({ personId, year }: { personId: string; year: string }) {
  const { t } = useWords();
  const api = useApi();
  const { run, busy, failure } = useChange();
  const [smoking, setSmoking] = useState<LungFacts['smoking']>();
  const [typed, setTyped] = useState<Partial<Record<NumberKey, string>>>({});
  const [yesNo, setYesNo] = useState<Partial<Record<'copd' | 'relative', YesNo>>>({});
  const asked: NumberKey[] = [
    ...(smoking === 'current' || smoking === 'former' ? (['packYears'] as const) : []),
    ...(smoking === 'former' ? (['quitYears'] as const) : []),
    'passiveYears',
    'exposureYears',
  ];
  const save = () => {
    const facts: LungFacts = { ...(smoking && { smoking }) };
    for (const key of asked) {
      const reading = readNumber(typed[key] ?? '', numbers[key]);
      if (isError(reading)) return;
      if ('value' in reading) facts[key] = reading.value;
    }
    for (const key of ['copd', 'relative'] as const) if (yesNo[key]) facts[key] = yesNo[key] === 'yes';
    void run(() => api.call(ctRoutes.facts, { params: { personId, year }, body: facts, idempotencyKey: newId() }));
  };
  return (
    <Form label={t('roving.ct.factsTitle')} verb={t('roving.ct.saveFacts')} busy={busy} onSubmit={save}>
      <h3>{t('roving.ct.factsTitle')}</h3>
      {failure !== undefined && <Failure error={failure} />}
      <ChoiceField
        name="smoking"
        label={t('roving.ct.fact.smoking')}
        value={smoking}
        onChange={setSmoking}
        choices={smokingStates.map((value) => ({ value, label: t(`roving.ct.smoking.${value}`) }))}
      />
      <div className={styles['fields']}>
        {asked.map((key) => (
          <NumberField
            key={key}
            name={key}
            label={t(`roving.ct.fact.${key}`)}
            unit={t(key === 'packYears' ? 'roving.ct.packYearsUnit' : 'roving.ct.yearsUnit')}
            range={numbers[key]}
            value={typed[key] ?? ''}
            onChange={(value) => setTyped({ ...typed, [key]: value })}
          />
        ))}
      </div>
      {(['copd', 'relative'] as const).map((key) => (
        <ChoiceField<YesNo>
          key={key}
          name={key}
          label={t(`roving.ct.fact.${key}`)}
          value={yesNo[key]}
          onChange={(value) => setYesNo({ ...yesNo, [key]: value })}
          choices={[
            { value: 'yes', label: t('roving.ct.yes') },
            { value: 'no', label: t('roving.ct.no') },
          ]}
        />
      ))}
    </Form>
  );
}
