// Follow-up templates of the demo county: hypertension and diabetes, written by us and labelled as samples.
import type { FollowUpLoad } from '#care/follow-up/server/index.ts';
import { seededIds } from './identity.ts';

/** Bounds: 140/90 (2018 Chinese hypertension guideline) and fasting glucose 7.0 mmol/L (reference/clinical.md). */
const templates: FollowUpLoad['templates'][number]['template'][] = [
  {
    title: '高血压随访（示例）',
    greeting: '您好，我是您的家庭医生团队，想了解您最近的血压和吃药情况。',
    closing: '谢谢您。少盐少酒，按时吃药，有不舒服请及时联系我们。',
    disease: 'hypertension',
    questions: [
      {
        key: 'systolic',
        kind: 'number',
        measure: 'systolic',
        text: '最近一次量的高压（收缩压）是多少？',
        required: true,
        abnormalAbove: 139,
      },
      {
        key: 'diastolic',
        kind: 'number',
        measure: 'diastolic',
        text: '低压（舒张压）是多少？',
        required: true,
        abnormalAbove: 89,
      },
      {
        key: 'pills',
        kind: 'choice',
        text: '降压药按时吃了吗？',
        required: true,
        options: [
          { code: 'always', text: '每天都吃' },
          { code: 'sometimes', text: '有时忘记', abnormal: true },
          { code: 'stopped', text: '停了', abnormal: true },
        ],
      },
      { key: 'why', kind: 'text', text: '为什么停药？', required: true, after: { key: 'pills', is: 'stopped' } },
      { key: 'dizzy', kind: 'yes-no', text: '最近有没有头晕、头痛或胸闷？', required: true, abnormal: 'yes' },
    ],
  },
  {
    title: '糖尿病随访（示例）',
    greeting: '您好，我是您的家庭医生团队，想了解您最近的血糖情况。',
    closing: '谢谢您。按时吃药、管住嘴、多走路，有不舒服请及时联系我们。',
    disease: 'diabetes',
    questions: [
      {
        key: 'glucose',
        kind: 'number',
        measure: 'glucose-fasting',
        text: '最近一次空腹血糖是多少？',
        required: true,
        abnormalAbove: 7,
      },
      { key: 'low', kind: 'yes-no', text: '有没有心慌、出冷汗、手抖？', required: true, abnormal: 'yes' },
      { key: 'feet', kind: 'yes-no', text: '脚上有没有破口或麻木？', required: true, abnormal: 'yes' },
    ],
  },
];

export function followUpTemplates(orgUnitId: string, seed: number, now: Date): FollowUpLoad {
  const newId = seededIds(seed, 'follow-up', now);
  return {
    templates: templates.map((template) => ({
      templateId: newId(),
      orgUnitId,
      template,
      authorName: '演示县',
      at: now,
    })),
  };
}
