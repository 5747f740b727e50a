// 预约诊疗: an appointment booked for a disabled elder, with priority, and whether it was kept.
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
  textField,
  words,
} from '../rules/order-parts.ts';

const does = 'home-care.appointment.do';

export const priorityAppointment = defineOrderKind({
  kind: 'priority-appointment',
  title: words('预约诊疗', 'Priority appointment'),
  verb: words('预约诊疗', 'Book with priority'),
  permissions: { 'home-care.appointment.place': doingRoles, [does]: doingRoles },
  place: {
    permission: 'home-care.appointment.place',
    person: true,
    notices: [{ to: 'performer', message: 'asked' }],
  },
  payload: {
    what: neededText('看什么', 'What for', 2, 300),
    wish: textField('希望的时间和医院', 'Wished time and hospital', 2, 300),
  },
  headline: 'what',
  performer: { by: 'rule' },
  initial: 'waiting',
  states: {
    waiting: {
      label: words('待预约', 'Waiting'),
      plain: words('等着为您预约', 'An appointment will be made'),
      task: 'requested',
    },
    taken: {
      label: words('预约中', 'Being booked'),
      plain: words('正在为您预约', 'An appointment is being made'),
      task: 'accepted',
    },
    booked: {
      label: words('已约好', 'Booked'),
      plain: words('已经约好，到时优先看', 'Booked, you go first'),
      task: 'in-progress',
    },
    attended: {
      label: words('已就诊', 'Attended'),
      plain: words('已经看过', 'You were seen'),
      task: 'completed',
      final: true,
    },
    missed: {
      label: words('没有去', 'Missed'),
      plain: words('这次没有去看', 'You did not go'),
      task: 'failed',
      final: true,
    },
    cancelled: cancelledState,
  },
  transitions: {
    take: takeStep(does),
    'give-back': giveBackStep(does),
    book: {
      from: ['taken'],
      to: 'booked',
      label: words('约好了', 'Booked'),
      told: words('{{name}} 已约好', '{{name}} booked it'),
      by: ['assignee'],
      permission: does,
      form: {
        at: { type: 'instant', required: true, label: words('就诊时间', 'When') },
        organisationId: {
          type: 'organisation',
          required: true,
          label: words('医院', 'Where'),
          organisationKinds: ['hospital', 'health-centre'],
        },
        department: textField('科室和医生', 'Department and doctor', 1, 100),
      },
      notices: [{ to: 'person', message: 'booked' }],
    },
    attend: {
      from: ['booked'],
      to: 'attended',
      label: words('已就诊', 'Attended'),
      told: words('{{name}} 记录已就诊', '{{name}} noted the attendance'),
      by: ['performer'],
      permission: does,
      result: true,
      form: { result: neededText('结果', 'Result', 4) },
    },
    miss: missStep('booked', does, '没有去', 'Missed'),
    cancel: cancelStep(['performer', 'requester', 'person'], does),
  },
  clocks: { booking: lateClock('两天内约好', 'Booked within two days', 'waiting', ['booked'], 2) },
  messages: {
    asked: {
      title: words('要为老人预约诊疗', 'An appointment is wanted'),
      text: words('请优先预约。', 'Please book with priority.'),
    },
    taken: {
      title: words('正在为您预约', 'An appointment is being made'),
      text: words('{{by}} 正在为您预约。', '{{by}} books for you.'),
    },
    booked: {
      title: words('就诊约好了', 'Your appointment'),
      text: words('时间和医院请打开看。', 'Open it for time and place.'),
    },
    late: {
      title: words('预约诊疗等了两天', 'An appointment has waited two days'),
      text: words('请尽快约好。', 'Please book soon.'),
    },
  },
  careRelationDays: 90,
  rating: { by: ['person'], in: ['attended'] },
});
