// Newest values as a row of buttons; the pressed one is drawn over time.
import { useMemo, useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { MeasurementChart } from '#platform/ui/chart/measurement-chart.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { EntryOrigin } from './entry-origin.tsx';
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
  const { t, instant, observedUnit } = useWords();
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
                      <strong>{value.text}</strong> {observedUnit(value.unit)}
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
            <LatestOrigin key={chosen.point.resource} personId={personId} resource={chosen.point.resource} />
          </>
        );
      }}
    </QueryView>
  );
}

/** Asked for by a press: each answer is a look at the record that is written down. */
function LatestOrigin({ personId, resource }: { personId: string; resource: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <div className="no-print">
      <Button kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('record.latestOrigin')}
      </Button>
      {open && <EntryOrigin personId={personId} resource={resource} />}
    </div>
  );
}

function Series({ personId, value }: { personId: string; value: LatestValue }) {
  const { observedUnit } = useWords();
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
      {() => <MeasurementChart title={titleOf(value)} unit={observedUnit(value.unit)} series={series ?? []} />}
    </QueryView>
  );
}
