// Tags of how somebody uses services within a year, and of who lives with them by the register.
import type { Tag } from '../tag.ts';

export interface ServiceUse {
  visits: number;
  stays: number;
  emergencies: number;
  lastVisitId?: string;
  lastVisitAt?: Date;
}
/** Once a month and more (own policy). */
const often = 12;

export function serviceTags({ visits, stays, emergencies, lastVisitId, lastVisitAt }: ServiceUse): Tag[] {
  const last = {
    label: { zh: '最近一次就诊', en: 'Last visit' },
    ...(lastVisitAt && { at: lastVisitAt }),
    ...(lastVisitId && { resource: `Encounter/${lastVisitId}` }),
  };
  const tag = (rule: string, zh: string, en: string, tone?: Tag['tone']): Tag => ({
    rule: `portrait.service.${rule}`,
    kind: 'service',
    label: { zh, en },
    ...(tone && { tone }),
    inputs: lastVisitAt ? [last] : [],
  });
  return [
    ...(visits === 0 ? [tag('none', '一年内没有就诊记录', 'No visit on record for a year', 'amber')] : []),
    ...(visits > 0 && visits < often ? [tag('visits', `一年就诊 ${visits} 次`, `${visits} visits within a year`)] : []),
    ...(visits >= often ? [tag('often', `就诊频繁（一年 ${visits} 次）`, `Often seen: ${visits} visits a year`)] : []),
    ...(stays > 0 ? [tag('stays', `一年住院 ${stays} 次`, `${stays} stays in hospital within a year`, 'amber')] : []),
    ...(emergencies > 0
      ? [tag('emergencies', `一年急诊 ${emergencies} 次`, `${emergencies} emergencies within a year`, 'amber')]
      : []),
  ];
}

/** `members`: how many are registered in the household; the register may not know who else is there. */
export const socialTags = (members: number): Tag[] =>
  members === 1
    ? [
        {
          rule: 'portrait.social.alone',
          kind: 'social',
          label: { zh: '户籍登记独居', en: 'Alone by the register' },
          inputs: [
            { label: { zh: '同户登记人数', en: 'Registered in the household' }, value: { zh: '1 人', en: '1' } },
          ],
        },
      ]
    : [];
