// The indicators of one scorecard: what is counted over what, value, target, points; each opens the facts behind it.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { IndicatorCatalogue } from '../rules/indicator.ts';
import type { Scorecard } from '../rules/score.ts';
import { ScoreBar } from './score-bar.tsx';
import { valueText } from './value-text.ts';
import styles from './indicators.module.css';

export interface IndicatorTableProps {
  catalogue: IndicatorCatalogue;
  card: Scorecard;
  chosen: string | undefined;
  onChoose: (indicator: string) => void;
}

export function IndicatorTable({ catalogue, card, chosen, onChoose }: IndicatorTableProps) {
  const { t, language, count } = useWords();
  const scores = new Map(card.indicators.map((one) => [one.indicator, one]));
  const amount = (value: number) => (Number.isInteger(value) ? count(value) : value.toFixed(1));
  return (
    <div className={styles['scroll']}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('indicators.indicator')}</th>
            <th scope="col">{t('indicators.counted')}</th>
            <th scope="col">{t('indicators.value')}</th>
            <th scope="col">{t('indicators.target')}</th>
            <th scope="col">{t('indicators.points')}</th>
          </tr>
        </thead>
        {catalogue.dimensions.map((dimension, index) => (
          <tbody key={dimension.dimension}>
            <tr className={styles['dimension']}>
              <th scope="rowgroup" colSpan={4}>
                {dimension.name[language]}
              </th>
              <td>
                <ScoreBar score={card.dimensions[index]?.score} />
              </td>
            </tr>
            {catalogue.indicators
              .filter((one) => one.dimension === dimension.dimension)
              .map((one) => {
                const own = scores.get(one.indicator);
                const unit = t(`indicators.unit.${one.unit}`);
                return (
                  <tr key={one.indicator} data-chosen={one.indicator === chosen || undefined}>
                    <th scope="row">
                      {one.unmeasured || !own || own.denominator === 0 ? (
                        `${one.indicator} ${one.name[language]}`
                      ) : (
                        <button type="button" className={styles['open']} onClick={() => onChoose(one.indicator)}>
                          {one.indicator} {one.name[language]}
                        </button>
                      )}
                    </th>
                    <td className={styles['counted']}>
                      {one.unmeasured ? (
                        <span className="quiet">{t('indicators.unmeasured', { why: one.unmeasured[language] })}</span>
                      ) : own && own.denominator > 0 ? (
                        <>
                          {one.numerator[language]} <strong>{amount(own.numerator)}</strong>
                          <span aria-hidden="true"> / </span>
                          {one.denominator[language]} <strong>{amount(own.denominator)}</strong>
                        </>
                      ) : (
                        <span className="quiet">{t('indicators.noData')}</span>
                      )}
                    </td>
                    <td>{valueText(own?.value, one.unit, unit)}</td>
                    <td>
                      {one.better === 'less' ? '≤ ' : '≥ '}
                      {one.target === 'peers' && own?.target === undefined
                        ? t('indicators.peers')
                        : valueText(own?.target ?? (one.target as number), one.unit, unit)}
                      {one.target === 'peers' && <span className="quiet"> {t('indicators.peers')}</span>}
                      {own?.z !== undefined && (
                        <span className="quiet">
                          {' '}
                          {t('indicators.z', { z: `${own.z < 0 ? '−' : '+'}${Math.abs(own.z).toFixed(1)}` })}
                        </span>
                      )}
                    </td>
                    <td>
                      <ScoreBar score={own?.score} />
                    </td>
                  </tr>
                );
              })}
          </tbody>
        ))}
      </table>
    </div>
  );
}
