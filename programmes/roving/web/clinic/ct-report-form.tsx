// The report of a scan: findings, each nodule, category and interval by the doctor, signed at the end.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { ChoiceField, NumberField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { readNumber } from '#platform/ui/form/range.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { ctRoutes, type CtScreening } from '../../ct-screening-contract.ts';
import {
  lobes,
  noduleTypes,
  reportCategories,
  sides,
  type CtReport,
  type Nodule,
  type ReportCategory,
} from '../../rules/ct-screening/report.ts';
import { useChange } from '../ct-screening/use-ct.ts';
import styles from '../ct-screening/ct.module.css';

const diameter = { possible: [1, 100], usual: [2, 30], digits: 1 } as const;
const months = { possible: [0, 24] } as const;
interface NoduleDraft {
  side: Nodule['side'];
  lobe: Nodule['lobe'];
  type: Nodule['type'];
  size: string;
  months: string;
}
interface OtherDraft {
  text: string;
  months: string;
}
const numberOf = (text: string, range: typeof diameter | typeof months): number | undefined => {
  const reading = readNumber(text, range);
  return 'value' in reading && ['fine', 'low', 'high'].includes(reading.state) ? reading.value : undefined;
};

export function ReportForm({ row }: { row: CtScreening }) {
  const { t } = useWords();
  const api = useApi();
  const { run, busy, failure } = useChange();
  const [findings, setFindings] = useState('');
  const [conclusion, setConclusion] = useState('');
  const [category, setCategory] = useState<ReportCategory>();
  const [nodules, setNodules] = useState<NoduleDraft[]>([]);
  const [others, setOthers] = useState<OtherDraft[]>([]);
  const [asking, setAsking] = useState<CtReport>();
  const [incomplete, setIncomplete] = useState(false);
  const check = () => {
    const read = nodules.map(({ side, lobe, type, size, months: after }) => ({
      side,
      lobe,
      type,
      meanDiameterMillimetres: numberOf(size, diameter),
      followUpMonths: numberOf(after, months),
    }));
    const readOthers = others.map(({ text, months: after }) => ({
      text: text.trim(),
      followUpMonths: numberOf(after, months),
    }));
    const whole =
      category &&
      findings.trim() &&
      conclusion.trim() &&
      read.every((one) => one.meanDiameterMillimetres !== undefined && one.followUpMonths !== undefined) &&
      readOthers.every((one) => one.text && one.followUpMonths !== undefined);
    setIncomplete(!whole);
    if (whole)
      setAsking({
        findings: findings.trim(),
        conclusion: conclusion.trim(),
        category,
        nodules: read as Nodule[],
        otherFindings: readOthers as CtReport['otherFindings'],
      });
  };
  const sign = async () => {
    const body = asking!;
    setAsking(undefined);
    await run(() =>
      api.call(ctRoutes.report, {
        params: { personId: row.personId, year: String(row.year) },
        body: { ...body, nodules: [...body.nodules], otherFindings: [...body.otherFindings] },
        idempotencyKey: newId(),
      }),
    );
  };
  const changeNodule = (index: number, change: Partial<NoduleDraft>) =>
    setNodules(nodules.map((one, at) => (at === index ? { ...one, ...change } : one)));
  const changeOther = (index: number, change: Partial<OtherDraft>) =>
    setOthers(others.map((one, at) => (at === index ? { ...one, ...change } : one)));
  const choices = <Value extends string>(kind: string, values: readonly Value[]) =>
    values.map((value) => ({ value, label: t(`roving.ct.${kind}.${value as string}`) }));
  return (
    <section className={styles['card']} aria-label={t('roving.ct.reportTitle')}>
      <h2>{t('roving.ct.reportTitle')}</h2>
      <p className={styles['draft']}>{t('roving.ct.noGrading')}</p>
      {failure !== undefined && <Failure error={failure} safe={t('roving.ct.reportKept')} />}
      <Form
        label={t('roving.ct.reportTitle')}
        verb={t('roving.ct.sign')}
        busy={busy}
        troubles={incomplete ? [{ text: t('roving.ct.reportIncomplete') }] : []}
        onSubmit={check}
      >
        <TextField
          name="findings"
          label={t('roving.ct.findings')}
          lines={4}
          value={findings}
          onChange={setFindings}
          maxLength={4000}
        />
        {nodules.map((nodule, index) => (
          <fieldset key={index} className={styles['card']}>
            <legend>{t('roving.ct.noduleNumber', { number: index + 1 })}</legend>
            <div className={styles['fields']}>
              <SelectField
                name={`side-${index}`}
                label={t('roving.ct.sideLabel')}
                value={nodule.side}
                onChange={(side) => changeNodule(index, { side: side as Nodule['side'] })}
                choices={choices('side', sides)}
              />
              <SelectField
                name={`lobe-${index}`}
                label={t('roving.ct.lobeLabel')}
                value={nodule.lobe}
                onChange={(lobe) => changeNodule(index, { lobe: lobe as Nodule['lobe'] })}
                choices={choices('lobe', lobes.filter((lobe) => nodule.side === 'right' || lobe !== 'middle'))} // prettier-ignore
              />
              <SelectField
                name={`type-${index}`}
                label={t('roving.ct.typeLabel')}
                value={nodule.type}
                onChange={(type) => changeNodule(index, { type: type as Nodule['type'] })}
                choices={choices('type', noduleTypes)}
              />
              <NumberField
                name={`size-${index}`}
                label={t('roving.ct.diameter')}
                unit="mm"
                range={diameter}
                value={nodule.size}
                onChange={(size) => changeNodule(index, { size })}
              />
              <NumberField
                name={`months-${index}`}
                label={t('roving.ct.followUpMonths')}
                hint={t('roving.ct.zeroMonths')}
                unit={t('roving.ct.monthsUnit')}
                range={months}
                value={nodule.months}
                onChange={(after) => changeNodule(index, { months: after })}
              />
            </div>
            <Button kind="quiet" onClick={() => setNodules(nodules.filter((_, at) => at !== index))}>
              {t('roving.ct.removeNodule')}
            </Button>
          </fieldset>
        ))}
        {others.map((other, index) => (
          <fieldset key={index} className={styles['card']}>
            <legend>{t('roving.ct.otherNumber', { number: index + 1 })}</legend>
            <div className={styles['fields']}>
              <TextField
                name={`other-${index}`}
                label={t('roving.ct.finding')}
                value={other.text}
                onChange={(text) => changeOther(index, { text })}
              />
              <NumberField
                name={`other-months-${index}`}
                label={t('roving.ct.followUpMonths')}
                hint={t('roving.ct.zeroMonths')}
                unit={t('roving.ct.monthsUnit')}
                range={months}
                value={other.months}
                onChange={(after) => changeOther(index, { months: after })}
              />
            </div>
            <Button kind="quiet" onClick={() => setOthers(others.filter((_, at) => at !== index))}>
              {t('roving.ct.removeOther')}
            </Button>
          </fieldset>
        ))}
        <div className={styles['row']}>
          <Button
            icon="plus"
            onClick={() =>
              setNodules([...nodules, { side: 'right', lobe: 'upper', type: 'solid', size: '', months: '' }])
            }
          >
            {t('roving.ct.addNodule')}
          </Button>
          <Button icon="plus" onClick={() => setOthers([...others, { text: '', months: '' }])}>
            {t('roving.ct.addOther')}
          </Button>
        </div>
        <ChoiceField
          name="category"
          label={t('roving.ct.categoryLabel')}
          value={category}
          onChange={setCategory}
          choices={choices('category', reportCategories)}
        />
        <TextField
          name="conclusion"
          label={t('roving.ct.conclusion')}
          lines={3}
          value={conclusion}
          onChange={setConclusion}
          maxLength={2000}
        />
      </Form>
      <Confirm
        open={asking !== undefined}
        danger={false}
        title={t('roving.ct.signTitle')}
        verb={t('roving.ct.sign')}
        onClose={() => setAsking(undefined)}
        onConfirm={() => void sign()}
      >
        {t('roving.ct.signText')}
      </Confirm>
    </section>
  );
}
