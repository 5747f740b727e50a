// Measurements over time: unit, source and normal range are always there, and the same numbers stand in a table.
import { useEffect, useId, useRef, useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { useWords, type Words } from '../i18n/use-words.ts';
import { Skeleton } from '../states/states.tsx';
import { fontReadyFor } from '../theme/web-font.ts';
import { boardChartSeries, chartSeries } from '../theme/tokens.ts';
import { SimulatedBadge } from '../states/badges.tsx';
import { Button } from '../actions/button.tsx';
import styles from './measurement-chart.module.css';

export interface MeasuredPoint {
  at: string;
  value: number;
  interpretation?: 'low' | 'normal' | 'high';
  source: string;
  simulated: boolean;
}
export interface MeasuredSeries {
  title: string;
  points: readonly MeasuredPoint[];
  low?: number;
  high?: number;
}
export interface MeasurementChartProps {
  title: string;
  unit: string;
  series: readonly MeasuredSeries[];
  target?: { value: number; label: string };
  /** Longer without a reading, and the line breaks; chronic patients are seen every three months. */
  gapDays?: number;
  height?: number;
}

export function MeasurementChart({ title, unit, series, target, gapDays = 120, height = 240 }: MeasurementChartProps) {
  const words = useWords();
  const { t, instant, date, language } = words;
  const heading = useId();
  const place = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState(false);
  const [asTable, setAsTable] = useState(false);
  const points = series.flatMap((one) => one.points.map((point) => ({ ...point, title: one.title })));
  const sources = [...new Set(points.map((point) => t(`ui.source.${point.source}`)))].join(t('ui.comma'));
  const newest = points
    .map((point) => point.at)
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);
  const range = series
    .filter((one) => one.low !== undefined || one.high !== undefined)
    .map((one) => `${series.length > 1 ? `${one.title} ` : ''}${rangeText(one, unit, t)}`)
    .join(t('ui.comma'));
  const hasPoints = points.length > 0;
  const summary = newest
    ? t('ui.chart.summary', {
        title,
        count: points.length,
        when: instant(newest),
        range: range || t('ui.chart.noRange'),
      })
    : t('ui.chart.none');

  useEffect(() => {
    const host = place.current;
    if (asTable || !host || !hasPoints) return undefined;
    let stopped = false;
    let dispose: (() => void) | undefined;
    void Promise.all([
      import('./draw-chart.ts'),
      fontReadyFor(`${title}${series.map((one) => one.title).join('')}年月日`),
    ]).then(([{ drawChart }]) => {
      if (stopped) return;
      const style = getComputedStyle(host);
      const colour = (name: string) => style.getPropertyValue(name).trim();
      const board = host.closest('[data-theme]')?.getAttribute('data-theme') === 'board';
      const chart = drawChart(host, {
        series,
        unit,
        gapDays,
        label: summary,
        ...(target && { target }),
        ink: {
          series: board ? boardChartSeries : chartSeries,
          ink: colour('--ink'),
          quiet: colour('--quiet'),
          line: colour('--line'),
          surface: colour('--surface'),
          fontFamily: style.fontFamily,
          fontSize: Math.max(12, Number.parseFloat(colour('--text-small')) || 12),
        },
        pointText: (name, value, at) => `${name} ${value} ${unit}<br>${instant(at)}`,
        dayText: (time) => axisDay(time, language),
      });
      setDrawn(true);
      const watch = new ResizeObserver(() => chart.resize());
      watch.observe(host);
      dispose = () => {
        watch.disconnect();
        chart.dispose();
      };
    });
    return () => {
      stopped = true;
      dispose?.();
      setDrawn(false);
    };
  }, [series, target, unit, gapDays, asTable, language, title, summary, instant, hasPoints]);

  return (
    <figure className={styles['chart']} aria-labelledby={heading}>
      <figcaption className={styles['head']}>
        <h3 id={heading}>{title}</h3>
        {points.some((point) => point.simulated) && <SimulatedBadge />}
        {points.length > 0 && (
          <Button kind="quiet" onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'ui.chart.asChart' : 'ui.chart.asTable')}
          </Button>
        )}
      </figcaption>
      {points.length === 0 && <p className={styles['none']}>{t('ui.chart.none')}</p>}
      {points.length > 0 && !asTable && (
        <div className={styles['frame']} style={{ height }}>
          {!drawn && <Skeleton height={height} />}
          <div ref={place} className={styles['place']} style={{ height }} role="img" aria-label={summary} />
        </div>
      )}
      {points.length > 0 && asTable && (
        <div className={styles['table']} tabIndex={0} role="region" aria-labelledby={heading}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('ui.chart.when')}</th>
                <th scope="col">{t('ui.chart.what')}</th>
                <th scope="col" className={styles['number']}>
                  {t('ui.chart.value', { unit })}
                </th>
                <th scope="col">{t('ui.chart.source')}</th>
              </tr>
            </thead>
            <tbody>
              {points
                .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
                .map((point) => (
                  <tr key={`${point.at}${point.title}`}>
                    <td>{instant(point.at)}</td>
                    <td>{point.title}</td>
                    <td className={styles['number']}>
                      {point.value}
                      {point.interpretation &&
                        point.interpretation !== 'normal' &&
                        ` ${t(`ui.interpretation.${point.interpretation}`)}`}
                    </td>
                    <td>{t(`ui.source.${point.source}`)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
      {points.length > 0 && (
        <p className={styles['foot']}>
          {range && <span>{t('ui.chart.range', { range })}</span>}
          <span>{t('ui.chart.sources', { sources })}</span>
          {newest && <span>{t('ui.chart.until', { date: date(dayOf(newest)) })}</span>}
        </p>
      )}
    </figure>
  );
}

function rangeText({ low, high }: { low?: number; high?: number }, unit: string, t: Words['t']) {
  if (low !== undefined && high !== undefined) return `${low}–${high} ${unit}`;
  return low === undefined ? t('ui.chart.below', { value: high, unit }) : t('ui.chart.above', { value: low, unit });
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function axisDay(time: number, language: string): string {
  const [year, month, day] = dayOf(new Date(time)).split('-').map(Number) as [number, number, number];
  if (month === 1 && day === 1) return String(year);
  if (day === 1) return language === 'en' ? monthNames[month - 1]! : `${month}月`;
  return language === 'en' ? `${day}/${month}` : `${month}月${day}日`;
}
