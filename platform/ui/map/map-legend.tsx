// The legend: always there, one line per thing that the map shows.
import { useTranslation } from 'react-i18next';
import { glyphImage, type GlyphInk, type GlyphName } from './map-glyphs.ts';
import { mapInk } from './map-style.ts';
import styles from './county-map.module.css';

export function MapLegend({
  kinds,
  ink,
  theme,
}: {
  kinds: readonly GlyphName[];
  ink: GlyphInk;
  theme: 'light' | 'board';
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
    </ul>
  );
}
