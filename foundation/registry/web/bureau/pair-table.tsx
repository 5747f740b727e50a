// Two records side by side: what each says, and how far they agree, in words and not by colour alone.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import type { IdentityPair, PairSide } from '../../identity-contract.ts';
import type { Comparison } from '../../rules/identity-match/compare.ts';
import styles from './identity.module.css';

const fields = [
  'name',
  'sex',
  'birthOn',
  'idNumber',
  'healthCard',
  'phone',
  'address',
] as const satisfies readonly (keyof Comparison)[];
const good = new Set(['same', 'homophone']);
const middling = new Set(['near', 'year', 'surname', 'doubtful']);
const levelOf = (agreement: string) => (good.has(agreement) ? 'green' : middling.has(agreement) ? 'amber' : 'red');

export function PairTable({ pair: { one, other, comparison } }: { pair: IdentityPair }) {
  const { t, date } = useWords();
  const said = (side: PairSide, field: (typeof fields)[number]): string => {
    const value = side[field];
    if (value === undefined) return '—';
    if (field === 'sex') return t(`ui.sex.${side.sex}`);
    return field === 'birthOn' ? date(value) : value;
  };
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('registry.pairField')}</th>
          {[one, other].map((side) => (
            <th key={side.personId} scope="col">
              {side.villageName ?? t('registry.pairElsewhere')}
            </th>
          ))}
          <th scope="col">{t('registry.pairAgrees')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row">{t(`registry.pairField.${field}`)}</th>
            <td>{said(one, field)}</td>
            <td>{said(other, field)}</td>
            <td>
              {comparison[field] === 'missing' ? (
                <span className="quiet">{t('registry.agreement.missing')}</span>
              ) : (
                <LevelTag level={levelOf(comparison[field])}>{t(`registry.agreement.${comparison[field]}`)}</LevelTag>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
