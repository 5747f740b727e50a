// What neighbours and lower floors know of people for their portraits: devices that they have, and the list of disabled elders.
import type { Tag } from '#care/portrait/rules/tag.ts';
import type { TagSource } from '#care/portrait/server/index.ts';
import type { HomeCare } from '#care/home-care/server/index.ts';
import type { Intake } from '#foundation/intake/server/index.ts';

export const deviceTags = (intake: Pick<Intake, 'devicesOf'>): TagSource => ({
  name: 'intake',
  tags: async (q, personIds, at) =>
    (await intake.devicesOf(q, personIds, at)).map(({ model, basis, fromAt, lastTakenAt }): Tag => ({
      rule: 'intake.device',
      kind: 'device',
      label:
        basis === 'lent' ? { zh: `借用${model}`, en: `Lent: ${model}` } : { zh: `自有${model}`, en: `Own: ${model}` },
      inputs: [
        { label: { zh: '开始使用', en: 'In use since' }, at: fromAt },
        ...(lastTakenAt ? [{ label: { zh: '最近一次测量', en: 'Last measurement' }, at: lastTakenAt }] : []),
      ],
    })),
});

export const disabledTags = (homeCare: Pick<HomeCare, 'disabledAmong'>): TagSource => ({
  name: 'home-care',
  tags: async (q, personIds) =>
    (await homeCare.disabledAmong(q, personIds)).size === 0
      ? []
      : [
          {
            rule: 'home-care.disabled',
            kind: 'social',
            label: { zh: '失能老人', en: 'Disabled elder' },
            tone: 'amber',
            inputs: [{ label: { zh: '在失能老人清单里', en: 'In the list of disabled elders' } }],
          },
        ],
});
