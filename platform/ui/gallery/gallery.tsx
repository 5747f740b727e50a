// The gallery: every component in every state, in both themes and all three sizes.
import { ConfigProvider } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../form/fields.tsx';
import { CountyMap } from '../map/county-map.tsx';
import { SimulatedBadge } from '../states/badges.tsx';
import { boardTheme, lightTheme } from '../theme/antd-theme.ts';
import { board, light, typeScale } from '../theme/tokens.ts';
import type { Density, ThemeName } from '../theme/density.ts';
import { ActionStories } from './action-stories.tsx';
import { FormStories } from './form-stories.tsx';
import { ListStories } from './list-stories.tsx';
import { RecordStories } from './record-stories.tsx';
import { sampleMap } from './sample-data.ts';
import { StateStories } from './state-stories.tsx';
import { Story } from './story.tsx';
import styles from './gallery.module.css';

const themes: readonly ThemeName[] = ['light', 'board'];
const densities: readonly Density[] = ['desk', 'resident', 'elder'];

export function Gallery() {
  const { t } = useTranslation();
  const [theme, setTheme] = useState<ThemeName>('light');
  const [density, setDensity] = useState<Density>('desk');
  const [place, setPlace] = useState<string>();
  return (
    <div className={styles['gallery']}>
      <div className={styles['switches']}>
        <ChoiceField
          name="theme"
          label={t('gallery.theme')}
          value={theme}
          onChange={setTheme}
          choices={themes.map((value) => ({ value, label: t(`gallery.theme.${value}`) }))}
        />
        <ChoiceField
          name="density"
          label={t('gallery.density')}
          value={density}
          onChange={setDensity}
          choices={densities.map((value) => ({ value, label: t(`gallery.density.${value}`) }))}
        />
        <SimulatedBadge />
      </div>
      <ConfigProvider theme={theme === 'board' ? boardTheme : lightTheme}>
        <div className={styles['stories']} data-theme={theme} data-density={density}>
          <Story name={t('gallery.colours')} wide>
            {Object.entries(theme === 'board' ? board : light).map(([name, value]) => (
              <span key={name} className={styles['colour']}>
                <i style={{ background: value }} />
                {name} <code>{value}</code>
              </span>
            ))}
          </Story>
          <Story name={t('gallery.type')} wide>
            {typeScale.map((size) => (
              <span key={size} style={{ fontSize: size, lineHeight: 1.3 }}>
                {size} {t('gallery.typeText')}
              </span>
            ))}
          </Story>
          <ActionStories />
          <StateStories />
          <ListStories />
          <RecordStories />
          <FormStories />
          <Story name={t('gallery.map')} wide>
            <div className={styles['map']}>
              <CountyMap
                data={sampleMap}
                theme={theme}
                chosen={place}
                onChoose={setPlace}
                figures={{ title: t('gallery.visits'), of: { t1: 12, t2: 40, t3: 9 } }}
              />
            </div>
          </Story>
        </div>
      </ConfigProvider>
    </div>
  );
}
