// A small kind with a pool, a way back and two ends, for tests and benches.
import { defineOrderKind } from '../order-kind.ts';

const say = (zh: string, en: string) => ({ zh, en });
export const trialPermissions = { place: 'orders.trial.place', perform: 'orders.trial.perform' };

export const trialKind = defineOrderKind({
  kind: 'trial',
  title: say('试单', 'Trial'),
  verb: say('开试单', 'Try'),
  permissions: { [trialPermissions.place]: ['gp'], [trialPermissions.perform]: ['nurse'] },
  place: { permission: trialPermissions.place, person: true },
  payload: {
    why: { type: 'text', required: true, maxLength: 200, label: say('原因', 'Why') },
    secret: { type: 'text', staffOnly: true, label: say('内部说明', 'Internal note') },
  },
  headline: 'why',
  performer: { by: 'own' },
  initial: 'waiting',
  states: {
    waiting: { task: 'requested', label: say('待接单', 'Waiting'), plain: say('等人接单', 'Waiting') },
    taken: { task: 'in-progress', label: say('已接单', 'Taken'), plain: say('有人接了', 'Taken') },
    done: { task: 'completed', final: true, label: say('已完成', 'Done'), plain: say('做完了', 'Done') },
    cancelled: { task: 'cancelled', final: true, label: say('已取消', 'Cancelled'), plain: say('取消了', 'Cancelled') },
    lapsed: { task: 'failed', final: true, label: say('已过期', 'Lapsed'), plain: say('过期了', 'Lapsed') },
  },
  transitions: {
    take: {
      from: ['waiting'],
      to: 'taken',
      by: ['performer'],
      permission: trialPermissions.perform,
      assigns: 'doer',
      label: say('接单', 'Take'),
      told: say('已由{{name}}接单', '{{name}} took it'),
      notices: [{ to: 'requester', message: 'taken' }],
    },
    release: {
      from: ['taken'],
      to: 'waiting',
      by: ['assignee'],
      permission: trialPermissions.perform,
      assigns: 'nobody',
      label: say('退单', 'Give back'),
      told: say('{{name}}退单', '{{name}} gave it back'),
    },
    reassign: {
      from: ['taken'],
      to: 'taken',
      by: ['performer'],
      permission: trialPermissions.perform,
      assigns: 'chosen',
      label: say('转给同事', 'Hand on'),
      told: say('{{name}}转给了同事', '{{name}} handed it on'),
    },
    correct: {
      from: ['waiting', 'taken'],
      to: 'waiting',
      by: ['requester'],
      corrects: true,
      label: say('更正', 'Correct'),
      told: say('{{name}}更正', '{{name}} corrected it'),
      form: { why: { type: 'text', required: true, maxLength: 200, label: say('原因', 'Why') } },
      assigns: 'nobody',
    },
    finish: {
      from: ['taken'],
      to: 'done',
      by: ['assignee'],
      permission: trialPermissions.perform,
      result: true,
      label: say('完成', 'Finish'),
      told: say('已由{{name}}完成', '{{name}} finished it'),
      form: { outcome: { type: 'text', required: true, label: say('结果', 'Outcome') } },
    },
    cancel: {
      from: ['waiting', 'taken'],
      to: 'cancelled',
      by: ['requester', 'person'],
      label: say('取消', 'Cancel'),
      told: say('已由{{name}}取消', '{{name}} cancelled it'),
    },
    lapse: {
      from: ['waiting'],
      to: 'lapsed',
      by: ['system'],
      label: say('过期', 'Lapse'),
      told: say('没人接，已过期', 'nobody took it'),
    },
  },
  clocks: {
    taking: {
      label: say('接单', 'Take'),
      startsIn: ['waiting'],
      endsIn: ['taken'],
      steps: [
        { afterMinutes: 60, notice: { to: 'performer', message: 'late' } },
        { afterMinutes: 120, transition: 'lapse' },
      ],
    },
  },
  messages: {
    taken: { title: say('有人接单', 'Taken'), text: say('{{place}}的{{by}}接单了', '{{by}} of {{place}} took it') },
    late: { title: say('一小时没人接', 'Waiting for an hour'), text: say('请接单', 'Please take it') },
  },
  careRelationDays: 30,
  rating: { by: ['requester', 'person'], in: ['done'] },
  repeat: true,
});
