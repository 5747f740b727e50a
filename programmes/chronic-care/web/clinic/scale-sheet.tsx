// One filled scale as a sheet: each answer, what they come to, who signed, and room for the reviewer's hand.
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { LevelTag, type Level } from '#platform/ui/states/level.tsx';
import type { Tone } from '#foundation/knowledge/rules/content.ts';
import type { InstrumentInput, InstrumentResult } from '#foundation/knowledge/rules/instrument.ts';
import type { Value } from '#foundation/knowledge/rules/values.ts';
import { OutcomeView } from '#foundation/knowledge/web/form/outcome-view.tsx';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { usePerson } from '#foundation/record/web/person-header.tsx';
import type { FilledScale } from '../../scales-contract.ts';
import styles from '../chronic.module.css';

const levels: Record<Tone, Level> = { normal: 'green', attention: 'amber', dangerous: 'red' };

export function ScaleResult({ result }: { result: InstrumentResult }) {
  const { t } = useWords();
  const text = useLocalText();
  if (result.state !== 'complete') return null;
  const { outcome, score } = result;
  return (
    <LevelTag level={levels[outcome.tone]}>
      {[score && t('chronic-care.scalePoints', { count: Number(score.value.toFixed(3)) }), text(outcome.label)]
        .filter(Boolean)
        .join(' · ')}
    </LevelTag>
  );
}

export function ScaleSheet({
  personId,
  filled,
  onBack,
}: {
  personId: string;
  filled: FilledScale;
  onBack: () => void;
}) {
  const { t, instant, unit } = useWords();
  const text = useLocalText();
  const me = useMe();
  const person = usePerson(personId);
  const { instrument, answers, result } = filled;
  const said = (input: InstrumentInput, value: Value | undefined): string => {
    if (value === undefined) return t('chronic-care.scaleUnanswered');
    if ('options' in input) {
      const codes: readonly unknown[] = Array.isArray(value) ? value : [value];
      return input.options.flatMap(({ code, label }) => (codes.includes(code) ? [text(label)] : [])).join('、');
    }
    if (input.kind === 'yes-no') return t(value === true ? 'chronic-care.scaleYes' : 'chronic-care.scaleNo');
    return `${String(value)} ${unit(input.unit)}`;
  };
  return (
    <section className={styles['card']} aria-label={text(instrument.title)}>
      <PrintHeader
        title={text(instrument.title)}
        by={me.displayName}
        {...(person.data && { person: person.data.name })}
      />
      <div className={`${styles['row']} ${styles['between']} no-print`}>
        <h2>{text(instrument.title)}</h2>
        <span className={styles['row']}>
          <Button kind="quiet" onClick={onBack}>
            {t('chronic-care.scaleBack')}
          </Button>
          <PrintButton />
        </span>
      </div>
      <ol className={styles['lines']}>
        {instrument.inputs.map((input) => (
          <li key={input.key}>
            <span>{text(input.label)}</span>
            <strong>{said(input, answers[input.key])}</strong>
          </li>
        ))}
      </ol>
      <OutcomeView
        result={result}
        nameOf={(key) => {
          const input = instrument.inputs.find((one) => one.key === key);
          return input ? text(input.label) : key;
        }}
      />
      <p>{t('chronic-care.scaleBy', { at: instant(filled.at), name: filled.signedBy })}</p>
      <p className="print-only">{t('chronic-care.scaleReviewer')}</p>
    </section>
  );
}
