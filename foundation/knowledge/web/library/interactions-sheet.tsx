// Interaction rules as a pharmacist reads them, and a try: choose medicines, see which rules speak.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LevelTag } from '#platform/ui/states/level.tsx';
import type { InteractionSheet } from '../../contract.ts';
import { checkInteractions } from '../../rules/check-interactions.ts';
import type { InteractionRule, Severity } from '../../rules/interaction.ts';
import { atcOf, type MedicineList } from '../../rules/medicine.ts';
import { useLocalText } from '../form/use-local-text.ts';
import { SheetFrame } from './sheet-frame.tsx';
import styles from './library.module.css';

const levels = { contraindicated: 'red', major: 'red', moderate: 'amber' } as const;

export function SeverityTag({ severity }: { severity: Severity }) {
  const { t } = useTranslation();
  return <LevelTag level={levels[severity]}>{t(`knowledge.severity.${severity}`)}</LevelTag>;
}

function classesOf(rule: InteractionRule): string {
  switch (rule.kind) {
    case 'drug-drug':
      return rule.groups.map((group) => group.join(' ')).join(' + ');
    case 'drug-disease':
      return [rule.drugs.join(' '), rule.conditions?.join(' ') ?? rule.finding?.key].join(' + ');
    case 'drug-allergy':
      return `${rule.drugs.join(' ')} + ${rule.allergens.join(' ')}`;
    case 'duplicate-class':
      return rule.classes.join(' ');
  }
}

export function InteractionsSheetView({ sheet, medicines }: { sheet: InteractionSheet; medicines: MedicineList }) {
  const { t } = useTranslation();
  const text = useLocalText();
  return (
    <SheetFrame sheet={sheet}>
      <div className={styles['sides']}>
        <section className={styles['part']}>
          <div className={styles['wide']} tabIndex={0} role="region" aria-label={text(sheet.content.title)}>
            <table className={`${styles['table']} ${styles['cards']}`}>
              <thead>
                <tr>
                  <th scope="col">{t('knowledge.severity')}</th>
                  <th scope="col">{t('knowledge.rule')}</th>
                  <th scope="col">{t('knowledge.do')}</th>
                  <th scope="col">{t('knowledge.atc')}</th>
                </tr>
              </thead>
              <tbody>
                {sheet.content.rules.map((rule) => (
                  <tr key={rule.id}>
                    <td>
                      <SeverityTag severity={rule.severity} />
                      <p className="quiet">{t(`knowledge.rule.${rule.kind}`)}</p>
                    </td>
                    <td>
                      {text(rule.sentence)}
                      {rule.status !== 'reviewed' && <p className="quiet">{t('knowledge.unreviewedRule')}</p>}
                    </td>
                    <td>{text(rule.action)}</td>
                    <td>
                      <code className={styles['code']}>{classesOf(rule)}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <InteractionsTrial rules={sheet.content} medicines={medicines} />
      </div>
    </SheetFrame>
  );
}

function InteractionsTrial({ rules, medicines }: { rules: InteractionSheet['content']; medicines: MedicineList }) {
  const { t } = useTranslation();
  const text = useLocalText();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const alerts = checkInteractions(rules, {
    medications: medicines.medicines
      .filter(({ key }) => chosen.includes(key))
      .map((medicine) => ({ name: text(medicine.name), atc: atcOf(medicine) })),
    conditions: [],
    allergies: [],
  });
  return (
    <section className={`${styles['trial']} no-print`} aria-label={t('knowledge.try')}>
      <h2>{t('knowledge.try')}</h2>
      <div role="status" className={`${styles['alerts']} ${styles['sticky']}`}>
        {alerts.map((alert) => (
          <div key={`${alert.rule} ${alert.medications.join()}`} className={styles['alert']}>
            <SeverityTag severity={alert.severity} /> <strong>{alert.medications.join(' + ')}</strong>
            <p>{text(alert.sentence)}</p>
            <p>{text(alert.action)}</p>
            {alert.status !== 'reviewed' && <p className="quiet">{t('knowledge.unreviewedRule')}</p>}
          </div>
        ))}
        {alerts.length === 0 && (
          <p className="quiet">{t(chosen.length < 2 ? 'knowledge.chooseTwo' : 'knowledge.noAlerts')}</p>
        )}
      </div>
      <fieldset className={styles['choices']}>
        <legend>{t('knowledge.medicines')}</legend>
        {medicines.medicines.map(({ key, name }) => (
          <label key={key}>
            <input
              type="checkbox"
              checked={chosen.includes(key)}
              onChange={() => setChosen(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key])}
            />
            {text(name)}
          </label>
        ))}
      </fieldset>
    </section>
  );
}
