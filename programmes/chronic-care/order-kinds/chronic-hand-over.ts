// A chronic disease of a person goes to another level of the network: asked with a reason, taken over with a plan, or left where it is.
import { defineOrderKind } from '#foundation/orders/rules/order-kind.ts';

const place = 'chronic-care.hand-over.place';
const perform = 'chronic-care.hand-over.perform';
const dayMinutes = 1_440;

export const chronicHandOver = defineOrderKind({
  kind: 'chronic-hand-over',
  title: { zh: '慢病分级交接', en: 'Chronic hand-over' },
  verb: { zh: '慢病交接', en: 'Hand a chronic disease over' },
  permissions: {
    [place]: ['gp', 'village-doctor', 'nurse', 'specialist'],
    [perform]: ['gp', 'village-doctor', 'nurse', 'specialist'],
  },
  place: { permission: place, notices: [{ to: 'performer', message: 'asked' }] },
  payload: {
    disease: {
      type: 'choice',
      required: true,
      label: { zh: '哪种病', en: 'Disease' },
      options: [
        { code: 'hypertension', label: { zh: '高血压', en: 'Hypertension' } },
        { code: 'diabetes', label: { zh: '2型糖尿病', en: 'Type 2 diabetes' } },
        { code: 'copd', label: { zh: '慢阻肺', en: 'COPD' } },
        { code: 'stroke', label: { zh: '脑卒中', en: 'Stroke' } },
        { code: 'ckd', label: { zh: '慢性肾脏病', en: 'Chronic kidney disease' } },
      ],
    },
    toLevel: {
      type: 'choice',
      required: true,
      label: { zh: '交给哪一级', en: 'To which level' },
      options: [
        { code: 'lead', label: { zh: '专病中心（1）', en: 'Disease centre (1)' } },
        { code: 'key', label: { zh: '重点机构（N）', en: 'Key centre (N)' } },
        { code: 'team', label: { zh: '家庭医生团队（X）', en: 'Family-doctor team (X)' } },
      ],
    },
    reason: {
      type: 'text',
      lines: 3,
      maxLength: 1_000,
      required: true,
      label: { zh: '交接原因和要点', en: 'Why, and what to know' },
    },
  },
  headline: 'disease',
  performer: { by: 'rule' },
  initial: 'requested',
  states: {
    requested: {
      task: 'requested',
      label: { zh: '待接管', en: 'Waiting' },
      plain: { zh: '正在为您联系上一级或下一级医生', en: 'Another level is asked to look after you' },
    },
    'taken-over': {
      task: 'completed',
      final: true,
      label: { zh: '已接管', en: 'Taken over' },
      plain: { zh: '已接管，安排见下面', en: 'Taken over; see the plan below' },
    },
    declined: {
      task: 'rejected',
      final: true,
      label: { zh: '未接管', en: 'Declined' },
      plain: { zh: '还由原来的医生管理', en: 'Your doctor stays the same' },
    },
    withdrawn: {
      task: 'cancelled',
      final: true,
      label: { zh: '已撤回', en: 'Withdrawn' },
      plain: { zh: '已撤回', en: 'Withdrawn' },
    },
  },
  transitions: {
    'take-over': {
      from: ['requested'],
      to: 'taken-over',
      by: ['performer'],
      permission: perform,
      assigns: 'doer',
      result: true,
      label: { zh: '接管', en: 'Take over' },
      told: { zh: '已由{{name}}接管', en: '{{name}} took it over' },
      form: {
        plan: { type: 'text', lines: 3, maxLength: 1_000, required: true, label: { zh: '管理安排', en: 'Plan' } },
        nextOn: { type: 'day', label: { zh: '第一次联系日期', en: 'First contact' } },
      },
      notices: [
        { to: 'requester', message: 'taken' },
        { to: 'person', message: 'taken' },
      ],
    },
    decline: {
      from: ['requested'],
      to: 'declined',
      by: ['performer'],
      permission: perform,
      label: { zh: '不接管', en: 'Decline' },
      told: { zh: '{{name}}没有接管', en: '{{name}} declined' },
      form: { why: { type: 'text', maxLength: 300, required: true, label: { zh: '为什么', en: 'Why' } } },
      notices: [{ to: 'requester', message: 'declined' }],
    },
    withdraw: {
      from: ['requested'],
      to: 'withdrawn',
      by: ['requester'],
      confirm: true,
      label: { zh: '撤回', en: 'Withdraw' },
      told: { zh: '已由{{name}}撤回', en: '{{name}} withdrew it' },
    },
  },
  clocks: {
    // Our own assumption until the county sets its times.
    taking: {
      label: { zh: '接管', en: 'Take over' },
      startsIn: ['requested'],
      endsIn: ['taken-over'],
      steps: [
        { afterMinutes: 2 * dayMinutes, notice: { to: 'performer', message: 'waiting' } },
        { afterMinutes: 5 * dayMinutes, notice: { to: 'requester', message: 'waiting', urgent: true } },
      ],
    },
  },
  messages: {
    asked: {
      title: { zh: '有慢病病人要交接', en: 'A chronic hand-over' },
      text: { zh: '{{by}}请您接管一位慢病病人。', en: '{{by}} asks you to take a person over.' },
    },
    taken: {
      title: { zh: '慢病交接完成', en: 'The hand-over is done' },
      text: { zh: '{{place}}的{{by}}已接管。', en: '{{by}} of {{place}} took over.' },
    },
    declined: {
      title: { zh: '慢病交接没有接管', en: 'The hand-over was declined' },
      text: { zh: '{{place}}没有接管，请看原因。', en: '{{place}} declined; see why.' },
    },
    waiting: {
      title: { zh: '慢病交接还没人接', en: 'A hand-over waits' },
      text: { zh: '{{place}}还没有接管。', en: '{{place}} has not taken over yet.' },
    },
  },
  unique: ['disease'],
  careRelationDays: 366,
});
