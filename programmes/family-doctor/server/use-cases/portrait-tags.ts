// What family doctors know of people for their portraits: the contract that stands, and what the doctor noted.
import type { TagSource } from '#care/portrait/server/index.ts';
import type { Tag } from '#care/portrait/rules/tag.ts';
import type { NotedGroup } from '../../rules/key-group.ts';
import { residentsOf } from '../store/resident.ts';
import { doctorsOf } from './doctors-of.ts';

const noted: Record<NotedGroup, { zh: string; en: string }> = {
  pregnant: { zh: '孕产妇', en: 'Pregnant or newly a mother' },
  disabled: { zh: '残疾', en: 'Disabled' },
  hardship: { zh: '困难家庭（低保、特困等）', en: 'Household in hardship' },
};

export const familyDoctorTags: TagSource = {
  name: 'family-doctor',
  async tags(q, personIds, at) {
    const [contract] = (await doctorsOf(q, personIds, at)).values();
    const groups = new Set((await residentsOf(q, personIds)).flatMap((one) => one.noted));
    return [
      contract
        ? {
            rule: 'family-doctor.signed',
            kind: 'contract',
            label: { zh: '家庭医生已签约', en: 'Has a family doctor' },
            inputs: [
              { label: { zh: '合同到期', en: 'Contract ends' }, value: { zh: contract.toOn, en: contract.toOn } },
            ],
            validUntil: contract.toOn,
          }
        : {
            rule: 'family-doctor.unsigned',
            kind: 'contract',
            label: { zh: '没有签约家庭医生', en: 'No family doctor' },
            inputs: [],
          },
      ...[...groups].map((group): Tag => ({
        rule: `family-doctor.noted.${group}`,
        kind: 'social',
        label: noted[group],
        inputs: [{ label: { zh: '由家庭医生记下', en: 'Noted by the family doctor' } }],
      })),
    ];
  },
};
