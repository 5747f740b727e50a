// The medicine list and the value ranges as tables.
import { useTranslation } from 'react-i18next';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { ContentSheet } from '../../contract.ts';
import { describeBounds } from '../../rules/describe.ts';
import type { MedicineList } from '../../rules/medicine.ts';
import type { ValueRanges } from '../../rules/ranges.ts';
import { useLocalText } from '../form/use-local-text.ts';
import { SheetFrame } from './sheet-frame.tsx';
import styles from './library.module.css';

export function MedicinesSheetView({ sheet }: { sheet: ContentSheet<MedicineList, never> }) {
  const { t } = useTranslation();
  const text = useLocalText();
  return (
    <SheetFrame sheet={sheet}>
      <div className={styles['wide']} tabIndex={0} role="region" aria-label={text(sheet.content.title)}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('knowledge.name')}</th>
              <th scope="col">{t('knowledge.class')}</th>
              <th scope="col">{t('knowledge.atc')}</th>
              <th scope="col">{t('knowledge.dailyDose')}</th>
            </tr>
          </thead>
          <tbody>
            {sheet.content.medicines.map((medicine) => (
              <tr key={medicine.key}>
                <td>{text(medicine.name)}</td>
                <td>{text(medicine.class)}</td>
                <td>
                  <code className={styles['code']}>{medicine.atc}</code>
                  {medicine.components && (
                    <span className="quiet">
                      {' '}
                      {t('knowledge.components')} {medicine.components.join(' ')}
                    </span>
                  )}
                </td>
                <td>
                  {medicine.dailyDose &&
                    `${medicine.dailyDose.low}–${medicine.dailyDose.high} ${medicine.dailyDose.unit}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </SheetFrame>
  );
}

const shapes = { normal: '●', attention: '◆', dangerous: '▲' } as const;

export function RangesSheetView({ sheet }: { sheet: ContentSheet<ValueRanges, never> }) {
  const { t } = useTranslation();
  const { unit } = useWords();
  const text = useLocalText();
  const words = {
    and: t('knowledge.and'),
    bound: (name: string, value: number) => t(`knowledge.${name}`, { value }),
  };
  return (
    <SheetFrame sheet={sheet}>
      <div className={styles['wide']} tabIndex={0} role="region" aria-label={text(sheet.content.title)}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('knowledge.value')}</th>
              <th scope="col">{t('knowledge.range')}</th>
              <th scope="col">{t('knowledge.status')}</th>
              <th scope="col">{t('knowledge.do')}</th>
            </tr>
          </thead>
          {sheet.content.ranges.map((range) => (
            <tbody key={range.key}>
              {range.bands.map((band, index) => (
                <tr key={describeBounds(band, words)}>
                  {index === 0 && (
                    <th scope="rowgroup" rowSpan={range.bands.length}>
                      {text(range.label)} <span className="quiet">{unit(range.unit)}</span>
                    </th>
                  )}
                  <td>{describeBounds(band, words)}</td>
                  <td className={styles['tone']} data-tone={band.tone}>
                    {shapes[band.tone]} {t(`knowledge.band.${band.tone}`)}
                  </td>
                  <td>{band.text && text(band.text)}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </SheetFrame>
  );
}
