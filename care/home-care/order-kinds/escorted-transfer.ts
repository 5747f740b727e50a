// 送医转诊: somebody brings a disabled elder to the hospital, hands over, and brings back.
import { defineOrderKind } from '#foundation/orders/rules/order-kind.ts';
import {
  cancelledState,
  cancelStep,
  doingRoles,
  giveBackStep,
  lateClock,
  neededText,
  takeStep,
  textField,
  words,
} from '../rules/order-parts.ts';

const does = 'home-care.transfer.do';

export const escortedTransfer = defineOrderKind({
  kind: 'escorted-transfer',
  title: words('送医转诊', 'Escorted transfer'),
  verb: words('送医转诊', 'Bring to hospital'),
  permissions: { 'home-care.transfer.place': doingRoles, [does]: doingRoles },
  place: { permission: 'home-care.transfer.place', notices: [{ to: 'performer', message: 'asked' }] },
  payload: {
    why: neededText('为什么去', 'Why', 2, 300),
    hospitalId: {
      type: 'organisation',
      required: true,
      label: words('送到', 'To'),
      organisationKinds: ['hospital', 'health-centre'],
    },
    needs: textField('路上要什么（轮椅、担架、氧气）', 'Needs on the way', 2, 300),
  },
  headline: 'why',
  performer: { by: 'rule' },
  initial: 'waiting',
  states: {
    waiting: {
      label: words('待接送', 'Waiting'),
      plain: words('正在安排接送', 'Transport is being arranged'),
      task: 'requested',
    },
    taken: {
      label: words('已安排', 'Arranged'),
      plain: words('接送已安排好', 'Transport is arranged'),
      task: 'accepted',
    },
    'under-way': {
      label: words('送医途中', 'Under way'),
      plain: words('正在送您去医院', 'You are on the way'),
      task: 'in-progress',
    },
    'handed-over': {
      label: words('已交接', 'Handed over'),
      plain: words('医院已接收', 'The hospital has received you'),
      task: 'in-progress',
    },
    returned: {
      label: words('已送回', 'Returned'),
      plain: words('已经送您回家', 'You were brought home'),
      task: 'completed',
      final: true,
    },
    admitted: {
      label: words('已住院', 'Admitted'),
      plain: words('已经住院', 'You were admitted'),
      task: 'completed',
      final: true,
    },
    cancelled: cancelledState,
  },
  transitions: {
    take: takeStep(does),
    'give-back': giveBackStep(does),
    'set-out': {
      from: ['taken'],
      to: 'under-way',
      label: words('出发', 'Set out'),
      told: words('{{name}} 已出发', '{{name}} set out'),
      by: ['assignee'],
      permission: does,
      form: { vehicle: textField('车辆和司机', 'Vehicle and driver', 1, 100) },
    },
    'hand-over': {
      from: ['under-way'],
      to: 'handed-over',
      label: words('与医院交接', 'Hand over'),
      told: words('{{name}} 已交接', '{{name}} handed over'),
      by: ['assignee'],
      permission: does,
      form: {
        receivedBy: neededText('谁接收', 'Received by', 1, 100),
        note: textField('交接内容', 'What was handed over'),
      },
      notices: [{ to: 'person', message: 'handed-over' }],
    },
    return: {
      from: ['handed-over'],
      to: 'returned',
      label: words('已送回家', 'Brought home'),
      told: words('{{name}} 已送回', '{{name}} brought the person home'),
      by: ['assignee'],
      permission: does,
      result: true,
      form: { result: neededText('医院的意见', 'What the hospital said', 4) },
    },
    admit: {
      from: ['handed-over'],
      to: 'admitted',
      label: words('已住院', 'Admitted'),
      told: words('{{name}} 记录已住院', '{{name}} noted the admission'),
      by: ['assignee'],
      permission: does,
      result: true,
      form: { result: neededText('科室和诊断', 'Department and diagnosis', 2) },
    },
    cancel: cancelStep(['performer', 'requester'], does),
  },
  clocks: { escort: lateClock('一天内安排', 'Arranged within a day', 'waiting', ['taken'], 1) },
  messages: {
    asked: {
      title: words('要送一位老人就医', 'A transfer is wanted'),
      text: words('请安排人和车。', 'Please arrange escort and vehicle.'),
    },
    taken: {
      title: words('接送已安排', 'Transport is arranged'),
      text: words('{{by}} 会来接您。', '{{by}} comes for you.'),
    },
    'handed-over': {
      title: words('已送到医院', 'Arrived at the hospital'),
      text: words('{{by}} 已和医院交接。', '{{by}} handed over to the hospital.'),
    },
    late: {
      title: words('送医等了一天', 'A transfer has waited a day'),
      text: words('请尽快安排。', 'Please arrange it now.'),
    },
  },
  careRelationDays: 90,
  rating: { by: ['person'], in: ['returned', 'admitted'] },
});
