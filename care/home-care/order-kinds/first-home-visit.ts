// 健康敲门: the first visit to a newly graded elder, unasked; it ends with a plan of what comes next.
import { defineOrderKind } from '#foundation/orders/rules/order-kind.ts';
import {
  cancelledState,
  cancelStep,
  doingRoles,
  giveBackStep,
  lateClock,
  neededText,
  reasonForm,
  takeStep,
  textField,
  words,
} from '../rules/order-parts.ts';

const does = 'home-care.first-visit.do';

export const firstHomeVisit = defineOrderKind({
  kind: 'first-home-visit',
  title: words('健康敲门', 'First home visit'),
  verb: words('健康敲门', 'Visit for the first time'),
  permissions: { 'home-care.first-visit.place': [...doingRoles, 'specialist'], [does]: doingRoles },
  place: { permission: 'home-care.first-visit.place', notices: [{ to: 'performer', message: 'opened' }] },
  payload: {
    why: textField('为什么去', 'Why', 2, 300),
    plannedOn: { type: 'day', label: words('计划日期', 'Planned on') },
  },
  headline: 'why',
  performer: { by: 'rule' },
  initial: 'waiting',
  states: {
    waiting: {
      label: words('待敲门', 'Waiting'),
      plain: words('医护人员会上门看您', 'Somebody will come to see you'),
      task: 'requested',
    },
    taken: {
      label: words('已认领', 'Taken'),
      plain: words('已定好谁来看您', 'It is settled who comes'),
      task: 'accepted',
    },
    visited: {
      label: words('已敲门', 'Visited'),
      plain: words('已经上门看过，定了照护计划', 'You were visited, a plan was made'),
      task: 'completed',
      final: true,
    },
    declined: {
      label: words('本人不愿意', 'Declined'),
      plain: words('您暂时不需要上门', 'You do not want it for now'),
      task: 'rejected',
      final: true,
    },
    cancelled: cancelledState,
  },
  transitions: {
    take: takeStep(does),
    'give-back': giveBackStep(does),
    finish: {
      from: ['taken'],
      to: 'visited',
      label: words('记录敲门和计划', 'Record visit and plan'),
      told: words('{{name}} 已上门，定了计划', '{{name}} visited and made a plan'),
      by: ['assignee'],
      permission: does,
      result: true,
      form: {
        found: neededText('看到的情况', 'What was found', 4),
        goals: neededText('照护目标', 'Goals of care'),
        homeBed: { type: 'yes-no', label: words('建议开家庭病床', 'A home bed is advised') },
        everyDays: {
          type: 'number',
          unit: '天',
          min: 0,
          max: 180,
          label: words('常规上门间隔', 'Planned visits each'),
          hint: words('填 0 或不填表示不安排', '0 or nothing: none'),
        },
      },
      notices: [{ to: 'person', message: 'planned' }],
    },
    decline: {
      from: ['waiting', 'taken'],
      to: 'declined',
      label: words('本人不愿意', 'Declined by the person'),
      told: words('本人或家属不愿意，{{name}} 已记录', 'The person declined, noted by {{name}}'),
      by: ['performer', 'person'],
      permission: does,
      form: reasonForm,
      confirm: true,
    },
    cancel: cancelStep(['performer', 'requester'], does),
  },
  clocks: { visit: lateClock('7 天内上门', 'Visit within 7 days', 'waiting', ['visited', 'declined'], 7) },
  messages: {
    opened: {
      title: words('有一位老人要健康敲门', 'A first home visit is due'),
      text: words('请在 7 天内上门看望，定好照护计划。', 'Please visit within 7 days and make a plan.'),
    },
    taken: {
      title: words('医护人员要来看您', 'Somebody comes to see you'),
      text: words('{{by}} 会上门看望，不收费。', '{{by}} comes to see you, free of charge.'),
    },
    planned: {
      title: words('照护计划定好了', 'Your plan of care'),
      text: words('{{by}} 上门后定了照护计划，可以打开看。', '{{by}} made a plan after the visit: open it to read.'),
    },
    late: {
      title: words('健康敲门超期了', 'A first visit is late'),
      text: words('已过 7 天，请尽快上门。', 'Seven days have passed: please visit now.'),
    },
  },
  unique: 'one-open-per-person',
  careRelationDays: 90,
  rating: { by: ['person'], in: ['visited'] },
});
