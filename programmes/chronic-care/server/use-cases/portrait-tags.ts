// What chronic care knows of people for their portraits: which diseases are followed, in which colour, and why.
import { dayOf } from '#platform/contract.ts';
import type { TagSource } from '#care/portrait/server/index.ts';
import type { Tag } from '#care/portrait/rules/tag.ts';
import { systemOf } from '#care/portrait/rules/body-system.ts';
import type { ChronicColour } from '#foundation/record/contract.ts';
import { diseaseRules } from '../../rules/disease.ts';
import { registrationsOf, type RegistrationRow } from '../store/registration.ts';
import { presentRegistration } from './present.ts';

const english: Record<RegistrationRow['disease'], string> = {
  hypertension: 'Hypertension',
  diabetes: 'Type 2 diabetes',
  copd: 'COPD',
  stroke: 'Stroke',
  ckd: 'Chronic kidney disease',
};
const colours: Record<ChronicColour, { zh: string; en: string; tone: NonNullable<Tag['tone']> }> = {
  red: { zh: '红色', en: 'red', tone: 'red' },
  yellow: { zh: '黄色', en: 'yellow', tone: 'amber' },
  green: { zh: '绿色', en: 'green', tone: 'green' },
};

export const chronicTags: TagSource = {
  name: 'chronic-care',
  async tags(q, personIds, at) {
    const today = dayOf(at);
    return (await registrationsOf(q, personIds)).flatMap((row): Tag[] => {
      const { disease, colour, reason, override, lastContactOn, nextDueOn } = presentRegistration(row, today);
      if (!colour) return [];
      const { title, codes } = diseaseRules[disease];
      const { zh, en, tone } = colours[colour];
      const system = systemOf(codes[0]!);
      return [
        {
          rule: `chronic-care.colour.${disease}`,
          kind: 'colour',
          label: { zh: `${title}${zh}`, en: `${english[disease]}: ${en}` },
          tone,
          ...(system && { system }),
          inputs: [
            ...(override
              ? [
                  {
                    label: { zh: '医生改定', en: 'Set by a doctor' },
                    value: {
                      zh: `${override.byName}：${override.reason}`,
                      en: `${override.byName}: ${override.reason}`,
                    },
                    at: new Date(override.at),
                  },
                ]
              : []),
            ...(reason && !override
              ? [
                  {
                    label: { zh: '分级规则', en: 'Rule' },
                    value: reason.text,
                    ...(row.derivedAt && { at: row.derivedAt }),
                  },
                ]
              : []),
            ...(lastContactOn
              ? [{ label: { zh: '最近随访', en: 'Last contact' }, value: { zh: lastContactOn, en: lastContactOn } }]
              : []),
          ],
          ...(override
            ? { validUntil: override.untilOn }
            : nextDueOn && nextDueOn >= today && { validUntil: nextDueOn }),
        },
      ];
    });
  },
};
