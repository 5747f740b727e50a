// Vital signs: typed on the number pad, saved as soon as a field is left; read from a meter where the browser can.
import { useEffect, useRef, useState } from 'react';
import type { VitalKind } from '#foundation/record/contract.ts';
import { isPlausible, vitalInterpretation, vitalRules } from '#foundation/record/rules/vitals.ts';
import { shownValues } from '#foundation/sync/web/conflicts-here.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { vitalField } from '../../rules/crew/attendance.ts';
import { canReadMeters, readGlucose, readPressure } from './bluetooth.ts';
import { useAttendanceEdit, usePlace } from './use-place.ts';
import styles from './crew.module.css';

const rows: readonly (readonly VitalKind[])[] = [
  ['systolic', 'diastolic'],
  ['heart-rate'],
  ['glucose-fasting'],
  ['glucose'],
  ['body-weight'],
  ['body-height'],
  ['waist'],
  ['body-temperature'],
  ['oxygen-saturation'],
  ['respiratory-rate'],
];
const shapes = { low: '▼', high: '▲', normal: '●' } as const;

export function VitalsCard() {
  const { t } = useWords();
  const edit = useAttendanceEdit();
  const [reading, setReading] = useState<'pressure' | 'glucose'>();
  const [trouble, setTrouble] = useState<string>();
  const measure = async (meter: 'pressure' | 'glucose') => {
    setReading(meter);
    setTrouble(undefined);
    const read = await (meter === 'pressure' ? readPressure() : readGlucose());
    setReading(undefined);
    if (!read.ok) return setTrouble(t(`crew.meter.${read.fault}`));
    const fields = Object.entries(read.values).map(([kind, value]) => [vitalField(kind as VitalKind), value]);
    await edit({ ...Object.fromEntries(fields), device: read.device });
  };
  return (
    <section className={styles['panel']} aria-label={t('crew.vitals')}>
      <h2>{t('crew.vitals')}</h2>
      {canReadMeters() && (
        <div className={styles['buttons']}>
          <Button icon="measurement" busy={reading === 'pressure'} onClick={() => void measure('pressure')}>
            {t('crew.meter.pressure')}
          </Button>
          <Button icon="measurement" busy={reading === 'glucose'} onClick={() => void measure('glucose')}>
            {t('crew.meter.glucose')}
          </Button>
        </div>
      )}
      {trouble && <p role="alert">◆ {trouble}</p>}
      <div className={styles['vitals']}>
        {rows.map((kinds) => (
          <div key={kinds[0]} className={styles['vital']}>
            {kinds.map((kind) => (
              <VitalEntry key={kind} kind={kind} />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

/** Typing more digits would leave what is possible: the number is complete. */
const isFull = (kind: VitalKind, value: number) =>
  isPlausible(kind, value) && value * 10 > vitalRules[kind].plausible[1];

function VitalEntry({ kind }: { kind: VitalKind }) {
  const { t, unit } = useWords();
  const { here, attendance } = usePlace();
  const edit = useAttendanceEdit();
  const stored = shownValues(attendance)[vitalField(kind)];
  const [typed, setTyped] = useState<string>();
  const place = useRef<HTMLInputElement>(null);
  const text = typed ?? (typeof stored === 'number' ? String(stored) : '');
  const value = Number(text.replace(/[，,。]/g, '.'));
  const wrong = text !== '' && !isPlausible(kind, value);
  const said = text === '' || wrong ? undefined : vitalInterpretation(kind, value);
  const last = here?.person.newest[vitalRules[kind].loinc];
  const [low, high] = vitalRules[kind].plausible;
  const save = async () => {
    if (typed === undefined || wrong) return;
    const next = text === '' ? null : value;
    if (next !== (stored ?? null)) await edit({ [vitalField(kind)]: next });
    setTyped(undefined);
  };
  const unsaved = useRef(save);
  useEffect(() => {
    unsaved.current = save;
  });
  // Whoever goes on to another page does not lose what stands in the field.
  useEffect(() => () => void unsaved.current(), []);
  const next = () => {
    const all = [...document.querySelectorAll<HTMLInputElement>('[data-vital]')];
    all[all.indexOf(place.current!) + 1]?.focus();
  };
  return (
    <label className={styles['entry']}>
      <span>
        {t(`crew.vital.${kind}`)}
        {last !== undefined && <span className="quiet"> {t('crew.lastValue', { value: last })}</span>}
      </span>
      <span className={styles['figure']}>
        <input
          ref={place}
          data-vital={kind}
          inputMode="decimal"
          enterKeyHint="next"
          autoComplete="off"
          value={text}
          aria-invalid={wrong || undefined}
          onChange={(event) => {
            setTyped(event.target.value);
            const full = isFull(kind, Number(event.target.value)) && !event.target.value.includes('.');
            if (full && event.target.value.length > text.length && matchMedia('(pointer: coarse)').matches) next();
          }}
          onBlur={() => void save()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') next();
          }}
        />
        <span className="quiet">{unit(vitalRules[kind].unit)}</span>
      </span>
      <span
        className={styles['said']}
        data-tone={wrong ? 'red' : said === 'normal' ? 'green' : said && 'amber'}
        aria-live="polite"
      >
        {wrong ? `▲ ${t('crew.implausible', { low, high })}` : said && `${shapes[said]} ${t(`crew.said.${said}`)}`}
      </span>
    </label>
  );
}
