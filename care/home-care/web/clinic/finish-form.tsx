// The record of a home visit: what was done, measurements, consumables, advice; kept as a draft until it is sent.
import { useState } from 'react';
import { NumberField, TextField, useNumberWords } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { readNumber } from '#platform/ui/form/range.ts';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import type { VitalKind } from '#foundation/record/contract.ts';
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import type { OrderView } from '#foundation/orders/contract.ts';
import type { VisitSheet } from '../../visits-contract.ts';
import { useStep } from '../use-visit.ts';
import styles from '../home-care.module.css';

const measured: readonly { kind: VitalKind; digits: number }[] = [
  { kind: 'systolic', digits: 0 },
  { kind: 'diastolic', digits: 0 },
  { kind: 'heart-rate', digits: 0 },
  { kind: 'body-temperature', digits: 1 },
];
interface Draft {
  done: string;
  advice: string;
  vitals: Partial<Record<VitalKind, string>>;
  used: Record<string, string>;
}

export function FinishForm({ order, sheet }: { order: OrderView; sheet: VisitSheet }) {
  const { t, unit } = useWords();
  const me = useMe();
  const step = useStep(order);
  const numberWords = useNumberWords();
  const consumables = sheet.item?.consumables ?? [];
  const draft = useDraft<Draft>(me.account, `home-visit.${order.orderId}`, () => ({
    done: '',
    advice: '',
    vitals: {},
    used: Object.fromEntries(consumables.map(({ code, quantity }) => [code, String(quantity)])),
  }));
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const { value, change } = draft;
  const save = () => {
    const found: FormTrouble[] = [];
    if (value.done.trim() === '') found.push({ text: t('homeCare.doneMissing') });
    const findings = measured.flatMap(({ kind, digits }) => {
      const text = value.vitals[kind] ?? '';
      if (text.trim() === '') return [];
      const range = { possible: vitalRules[kind].plausible, digits };
      const said = numberWords(text, range, unit(vitalRules[kind].unit)).error;
      const reading = readNumber(text, range);
      if (said || !('value' in reading)) {
        found.push({ text: `${t(`record.vital.${kind}`)}：${said ?? ''}` });
        return [];
      }
      return [{ kind, value: reading.value }];
    });
    const used = consumables.flatMap(({ code, name }) => {
      const text = value.used[code] ?? '';
      if (text.trim() === '' || text.trim() === '0') return [];
      if (!/^\d{1,2}$/.test(text.trim())) {
        found.push({ text: t('homeCare.quantityWrong', { name }) });
        return [];
      }
      return [{ code, quantity: Number(text) }];
    });
    setTroubles(found);
    if (found.length > 0) return;
    step.mutate(
      {
        transition: 'finish',
        given: {
          done: value.done.trim(),
          ...(value.advice.trim() && { advice: value.advice.trim() }),
          findings,
          consumables: used,
        },
      },
      { onSuccess: draft.clear },
    );
  };
  return (
    <section className={styles['card']}>
      <h2>{t('homeCare.record')}</h2>
      {draft.restored && <p className="quiet">{t('ui.form.draft')}</p>}
      <Form
        label={t('homeCare.record')}
        verb={t('homeCare.finish')}
        wide
        troubles={troubles}
        busy={step.isPending}
        onSubmit={save}
      >
        <TextField
          name="done"
          label={t('homeCare.done')}
          lines={4}
          maxLength={1_000}
          value={value.done}
          onChange={(done) => change({ done })}
        />
        {measured.map(({ kind, digits }) => (
          <NumberField
            key={kind}
            name={kind}
            label={t(`record.vital.${kind}`)}
            unit={unit(vitalRules[kind].unit)}
            range={{
              possible: vitalRules[kind].plausible,
              ...(vitalRules[kind].reference && { usual: vitalRules[kind].reference }),
              digits,
            }}
            optional
            value={value.vitals[kind] ?? ''}
            onChange={(text) => change({ vitals: { ...value.vitals, [kind]: text } })}
          />
        ))}
        {consumables.map((one) => (
          <NumberField
            key={one.code}
            name={`used-${one.code}`}
            label={one.name}
            hint={t('homeCare.includedQuantity', { quantity: one.quantity, unit: one.unit })}
            unit={one.unit}
            range={{ possible: [0, 99] }}
            value={value.used[one.code] ?? ''}
            onChange={(text) => change({ used: { ...value.used, [one.code]: text } })}
          />
        ))}
        <TextField
          name="advice"
          label={t('homeCare.advice')}
          optional
          lines={2}
          maxLength={500}
          value={value.advice}
          onChange={(advice) => change({ advice })}
        />
        {step.error && <Failure error={step.error} safe={t('homeCare.kept')} />}
      </Form>
    </section>
  );
}
