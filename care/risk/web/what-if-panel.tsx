// What if: four things that can be changed, together; the cards beside it follow at once, reckoned in the browser.
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { PersonRisk } from '../contract.ts';
import type { WhatIf } from '../rules/levers.ts';
import { valuesOf } from './use-risk.ts';
import styles from './risk.module.css';

export interface WhatIfPanelProps {
  risk: PersonRisk;
  whatIf: WhatIf;
  onChange: (next: WhatIf) => void;
}
interface Slide {
  key: 'systolic' | 'cholesterol' | 'weight';
  value: string;
  low: number;
  /** Absent: nothing is known to change from. */
  from: number | undefined;
  step: number;
  unit: string;
}

export function WhatIfPanel({ risk, whatIf, onChange }: WhatIfPanelProps) {
  const { t, unit } = useWords();
  const values = valuesOf(risk);
  const number = (key: string): number | undefined => {
    const value = values[key];
    return typeof value === 'number' ? value : undefined;
  };
  const slides: Slide[] = [
    { key: 'systolic', value: 'systolic', low: 110, from: number('systolic'), step: 1, unit: 'mm[Hg]' },
    {
      key: 'cholesterol',
      value: 'totalCholesterol',
      low: 3.5,
      from: number('totalCholesterol'),
      step: 0.1,
      unit: 'mmol/L',
    },
    {
      key: 'weight',
      value: 'weight',
      low: 0,
      from: number('weight') === undefined ? undefined : 20,
      step: 1,
      unit: 'kg',
    },
  ];
  const shown = slides.filter((one): one is Slide & { from: number } => one.from !== undefined && one.from > one.low);
  if (shown.length === 0 && values.smoker !== true)
    return (
      <section className={`${styles['whatIf']} no-print`} aria-label={t('risk.whatIf')}>
        <strong>{t('risk.whatIf')}</strong>
        <p className="quiet">{t('risk.whatIfNothing')}</p>
      </section>
    );
  return (
    <fieldset className={`${styles['whatIf']} no-print`}>
      <legend>{t('risk.whatIf')}</legend>
      {values.smoker === true && (
        <label className={styles['switch']}>
          <input
            type="checkbox"
            checked={whatIf.smoking ?? false}
            onChange={(event) => onChange({ ...whatIf, smoking: event.target.checked })}
          />{' '}
          {t('risk.lever.smoking')}
        </label>
      )}
      {shown.map(({ key, low, from, step, unit: ucum }) => {
        const loses = key === 'weight';
        const value = whatIf[key] ?? (loses ? 0 : from);
        return (
          <label key={key} className={styles['slide']}>
            <span>
              {t(`risk.slide.${key}`)} <strong>{Math.round(value * 10) / 10}</strong> {unit(ucum)}
            </span>
            <input
              type="range"
              min={low}
              max={from}
              step={step}
              value={value}
              onChange={(event) => onChange({ ...whatIf, [key]: Number(event.target.value) })}
            />
          </label>
        );
      })}
      {Object.keys(whatIf).length > 0 && (
        <Button kind="quiet" onClick={() => onChange({})}>
          {t('risk.asItIs')}
        </Button>
      )}
      <p className="quiet">{t('risk.whatIfText')}</p>
    </fieldset>
  );
}
