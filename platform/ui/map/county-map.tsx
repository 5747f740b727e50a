// The county on one page: a map that needs no network, its legend, and a list beside it that says the same.
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { SchematicBadge } from '../states/badges.tsx';
import { Skeleton } from '../states/states.tsx';
import { fontReadyFor } from '../theme/web-font.ts';
import { board, light } from '../theme/tokens.ts';
import type { DrawnMap } from './draw-map.ts';
import type { MapData } from './map-data.ts';
import { isGlyph, type GlyphInk } from './map-glyphs.ts';
import { MapLegend } from './map-legend.tsx';
import type { MapOverlays } from './map-overlays.ts';
import { PlaceList } from './place-list.tsx';
import styles from './county-map.module.css';

const inkOf = (colours: Record<keyof typeof light, string>, ink: string): GlyphInk => ({
  ink,
  brand: colours.brand,
  sky: colours.sky,
  red: colours.red,
  surface: colours.surface,
});
const glyphInks = { light: inkOf(light, '#33423D'), board: inkOf(board, '#C9D6D1') };

export interface CountyMapProps {
  data: MapData;
  theme?: 'light' | 'board';
  chosen: string | undefined;
  onChoose: (unitId: string | undefined) => void;
  /** A live figure per unit, shown in the list. */
  figures?: { title: string; of: Record<string, number> };
  /** Keep the object while its content stays the same. */
  overlays?: MapOverlays;
  /** Stands beside the map instead of the list of places. */
  beside?: ReactNode;
  /** More lines of the legend. */
  signs?: ReactNode;
}

export function CountyMap({
  data,
  theme = 'light',
  chosen,
  onChoose,
  figures,
  overlays,
  beside,
  signs,
}: CountyMapProps) {
  const { t, language } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnMap>(undefined);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const choose = useRef(onChoose);
  const fromMap = useRef(false);
  useEffect(() => {
    choose.current = onChoose;
  });
  const kinds = useMemo(
    () => [...new Set(data.organisations.map((organisation) => organisation.kind))].filter(isGlyph),
    [data.organisations],
  );

  useEffect(() => {
    const host = place.current;
    if (!host) return undefined;
    let stopped = false;
    const names = [...data.townships, ...data.villages, ...data.organisations].map((one) => one.name).join('');
    setState('loading');
    void Promise.all([import('./draw-map.ts'), fontReadyFor(names)])
      .then(([{ drawMap }]) => {
        if (stopped) return;
        drawn.current = drawMap(host, data, {
          theme,
          glyphInk: glyphInks[theme],
          still: matchMedia('(prefers-reduced-motion: reduce)').matches,
          words: {
            'NavigationControl.ZoomIn': t('ui.map.zoomIn'),
            'NavigationControl.ZoomOut': t('ui.map.zoomOut'),
            'Map.Title': t('ui.map.title'),
            'ScaleControl.Meters': t('ui.unit.metres'),
            'ScaleControl.Kilometers': t('ui.unit.kilometres'),
          },
          onReady: () => setState('ready'),
          onChoose: (unitId) => {
            fromMap.current = true;
            choose.current(unitId);
          },
        });
      })
      // No WebGL on this machine: the list says the same.
      .catch(() => !stopped && setState('failed'));
    return () => {
      stopped = true;
      drawn.current?.remove();
      drawn.current = undefined;
    };
  }, [data, theme, language, t]);

  useEffect(() => {
    drawn.current?.choose(chosen, !fromMap.current);
    fromMap.current = false;
  }, [chosen, state]);

  useEffect(() => {
    if (overlays) drawn.current?.lay(overlays);
  }, [overlays, state]);

  return (
    <div className={styles['county']} data-theme={theme}>
      <div className={styles['map']}>
        <div className={styles['frame']}>
          <div ref={place} className={styles['place']} data-map-state={state} />
          {state === 'loading' && (
            <div className={styles['over']}>
              <Skeleton height={320} />
            </div>
          )}
          {state === 'failed' && <p className={styles['over']}>{t('ui.map.failed')}</p>}
        </div>
        <div className={styles['legend']}>
          <MapLegend
            kinds={kinds}
            ink={glyphInks[theme]}
            theme={theme}
            roads={(overlays?.roads?.features.length ?? 0) > 0}
          >
            {signs}
          </MapLegend>
          {data.townships.some((town) => town.schematic) && <SchematicBadge />}
        </div>
      </div>
      {beside ? (
        <div className={styles['list']}>{beside}</div>
      ) : (
        <PlaceList data={data} chosen={chosen} onChoose={onChoose} {...(figures && { figures })} />
      )}
    </div>
  );
}
