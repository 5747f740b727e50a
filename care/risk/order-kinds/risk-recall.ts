// Somebody whose risk is medium or high is called in: the team reaches them, and what came of it is written down.
import { defineOrderKind } from '#foundation/orders/rules/order-kind.ts';

const place = 'risk.recall.place';
const perform = 'risk.recall.perform';
const dayMinutes = 1_440;

export const riskRecall = defineOrderKind({
  kind: 'risk-recall',
  title: { zh: '高风险召回', en: 'Risk recall' },
  verb: { zh: '派召回', en: 'Ask for a recall' },
  permissions: {
    [place]: ['gp', 'village-doctor', 'nurse', 'bureau', 'township-admin'],
    [perform]: ['gp', 'village-doctor', 'nurse'],
  },
  place: { permission: place, notices: [{ to: 'performer', message: 'asked' }] },
  payload: {
    what: { type: 'text', lines: 2, maxLength: 300, required: true, label: { zh: '哪种风险', en: 'Which risk' } },
    model: { type: 'text', maxLength: 60, staffOnly: true, label: { zh: '模型', en: 'Model' } },
  },
  headline: 'what',
  performer: { by: 'team' },
  initial: 'requested',
  states: {
    requested: {
      task: 'requested',
      label: { zh: '待联系', en: 'Waiting' },
      plain: { zh: '您的家庭医生团队会联系您来做检查', en: 'Your team will invite you for tests' },
    },
    taken: {
      task: 'in-progress',
      label: { zh: '联系中', en: 'Being reached' },
      plain: { zh: '家庭医生正在安排', en: 'Your doctor is arranging it' },
    },
    came: {
      task: 'completed',
      final: true,
      label: { zh: '已来复查', en: 'Came' },
      plain: { zh: '已复查', en: 'Seen' },
    },
    refused: {
      task: 'cancelled',
      final: true,
      label: { zh: '不愿来', en: 'Would not come' },
      plain: { zh: '您这次不来复查', en: 'You will not come this time' },
    },
    unreached: {
      task: 'failed',
      final: true,
      label: { zh: '联系不上', en: 'Not reached' },
      plain: { zh: '没有联系上您', en: 'You were not reached' },
    },
  },
  transitions: {
    take: {
      from: ['requested'],
      to: 'taken',
      by: ['performer'],
      permission: perform,
      assigns: 'doer',
      label: { zh: '接单', en: 'Take' },
      told: { zh: '已由{{name}}接单', en: '{{name}} took it' },
    },
    release: {
      from: ['taken'],
      to: 'requested',
      by: ['assignee'],
      permission: perform,
      assigns: 'nobody',
      label: { zh: '退单', en: 'Give back' },
      told: { zh: '{{name}}退单', en: '{{name}} gave it back' },
    },
    see: {
      from: ['taken'],
      to: 'came',
      by: ['assignee'],
      permission: perform,
      label: { zh: '已来复查', en: 'Came' },
      told: { zh: '已来复查', en: 'came' },
      result: true,
      form: {
        finding: {
          type: 'text',
          lines: 3,
          maxLength: 1_000,
          required: true,
          label: { zh: '复查结果和打算', en: 'Finding and plan' },
        },
      },
    },
    refuse: {
      from: ['taken'],
      to: 'refused',
      by: ['assignee'],
      permission: perform,
      label: { zh: '不愿来', en: 'Would not come' },
      told: { zh: '本人不愿来', en: 'would not come' },
      form: { reason: { type: 'text', maxLength: 300, required: true, label: { zh: '原因', en: 'Reason' } } },
    },
    'give-up': {
      from: ['taken'],
      to: 'unreached',
      by: ['assignee'],
      permission: perform,
      label: { zh: '联系不上', en: 'Not reached' },
      told: { zh: '联系不上', en: 'was not reached' },
      form: {
        reason: { type: 'text', maxLength: 300, required: true, label: { zh: '怎么联系过', en: 'What was tried' } },
      },
    },
    lapse: {
      from: ['requested', 'taken'],
      to: 'unreached',
      by: ['system'],
      label: { zh: '三十天没有结果', en: 'Nothing in thirty days' },
      told: { zh: '三十天没有结果，自动结束', en: 'ended after thirty days without a result' },
    },
  },
  clocks: {
    // Our own assumption until the county sets its times.
    reaching: {
      label: { zh: '联系', en: 'Reach' },
      startsIn: ['requested'],
      endsIn: [],
      steps: [
        { afterMinutes: 7 * dayMinutes, notice: { to: 'performer', message: 'waiting' } },
        { afterMinutes: 30 * dayMinutes, transition: 'lapse' },
      ],
    },
  },
  messages: {
    asked: {
      title: { zh: '有高风险居民要召回', en: 'A recall is due' },
      text: { zh: '{{by}}请您的团队联系一位居民来复查。', en: '{{by}} asks your team to invite a resident for tests.' },
    },
    waiting: {
      title: { zh: '召回等了一周', en: 'A recall has waited for a week' },
      text: { zh: '请尽快联系这位居民。', en: 'Please reach this resident soon.' },
    },
  },
  unique: 'one-open-per-person',
  careRelationDays: 30,
});
