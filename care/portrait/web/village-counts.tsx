// Of each village how many of its people lack what, the most first; pressed, the list is that village's.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { lackKinds, type LackKind, type LacksReply } from '../contract.ts';
import styles from './portrait.module.css';

interface VillageCountsProps {
  villages: LacksReply['villages'];
  what: LackKind;
  chosen: string;
  onChoose: (villageId: string) => void;
}

export function VillageCounts({ villages, what, chosen, onChoose }: VillageCountsProps) {
  const { t, count } = useWords();
  if (villages.length === 0) return null;
  const sum = (kind: LackKind | 'people') => villages.reduce((total, one) => total + one[kind], 0);
  const share = (part: number, of: number): string => (of === 0 ? '' : ` (${Math.round((100 * part) / of)}%)`);
  return (
    <div className={styles['villages']} role="region" aria-label={t('portrait.counts')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('portrait.village')}</th>
            <th scope="col">{t('portrait.people')}</th>
            {lackKinds.map((kind) => (
              <th key={kind} scope="col">
                {t(`portrait.lack.${kind}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('portrait.total')}</th>
            <td>{count(sum('people'))}</td>
            {lackKinds.map((kind) => (
              <td key={kind}>
                {count(sum(kind))}
                {share(sum(kind), sum('people'))}
              </td>
            ))}
          </tr>
          {villages
            .toSorted((one, other) => other[what] - one[what] || one.name.localeCompare(other.name, 'zh-CN'))
            .map((one) => (
              <tr key={one.villageId}>
                <th scope="row">
                  <button
                    type="button"
                    className={styles['link']}
                    aria-pressed={one.villageId === chosen}
                    onClick={() => onChoose(one.villageId === chosen ? '' : one.villageId)}
                  >
                    {one.name}
                  </button>
                </th>
                <td>{count(one.people)}</td>
                {lackKinds.map((kind) => (
                  <td key={kind}>
                    {count(one[kind])}
                    {share(one[kind], one.people)}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
