// A review of a chronic disease by the person's own team, asked once or again and again.
import { defineOrderKind } from '#foundation/orders/rules/order-kind.ts';

const place = 'follow-up.chronic-review.place';
const perform = 'follow-up.chronic-review.perform';
const dayMinutes = 1_440;

export const chronicReview = defineOrderKind({
  kind: 'chronic-review',
  title: { zh: '慢病复核', en: 'Chronic review' },
  verb: { zh: '慢病复核', en: 'Ask for a review' },
  permissions: {
    [place]: ['gp', 'village-doctor', 'nurse', 'specialist'],
    [perform]: ['gp', 'village-doctor', 'nurse'],
  },
  place: { permission: place, notices: [{ to: 'performer', message: 'asked' }] },
  payload: {
    disease: {
      type: 'choice',
      required: true,
      label: { zh: '复核哪种病', en: 'Disease' },
      options: [
        { code: 'hypertension', label: { zh: '高血压', en: 'Hypertension' } },
        { code: 'diabetes', label: { zh: '糖尿病', en: 'Diabetes' } },
        { code: 'both', label: { zh: '高血压和糖尿病', en: 'Both' } },
      ],
    },
    why: { type: 'text', lines: 2, maxLength: 500, required: true, label: { zh: '为什么要复核', en: 'Why' } },
  },
  headline: 'disease',
  performer: { by: 'team' },
  initial: 'requested',
  states: {
    requested: {
      task: 'requested',
      label: { zh: '待复核', en: 'Waiting' },
      plain: { zh: '您的家庭医生团队会来给您复核', en: 'Your team will review you' },
    },
    taken: {
      task: 'in-progress',
      label: { zh: '复核中', en: 'Being reviewed' },
      plain: { zh: '医生已接单，会联系您', en: 'A doctor took it and will contact you' },
    },
    reviewed: {
      task: 'completed',
      final: true,
      label: { zh: '已复核', en: 'Reviewed' },
      plain: { zh: '已复核，结果见下面', en: 'Reviewed; see the result below' },
    },
    overdue: {
      task: 'failed',
      final: true,
      label: { zh: '逾期未做', en: 'Not done in time' },
      plain: { zh: '这次没有做成，下次再安排', en: 'Not done this time; it will be arranged again' },
    },
    cancelled: {
      task: 'cancelled',
      final: true,
      label: { zh: '已取消', en: 'Cancelled' },
      plain: { zh: '已取消', en: 'Cancelled' },
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
      notices: [{ to: 'person', message: 'taken' }],
    },
    release: {
      from: ['taken'],
      to: 'requested',
      by: ['assignee'],
      permission: perform,
      assigns: 'nobody',
      label: { zh: '退单', en: 'Give back' },
      told: { zh: '{{name}}退单', en: '{{name}} gave it back' },
      form: { reason: { type: 'text', maxLength: 300, required: true, label: { zh: '退单原因', en: 'Reason' } } },
    },
    'take-over': {
      from: ['taken'],
      to: 'taken',
      by: ['performer'],
      permission: perform,
      assigns: 'doer',
      label: { zh: '接替', en: 'Take over' },
      told: { zh: '已由{{name}}接替', en: '{{name}} took it over' },
    },
    finish: {
      from: ['taken'],
      to: 'reviewed',
      by: ['assignee'],
      permission: perform,
      result: true,
      label: { zh: '填写结果', en: 'Finish' },
      told: { zh: '已由{{name}}复核', en: '{{name}} reviewed it' },
      form: {
        control: {
          type: 'choice',
          required: true,
          label: { zh: '控制情况', en: 'Control' },
          options: [
            { code: 'good', label: { zh: '满意', en: 'Good' } },
            { code: 'poor', label: { zh: '不满意', en: 'Poor' } },
            { code: 'refer', label: { zh: '需要转诊', en: 'To be referred' } },
          ],
        },
        advice: { type: 'text', lines: 3, maxLength: 1_000, required: true, label: { zh: '建议', en: 'Advice' } },
        nextOn: { type: 'day', label: { zh: '下次复核日期', en: 'Next review' } },
      },
      notices: [
        { to: 'requester', message: 'reviewed' },
        { to: 'person', message: 'reviewed' },
      ],
    },
    expire: {
      from: ['requested'],
      to: 'overdue',
      by: ['system'],
      label: { zh: '逾期', en: 'Expire' },
      told: { zh: '三十天没人接，已逾期', en: 'nobody took it for thirty days' },
      notices: [{ to: 'requester', message: 'overdue', urgent: true }],
    },
    cancel: {
      from: ['requested', 'taken'],
      to: 'cancelled',
      by: ['requester', 'person'],
      confirm: true,
      label: { zh: '取消复核', en: 'Cancel' },
      told: { zh: '已由{{name}}取消', en: '{{name}} cancelled it' },
      form: { reason: { type: 'text', maxLength: 300, label: { zh: '取消原因', en: 'Reason' } } },
    },
  },
  clocks: {
    // Our own assumption until the county sets its times.
    taking: {
      label: { zh: '接单', en: 'Take' },
      startsIn: ['requested'],
      endsIn: ['taken'],
      steps: [
        { afterMinutes: 7 * dayMinutes, notice: { to: 'performer', message: 'waiting' } },
        { afterMinutes: 30 * dayMinutes, transition: 'expire' },
      ],
    },
  },
  messages: {
    asked: {
      title: { zh: '有慢病要复核', en: 'A chronic review is due' },
      text: { zh: '{{by}}请您的团队复核一位慢病病人。', en: '{{by}} asks your team for a chronic review.' },
    },
    taken: {
      title: { zh: '慢病复核有人接了', en: 'Your review is taken' },
      text: { zh: '{{place}}的{{by}}会联系您。', en: '{{by}} of {{place}} will contact you.' },
    },
    reviewed: {
      title: { zh: '慢病复核做完了', en: 'The review is done' },
      text: { zh: '{{by}}已填写结果，点开可以看。', en: '{{by}} filled in the result; open it to read.' },
    },
    waiting: {
      title: { zh: '慢病复核等了一周', en: 'A review has waited for a week' },
      text: { zh: '请尽快接单。', en: 'Please take it soon.' },
    },
    overdue: {
      title: { zh: '慢病复核逾期', en: 'A review was not done in time' },
      text: {
        zh: '{{place}}三十天没有接单，请另作安排。',
        en: 'Nobody of {{place}} took it for thirty days; arrange something else.',
      },
    },
  },
  unique: 'one-open-per-person',
  careRelationDays: 60,
  rating: { by: ['requester', 'person'], in: ['reviewed'] },
  repeat: true,
});
