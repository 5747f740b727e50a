// Exhibits: person banner, timeline, measurement chart.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MeasurementChart } from '../chart/measurement-chart.tsx';
import { PersonBanner } from '../person/person-banner.tsx';
import { Timeline, TimelineFilter } from '../timeline/timeline.tsx';
import type { EntryKind } from '../timeline/group-timeline.ts';
import { sampleHealth, samplePerson, samplePressure, sampleTimeline } from './sample-data.ts';
import { Story } from './story.tsx';

const kinds: EntryKind[] = ['visit', 'condition', 'measurement', 'medication', 'report'];

export function RecordStories() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<EntryKind[]>([]);
  const [until] = useState(() => new Date(Date.now() + 4 * 3_600_000).toISOString());
  const shown = sampleTimeline.filter((entry) => chosen.length === 0 || chosen.includes(entry.kind));
  return (
    <>
      <Story name={t('gallery.banner')} wide>
        <PersonBanner person={samplePerson} health={sampleHealth} />
      </Story>
      <Story name={t('gallery.bannerGlass')} wide>
        <PersonBanner
          person={samplePerson}
          health={{ allergies: [], conditions: [], colours: [{ level: 'red', title: t('gallery.redColour') }] }}
          access={{ by: 'break-glass', until }}
        />
      </Story>
      <Story name={t('gallery.bannerUnknown')} wide>
        <PersonBanner person={{ name: '李小满', sex: 'male', bornOn: '2023-09-12' }} healthFailed />
      </Story>
      <Story name={t('gallery.timeline')} wide>
        <TimelineFilter kinds={kinds} chosen={chosen} onChange={setChosen} />
        <Timeline items={shown} />
      </Story>
      <Story name={t('gallery.chart')} wide>
        <MeasurementChart
          title={t('gallery.pressure')}
          unit="mmHg"
          series={samplePressure}
          target={{ value: 130, label: t('gallery.target') }}
        />
      </Story>
      <Story name={t('gallery.chartEmpty')} wide>
        <MeasurementChart title={t('gallery.pressure')} unit="mmHg" series={[]} />
      </Story>
    </>
  );
}
