// One measurement now: read from a meter by the browser, or typed; what was read is shown before it is kept.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { ChoiceField, NumberField } from '#platform/ui/form/fields.tsx';
import { readNumber } from '#platform/ui/form/range.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import type { VitalKind } from '#foundation/record/contract.ts';
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import { intakeRoutes } from '../../contract.ts';
import type { BluetoothKind } from '../../rules/bluetooth/decode-frame.ts';
import { isPlausibleReading, isSwapped } from '../../rules/device-reading.ts';
import { useChange } from '../use-intake.ts';
import { canReadMeters, readMeter, type MeterResult } from './web-bluetooth.ts';

const kinds = ['blood-pressure', 'glucose', 'temperature', 'weight', 'oximeter'] as const satisfies BluetoothKind[];
const fieldsOf: Record<BluetoothKind, readonly VitalKind[]> = {
  'blood-pressure': ['systolic', 'diastolic', 'heart-rate'],
  glucose: ['glucose'],
  temperature: ['body-temperature'],
  weight: ['body-weight'],
  oximeter: ['oxygen-saturation', 'heart-rate'],
};
const digitsOf: Partial<Record<VitalKind, number>> = { glucose: 1, 'body-temperature': 1, 'body-weight': 2 };
const rangeOf = (kind: VitalKind) => {
  const { plausible, reference } = vitalRules[kind];
  return { possible: plausible, digits: digitsOf[kind] ?? 0, ...(reference && { usual: reference }) };
};

export function MeasureNow({ personId }: { personId: string }) {
  const { t, unit } = useWords();
  const api = useApi();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [kind, setKind] = useState<BluetoothKind>('blood-pressure');
  const [typed, setTyped] = useState<Partial<Record<VitalKind, string>>>({});
  const [read, setRead] = useState<MeterResult>();
  const [reading, setReading] = useState(false);
  const [measurementId, setMeasurementId] = useState(() => crypto.randomUUID());
  const canRead = canReadMeters();

  const numbers = fieldsOf[kind].map((one) => [one, readNumber(typed[one] ?? '', rangeOf(one))] as const);
  const values = Object.fromEntries(
    numbers.flatMap(([one, number]) => ('value' in number && number.value !== undefined ? [[one, number.value]] : [])),
  ) as Partial<Record<VitalKind, number>>;
  const [main] = fieldsOf[kind];
  const ready = values[main!] !== undefined && isPlausibleReading(values);

  const choose = (next: BluetoothKind) => {
    setKind(next);
    setTyped({});
    setRead(undefined);
  };
  const readNow = async () => {
    setReading(true);
    const result = await readMeter(kind);
    setReading(false);
    setRead(result);
    if (result.ok)
      setTyped(Object.fromEntries(Object.entries(result.reading.values).map(([one, value]) => [one, String(value)])));
  };
  const keep = async () => {
    const byMeter = read?.ok === true;
    const body = {
      ...({ measurementId, values, takenAt: new Date().toISOString(), by: byMeter ? 'bluetooth' : 'typed' } as const),
      ...(byMeter && { deviceName: read.name }),
    };
    const done = await run(() => api.call(intakeRoutes.measure, { params: { personId }, body }));
    if (!done) return;
    announce(t('intake.my.kept'));
    setMeasurementId(crypto.randomUUID());
    choose(kind);
    await client.invalidateQueries();
  };
  return (
    <Card title={t('intake.my.measure')} tone="brand">
      <ChoiceField
        name="kind"
        label={t('intake.my.what')}
        value={kind}
        onChange={choose}
        choices={kinds.map((value) => ({ value, label: t(`intake.my.kind.${value}`) }))}
      />
      <p>
        <Button icon="measurement" busy={reading} disabled={!canRead} onClick={() => void readNow()}>
          {t('intake.my.readMeter')}
        </Button>
      </p>
      <p className="quiet" role="status">
        {!canRead && t('intake.my.noBluetooth')}
        {canRead && !read && t('intake.my.readHint')}
        {read && (read.ok ? t('intake.my.readFrom', { name: read.name }) : t(`intake.my.fault.${read.fault}`))}
      </p>
      {fieldsOf[kind].map((one) => (
        <NumberField
          key={`${kind} ${one}`}
          name={one}
          label={t(`intake.vital.${one}`)}
          unit={unit(vitalRules[one].unit)}
          range={rangeOf(one)}
          value={typed[one] ?? ''}
          onChange={(value) => {
            setTyped({ ...typed, [one]: value });
            // A value that was changed by hand is a typed one.
            setRead(undefined);
          }}
          {...(one === 'heart-rate' && { optional: true })}
          {...(one === 'diastolic' && isSwapped(values) && { error: t('intake.my.swapped') })}
        />
      ))}
      {failure !== undefined && <Failure error={failure} />}
      <p>
        <Button kind="primary" busy={busy} disabled={!ready} onClick={() => void keep()}>
          {t('intake.my.keep')}
        </Button>
      </p>
    </Card>
  );
}
