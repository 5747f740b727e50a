// Tags of how somebody lives: smoking, smoke at home, movement, sleep, as they were asked; a year after the answer they end.
import { dayOf } from '#platform/contract.ts';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import type { KnownValue, KnownValues } from '../health-index.ts';
import { same, type Tag, type TagTone } from '../tag.ts';

/** Own policy. */
const validDays = 365;
const dayMilliseconds = 86_400_000;

interface Finding {
  key: 'nicotine' | 'smokerAtHome' | 'activityMinutes' | 'sleepHours';
  when: (value: KnownValue['value']) => boolean;
  label: LocalText;
  tone: TagTone;
  /** What was asked. */
  asked: LocalText;
  told: (value: KnownValue['value']) => LocalText;
}
const askedOf = {
  nicotine: { zh: '吸烟', en: 'Smoking' },
  smokerAtHome: { zh: '家里有人吸烟', en: 'Smoker at home' },
  activityMinutes: { zh: '每周活动', en: 'Activity a week' },
  sleepHours: { zh: '每晚睡眠', en: 'Sleep a night' },
} as const;
const minutes = (value: KnownValue['value']): LocalText => ({
  zh: `${String(value)} 分钟`,
  en: `${String(value)} min`,
});
const hours = (value: KnownValue['value']): LocalText => ({ zh: `${String(value)} 小时`, en: `${String(value)} h` });
/** 150 minutes and seven to under nine hours are where Life's Essential 8 gives full points; under six hours it gives 40 at most. */
const findings: readonly Finding[] = [
  {
    key: 'nicotine',
    when: (value) => value === 'current',
    label: { zh: '吸烟', en: 'Smokes' },
    tone: 'red',
    asked: askedOf.nicotine,
    told: () => ({ zh: '现在吸', en: 'Now' }),
  },
  {
    key: 'nicotine',
    when: (value) => value === 'recent',
    label: { zh: '戒烟不满一年', en: 'Quit smoking under a year ago' },
    tone: 'amber',
    asked: askedOf.nicotine,
    told: () => ({ zh: '已戒不满 1 年', en: 'Quit under a year ago' }),
  },
  {
    key: 'smokerAtHome',
    when: (value) => value === true,
    label: { zh: '家里有二手烟', en: 'Smoke at home' },
    tone: 'amber',
    asked: askedOf.smokerAtHome,
    told: () => ({ zh: '是', en: 'Yes' }),
  },
  {
    key: 'activityMinutes',
    when: (value) => Number(value) < 150,
    label: { zh: '活动不足', en: 'Moves too little' },
    tone: 'amber',
    asked: askedOf.activityMinutes,
    told: minutes,
  },
  {
    key: 'activityMinutes',
    when: (value) => Number(value) >= 150,
    label: { zh: '活动充足', en: 'Moves enough' },
    tone: 'green',
    asked: askedOf.activityMinutes,
    told: minutes,
  },
  {
    key: 'sleepHours',
    when: (value) => Number(value) < 6,
    label: { zh: '睡眠少', en: 'Sleeps little' },
    tone: 'amber',
    asked: askedOf.sleepHours,
    told: hours,
  },
];

export function behaviourTags(values: KnownValues): Tag[] {
  return findings.flatMap(({ key, when, label, tone, asked, told }): Tag[] => {
    const known = values[key];
    if (!known || !when(known.value)) return [];
    const { at, observations } = known;
    return [
      {
        rule: `portrait.behaviour.${key}`,
        kind: 'behaviour',
        label,
        tone,
        inputs: [
          {
            label: asked,
            value: known.value === undefined ? same('') : told(known.value),
            ...(at && { at }),
            ...(observations?.[0] && { resource: `Observation/${observations[0]}` }),
          },
        ],
        ...(at && { validUntil: dayOf(new Date(at.getTime() + validDays * dayMilliseconds)) }),
      },
    ];
  });
}
