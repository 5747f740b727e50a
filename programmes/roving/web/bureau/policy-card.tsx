// The county's policy from a day on: how often, how long, which weekdays go together.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { ChoiceField, NumberField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { rovingRoutes, type MonthBasis, type PolicyBody } from '../../contract.ts';
import { vehicleReaches } from '../../rules/policy.ts';
import { pairsOf, policyDraft, policyOf } from './policy-draft.ts';
import { useProblemTexts } from './use-problem-texts.ts';
import { rovingKey } from './use-roving.ts';
import styles from './roving.module.css';

const numbers = [
  { field: 'followUps', unit: 'times', range: [0, 31] },
  { field: 'comprehensive', unit: 'times', range: [0, 5] },
  { field: 'followUpMinutes', unit: 'minutes', range: [5, 480] },
  { field: 'comprehensiveMinutes', unit: 'minutes', range: [5, 480] },
  { field: 'fewestGap', unit: 'days', range: [1, 15] },
  { field: 'mostGap', unit: 'days', range: [1, 31] },
  { field: 'steadyMinutes', unit: 'minutes', range: [0, 480] },
  { field: 'repairPercent', unit: 'percent', range: [0, 100] },
] as const;

export function PolicyCard({ basis }: { basis: MonthBasis }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const troubleTexts = useProblemTexts();
  const mayWrite = useMay('roving.basis.write');
  const [draft, setDraft] = useState(() => policyDraft(basis));
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);
  const set =
    (field: Exclude<keyof typeof draft, 'reachFollowUp' | 'reachComprehensive' | 'marketDays'>) => (value: string) =>
      setDraft({ ...draft, [field]: value });
  const save = async () => {
    const read = policyOf(draft);
    if (!read.ok) {
      setTroubles(read.fields.map((field) => ({ field, text: t(`roving.policyTrouble.${field}`) })));
      return;
    }
    setBusy(true);
    try {
      const body: PolicyBody = { fromOn: draft.fromOn, policy: read.policy };
      await api.call(rovingRoutes.setPolicy, { body, idempotencyKey: newId() });
      setTroubles([]);
      announce(t('roving.policySaved'));
      await queries.invalidateQueries({ queryKey: rovingKey });
    } catch (error) {
      setTroubles(troubleTexts(error));
    }
    setBusy(false);
  };
  return (
    <section className={styles['card']} aria-label={t('roving.policy')}>
      <h2>{t('roving.policy')}</h2>
      <p className="quiet">{t('roving.policyText')}</p>
      <Form
        label={t('roving.policy')}
        verb={t('roving.save')}
        troubles={troubles}
        busy={busy}
        onSubmit={() => mayWrite && void save()}
      >
        {numbers.map(({ field, unit, range }) => (
          <NumberField
            key={field}
            id={field}
            name={field}
            label={t(`roving.policy.${field}`)}
            value={draft[field]}
            onChange={set(field)}
            unit={t(`roving.${unit}`)}
            range={{ possible: [range[0], range[1]] }}
          />
        ))}
        {(['reachFollowUp', 'reachComprehensive'] as const).map((field) => (
          <ChoiceField
            key={field}
            name={field}
            label={t(`roving.policy.${field}`)}
            value={draft[field]}
            onChange={(reach) => setDraft({ ...draft, [field]: reach })}
            choices={vehicleReaches.map((one) => ({ value: one, label: t(`roving.reach.${one}`) }))}
          />
        ))}
        <ChoiceField
          name="marketDays"
          label={t('roving.policy.marketDays')}
          value={draft.marketDays}
          onChange={(marketDays) => setDraft({ ...draft, marketDays })}
          choices={(['avoid', 'ignore'] as const).map((one) => ({ value: one, label: t(`roving.marketDays.${one}`) }))}
        />
        <TextField
          id="pairs"
          name="pairs"
          label={t('roving.policy.pairs')}
          hint={t('roving.policy.pairsHint', { pairs: pairsOf(basis.policy.weekdayPairs) })}
          value={draft.pairs}
          onChange={set('pairs')}
        />
        <TextField
          id="shift"
          name="shift"
          label={t('roving.policy.shift')}
          hint={t('roving.policy.shiftHint')}
          value={draft.shift}
          onChange={set('shift')}
        />
        <TextField
          id="fromOn"
          name="fromOn"
          type="date"
          label={t('roving.policy.fromOn')}
          value={draft.fromOn}
          onChange={set('fromOn')}
        />
      </Form>
    </section>
  );
}
