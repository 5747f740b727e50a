// 常规上门: a planned visit to a disabled elder, once or again and again by a series.
import { defineOrderKind } from '#foundation/orders/rules/order-kind.ts';
import {
  cancelledState,
  cancelStep,
  doingRoles,
  giveBackStep,
  lateClock,
  missStep,
  neededText,
  takeStep,
  words,
} from '../rules/order-parts.ts';

const does = 'home-care.planned-visit.do';

export const plannedHomeVisit = defineOrderKind({
  kind: 'planned-home-visit',
  title: words('常规上门', 'Planned home visit'),
  verb: words('约常规上门', 'Plan a visit'),
  permissions: { 'home-care.planned-visit.place': doingRoles, [does]: doingRoles },
  place: { permission: 'home-care.planned-visit.place', notices: [{ to: 'performer', message: 'asked' }] },
  payload: {
    purpose: neededText('上门做什么', 'Purpose', 2, 300),
    plannedOn: { type: 'day', label: words('计划日期', 'Planned on') },
  },
  headline: 'purpose',
  performer: { by: 'rule' },
  initial: 'waiting',
  states: {
    waiting: {
      label: words('待上门', 'Waiting'),
      plain: words('医护人员会按计划上门', 'Somebody comes as planned'),
      task: 'requested',
    },
    taken: {
      label: words('已认领', 'Taken'),
      plain: words('已定好谁来', 'It is settled who comes'),
      task: 'accepted',
    },
    visited: {
      label: words('已上门', 'Visited'),
      plain: words('已经上门服务过', 'You were visited'),
      task: 'completed',
      final: true,
    },
    missed: {
      label: words('没有见到', 'Nobody met'),
      plain: words('上门时没有见到您', 'You were not met'),
      task: 'failed',
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
      label: words('记录上门', 'Record the visit'),
      told: words('{{name}} 已上门', '{{name}} visited'),
      by: ['assignee'],
      permission: does,
      result: true,
      form: { found: neededText('看到的情况', 'What was found', 4), done: neededText('做了什么', 'What was done') },
      notices: [{ to: 'person', message: 'visited' }],
    },
    miss: missStep('taken', does, '没有见到', 'Nobody met'),
    cancel: cancelStep(['performer', 'requester', 'person'], does),
  },
  clocks: { visit: lateClock('7 天内上门', 'Visit within 7 days', 'waiting', ['visited'], 7) },
  messages: {
    asked: {
      title: words('有一次常规上门', 'A planned visit is due'),
      text: words('请按计划上门。', 'Please visit as planned.'),
    },
    taken: {
      title: words('医护人员要来看您', 'Somebody comes to see you'),
      text: words('{{by}} 会按计划上门。', '{{by}} comes as planned.'),
    },
    visited: {
      title: words('上门记录写好了', 'The visit was recorded'),
      text: words('{{by}} 写了记录，可以打开看。', '{{by}} wrote the record: open it to read.'),
    },
    late: {
      title: words('常规上门超期了', 'A planned visit is late'),
      text: words('请尽快上门。', 'Please visit now.'),
    },
  },
  careRelationDays: 90,
  repeat: true,
  rating: { by: ['person'], in: ['visited'] },
});
