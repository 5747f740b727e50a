// On which values all of it rests, where each came from and how old it is.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import type { PersonRisk } from '../contract.ts';
import styles from './risk.module.css';

/** Where the unit of the record says too little to a reader. */
export const ownUnits: Readonly<Record<string, 'cigarettes' | 'years' | 'packYears'>> = {
  cigarettes: 'cigarettes',
  packYears: 'packYears',
  smokedYears: 'years',
  quitYears: 'years',
  passiveYears: 'years',
  exposureYears: 'years',
};

export function UsedValues({ risk }: { risk: PersonRisk }) {
  const { t, unit, instant } = useWords();
  const text = useLocalText();
  const inputs = new Map(
    risk.instruments.flatMap((instrument) => instrument.inputs.map((input) => [input.key, input])),
  );
  const rows = risk.values.flatMap((one) => {
    const input = inputs.get(one.key);
    return input ? [{ ...one, input }] : [];
  });
  const unitOf = (input: (typeof rows)[number]['input']): string => {
    if (input.key in ownUnits) return t(`risk.unit.${ownUnits[input.key]}`);
    return 'unit' in input ? unit(input.unit) : '';
  };
  const wordOf = ({ value, input }: (typeof rows)[number]): string => {
    if (typeof value === 'boolean') return t(value ? 'risk.yes' : 'risk.no');
    if (typeof value === 'number') return `${Math.round(value * 10) / 10} ${unitOf(input)}`.trim();
    const option = 'options' in input ? input.options.find(({ code }) => code === value) : undefined;
    return option ? text(option.label) : String(value);
  };
  return (
    <details className={styles['card']}>
      <summary>{t('risk.values', { count: rows.length })}</summary>
      <table className={styles['levers']}>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{text(row.input.label)}</th>
              <td>{wordOf(row)}</td>
              <td className="quiet">
                {t(`risk.origin.${row.origin}`)}
                {row.at && ` · ${instant(row.at)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
