// The legend: always there, one line per thing that the map shows.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { glyphImage, type GlyphInk, type GlyphName } from './map-glyphs.ts';
import { mapInk } from './map-ink.ts';
import styles from './county-map.module.css';

export function MapLegend({
  kinds,
  ink,
  theme,
  roads,
  children,
}: {
  kinds: readonly GlyphName[];
  ink: GlyphInk;
  theme: 'light' | 'board';
  roads: boolean;
  /** What else the page shows, already in words. */
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const colours = mapInk[theme];
  return (
    <ul className={styles['signs']} aria-label={t('ui.map.legend')}>
      {kinds.map((kind) => {
        const { address, size } = glyphImage(kind, ink);
        return (
          <li key={kind}>
            <img src={address} width={size} height={size} alt="" />
            {t(`ui.glyph.${kind}`)}
          </li>
        );
      })}
      <li>
        <span className={styles['dots']} aria-hidden="true">
          <i style={{ width: 5, height: 5, background: colours.dot }} />
          <i style={{ width: 10, height: 10, background: colours.dot }} />
        </span>
        {t('ui.map.villages')}
      </li>
      <li>
        <span className={styles['tints']} aria-hidden="true">
          <i style={{ background: colours.tintOne, borderColor: colours.line }} />
          <i style={{ background: colours.tintTwo, borderColor: colours.line }} />
        </span>
        {t('ui.map.towns')}
      </li>
      {children}
      {roads && (
        <li>
          <svg width="18" height="8" aria-hidden="true">
            <line x1="0" y1="4" x2="18" y2="4" stroke={colours.road} strokeWidth="2" />
          </svg>
          {t('ui.map.roads')}
        </li>
      )}
    </ul>
  );
}
