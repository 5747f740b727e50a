// What who examines somebody finds: the diet sum for the index, and from 65 the items of the frailty index that the record does not know.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstrumentInput } from '#foundation/knowledge/rules/instrument.ts';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { ChoiceField, NumberField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { portraitRoutes, type FrailtyTold, type PersonIndexReply } from '../../contract.ts';
import { indexKey, useIndex } from '../use-index.ts';
import styles from '../portrait.module.css';

export function Findings({ personId }: { personId: string }) {
  const { data } = useIndex(personId);
  if (!data?.mayExamine || data.state === 'not-applicable') return null;
  return <FindingsForm personId={personId} index={data} />;
}

const low = 8;
const high = 40;

function FindingsForm({ personId, index }: { personId: string; index: PersonIndexReply }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const known = index.terms.find(({ key }) => key === 'diet')?.value;
  const [dash, setDash] = useState<string>();
  const [items, setItems] = useState<Record<string, boolean | string>>({});
  const [answersId, setAnswersId] = useState(() => crypto.randomUUID());
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const sum = dash === undefined || dash.trim() === '' ? undefined : Number(dash);
  const send = useMutation({
    mutationFn: () =>
      api.call(portraitRoutes.examined, {
        params: { personId },
        body: {
          answersId,
          ...(sum !== undefined && { dashSum: sum }),
          ...(Object.keys(items).length > 0 && { frailty: items }),
        },
      }),
    onSuccess: (next) => {
      queries.setQueryData(indexKey(personId), next);
      setItems({});
      setDash(undefined);
      setAnswersId(crypto.randomUUID());
      announce(t('portrait.found'));
    },
    onError: (error) => setTroubles([{ text: (isFailure(error) && error.problem?.title) || t('ui.failure.fault') }]),
  });
  const save = () => {
    if (sum === undefined && Object.keys(items).length === 0)
      return setTroubles([{ text: t('portrait.nothingAnswered') }]);
    if (sum !== undefined && !(Number.isInteger(sum) && sum >= low && sum <= high))
      return setTroubles([{ text: t('portrait.dashRange', { low, high }) }]);
    setTroubles([]);
    send.mutate();
  };
  const { frailty } = index;
  return (
    <section className={`${styles['card']} no-print`} aria-label={t('portrait.findings')}>
      <h2>{t('portrait.findings')}</h2>
      {frailty && <FrailtyLine frailty={frailty} />}
      <Form
        label={t('portrait.findings')}
        verb={t('portrait.saveFindings')}
        troubles={troubles}
        busy={send.isPending}
        onSubmit={save}
      >
        <NumberField
          name="dashSum"
          label={t('portrait.dashSum')}
          hint={t('portrait.dashHint')}
          unit={t('portrait.pointsUnit')}
          range={{ possible: [low, high], digits: 0 }}
          value={dash ?? (typeof known === 'number' ? String(known) : '')}
          onChange={setDash}
        />
        {frailty && (
          <details>
            <summary>{t('portrait.frailtyItems', { known: frailty.known, of: frailty.of })}</summary>
            <div className={styles['items']}>
              {frailty.items.map((item) => (
                <Item
                  key={item.key}
                  item={item}
                  frailty={frailty}
                  given={items[item.key]}
                  onChange={(value) => setItems({ ...items, [item.key]: value })}
                />
              ))}
            </div>
          </details>
        )}
      </Form>
    </section>
  );
}

function FrailtyLine({ frailty }: { frailty: FrailtyTold }) {
  const { t } = useWords();
  const text = useLocalText();
  const { state, score, band, known, of, status } = frailty;
  return (
    <p>
      {t('portrait.frailty')}{' '}
      {state === 'known' && score !== undefined ? (
        <b>
          {score.toFixed(2)} {band && text(band)}
        </b>
      ) : (
        <b>{t('portrait.frailtyTooFew', { known, of })}</b>
      )}{' '}
      {status === 'draft' && <span className={styles['draft']}>{t('portrait.draft')}</span>}
    </p>
  );
}

interface ItemProps {
  item: InstrumentInput;
  frailty: FrailtyTold;
  given: boolean | string | undefined;
  onChange: (value: boolean | string) => void;
}
function Item({ item, frailty, given, onChange }: ItemProps) {
  const { t } = useWords();
  const text = useLocalText();
  const stands = frailty.values[item.key];
  const value = given ?? (stands?.value as boolean | string | undefined);
  const hint = stands && given === undefined ? t(`portrait.origin.${stands.origin}`) : undefined;
  const choices =
    'options' in item
      ? item.options.map(({ code, label }) => ({ value: code, label: text(label) }))
      : (['yes', 'no'] as const).map((one) => ({ value: one as string, label: t(`portrait.${one}`) }));
  return (
    <ChoiceField
      name={item.key}
      label={text(item.label)}
      {...(hint && { hint })}
      value={typeof value === 'boolean' ? (value ? 'yes' : 'no') : value}
      onChange={(next) => onChange('options' in item ? next : next === 'yes')}
      choices={choices}
    />
  );
}
