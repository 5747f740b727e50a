// Newest values as a row of buttons; the pressed one is drawn over time.
import { useMemo } from 'react';
import { MeasurementChart } from '#platform/ui/chart/measurement-chart.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { latestValues, type LatestValue } from './latest-values.ts';
import { useMeasureTitle } from './measurement-title.ts';
import { useLatest, useSeries } from './record-queries.ts';
import styles from './record.module.css';

export interface MeasurementPanelProps {
  personId: string;
  code: string | undefined;
  onCode: (code: string) => void;
}

export function MeasurementPanel({ personId, code, onCode }: MeasurementPanelProps) {
  const { t, instant, unit } = useWords();
  const titleOf = useMeasureTitle();
  const latest = useLatest(personId);
  return (
    <QueryView query={latest} skeleton={<Skeleton height={320} />}>
      {({ series }) => {
        const values = latestValues(series);
        const chosen = values.find((value) => value.code === code) ?? values[0];
        if (!chosen) {
          return (
            <Empty title={t('record.noMeasurements')} icon="measurement">
              {t('record.noMeasurementsText')}
            </Empty>
          );
        }
        return (
          <>
            <ul className={styles['values']}>
              {values.map((value) => (
                <li key={`${value.code}${value.kind}`}>
                  <button
                    type="button"
                    className={styles['value']}
                    data-print=""
                    aria-pressed={value.code === chosen.code}
                    onClick={() => onCode(value.code)}
                  >
                    <span className="quiet">{titleOf(value)}</span>
                    <span>
                      <strong>{value.text}</strong> {unit(value.unit)}
                    </span>
                    <span className={styles['foot']}>
                      {(value.point.interpretation === 'high' || value.point.interpretation === 'low') && (
                        <LevelTag level="amber">{t(`ui.interpretation.${value.point.interpretation}`)}</LevelTag>
                      )}
                      <span className="quiet">{instant(value.point.at)}</span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
            <Series personId={personId} value={chosen} />
          </>
        );
      }}
    </QueryView>
  );
}

function Series({ personId, value }: { personId: string; value: LatestValue }) {
  const { unit } = useWords();
  const titleOf = useMeasureTitle();
  const query = useSeries(personId, value.code);
  const series = useMemo(
    () =>
      query.data?.series.map((one) => ({
        title: titleOf(one),
        points: one.points,
        ...(one.low !== undefined && { low: one.low }),
        ...(one.high !== undefined && { high: one.high }),
      })),
    [query.data, titleOf],
  );
  return (
    <QueryView query={query} skeleton={<Skeleton height={300} />}>
      {() => <MeasurementChart title={titleOf(value)} unit={unit(value.unit)} series={series ?? []} />}
    </QueryView>
  );
}
