// 云住院: a bed is asked for from home or from the doctor's desk; the hospital queues, offers a day, and takes the person in.
import { defineOrderKind } from '#foundation/orders/rules/order-kind.ts';

const place = 'hospital.cloud-admission.place';
const answer = 'hospital.cloud-admission.answer';
const dayMinutes = 1_440;

export const cloudAdmission = defineOrderKind({
  kind: 'cloud-admission',
  title: { zh: '云住院', en: 'Admission asked online' },
  verb: { zh: '预约住院', en: 'Ask for a bed' },
  permissions: {
    [place]: ['gp', 'village-doctor', 'specialist'],
    [answer]: ['specialist', 'nurse'],
  },
  place: {
    permission: place,
    person: true,
    notices: [
      { to: 'performer', message: 'asked' },
      { to: 'person', message: 'placed' },
    ],
  },
  payload: {
    toOrganisationId: {
      type: 'organisation',
      organisationKinds: ['hospital'],
      required: true,
      label: { zh: '住哪家医院', en: 'Hospital' },
    },
    reason: {
      type: 'text',
      lines: 3,
      maxLength: 1_000,
      required: true,
      label: { zh: '为什么要住院', en: 'Why' },
      hint: {
        zh: '医生怎么说的、要做什么手术或治疗。病情突然加重不要等床位，马上打 120',
        en: 'What the doctor said, which operation or treatment. If it gets worse suddenly do not wait: call 120',
      },
    },
    hasAdmissionNote: {
      type: 'yes-no',
      required: true,
      label: { zh: '门诊医生开了住院证吗', en: 'Did a doctor write an admission note' },
    },
    wishedOn: { type: 'day', label: { zh: '希望哪天住', en: 'Wished day' } },
    phone: { type: 'text', maxLength: 20, label: { zh: '联系电话', en: 'Telephone' } },
  },
  headline: 'reason',
  performer: { by: 'field', field: 'toOrganisationId' },
  initial: 'requested',
  states: {
    requested: {
      task: 'requested',
      label: { zh: '待医院看', en: 'Waiting' },
      plain: { zh: '已发给医院，等医院回复', en: 'Sent to the hospital' },
    },
    queued: {
      task: 'received',
      label: { zh: '排队等床', en: 'Waiting for a bed' },
      plain: { zh: '医院已登记，正在等床位', en: 'The hospital noted it; a bed is awaited' },
    },
    offered: {
      task: 'accepted',
      label: { zh: '有床，等确认', en: 'Bed offered' },
      plain: { zh: '医院留了床位，请在一天内确认', en: 'A bed is kept; please confirm within a day' },
    },
    confirmed: {
      task: 'ready',
      label: { zh: '已确认', en: 'Confirmed' },
      plain: { zh: '已确认，请按时带齐东西去住院', en: 'Confirmed; please come in time with your things' },
    },
    admitted: {
      task: 'completed',
      final: true,
      label: { zh: '已入院', en: 'Admitted' },
      plain: { zh: '已办好住院', en: 'You were admitted' },
    },
    declined: {
      task: 'rejected',
      final: true,
      label: { zh: '未收住', en: 'Declined' },
      plain: { zh: '医院不能收住，请看原因和建议', en: 'Not accepted; please read why' },
    },
    cancelled: {
      task: 'cancelled',
      final: true,
      label: { zh: '已取消', en: 'Cancelled' },
      plain: { zh: '已取消', en: 'Cancelled' },
    },
  },
  transitions: {
    queue: {
      from: ['requested'],
      to: 'queued',
      by: ['performer'],
      permission: answer,
      label: { zh: '登记等床', en: 'Put on the list' },
      told: { zh: '{{name}}登记等床', en: '{{name}} put it on the waiting list' },
      form: {
        ward: { type: 'text', maxLength: 60, required: true, label: { zh: '病区', en: 'Ward' } },
        expectedOn: { type: 'day', label: { zh: '预计哪天有床', en: 'Expected on' } },
      },
      notices: [{ to: 'person', message: 'queued' }],
    },
    offer: {
      from: ['requested', 'queued'],
      to: 'offered',
      by: ['performer'],
      permission: answer,
      assigns: 'doer',
      label: { zh: '留床位', en: 'Offer a bed' },
      told: { zh: '{{name}}留了床位', en: '{{name}} offered a bed' },
      form: {
        ward: { type: 'text', maxLength: 60, required: true, label: { zh: '病区', en: 'Ward' } },
        comeOn: { type: 'day', required: true, label: { zh: '哪天来', en: 'Come on' } },
        bring: {
          type: 'text',
          lines: 2,
          maxLength: 500,
          label: { zh: '要带什么、要空腹吗', en: 'What to bring, fasting or not' },
        },
      },
      notices: [
        { to: 'person', message: 'offered', urgent: true },
        { to: 'requester', message: 'offered' },
      ],
    },
    confirm: {
      from: ['offered'],
      to: 'confirmed',
      by: ['person', 'requester'],
      label: { zh: '确认去住', en: 'Confirm' },
      told: { zh: '{{name}}确认了', en: '{{name}} confirmed' },
      notices: [{ to: 'assignee', message: 'confirmed' }],
    },
    'give-up': {
      from: ['offered', 'confirmed'],
      to: 'queued',
      by: ['person', 'requester'],
      assigns: 'nobody',
      label: { zh: '这天去不了', en: 'Not on that day' },
      told: { zh: '{{name}}：这天去不了，回到等床', en: '{{name}}: not on that day, back to waiting' },
      form: { reason: { type: 'text', maxLength: 300, label: { zh: '原因', en: 'Reason' } } },
      notices: [{ to: 'performer', message: 'given-up' }],
    },
    withdraw: {
      from: ['offered', 'confirmed'],
      to: 'queued',
      by: ['performer'],
      permission: answer,
      assigns: 'nobody',
      confirm: true,
      label: { zh: '床位有变，收回', en: 'Withdraw the offer' },
      told: { zh: '{{name}}收回了床位，回到等床', en: '{{name}} withdrew the offer, back to waiting' },
      form: { reason: { type: 'text', maxLength: 300, required: true, label: { zh: '原因', en: 'Reason' } } },
      notices: [
        { to: 'person', message: 'withdrawn', urgent: true },
        { to: 'requester', message: 'withdrawn' },
      ],
    },
    lapse: {
      from: ['offered'],
      to: 'queued',
      by: ['system'],
      assigns: 'nobody',
      label: { zh: '到期未确认', en: 'Not confirmed in time' },
      told: { zh: '一天没有确认，回到等床', en: 'Not confirmed within a day, back to waiting' },
      notices: [
        { to: 'person', message: 'lapsed', urgent: true },
        { to: 'performer', message: 'given-up' },
      ],
    },
    admit: {
      from: ['offered', 'confirmed'],
      to: 'admitted',
      by: ['performer'],
      permission: answer,
      result: true,
      label: { zh: '办好入院', en: 'Admit' },
      told: { zh: '{{name}}办好入院', en: '{{name}} admitted' },
      form: {
        ward: { type: 'text', maxLength: 60, required: true, label: { zh: '病区', en: 'Ward' } },
        bed: { type: 'text', maxLength: 20, required: true, label: { zh: '床号', en: 'Bed' } },
      },
      notices: [{ to: 'requester', message: 'admitted' }],
    },
    decline: {
      from: ['requested', 'queued'],
      to: 'declined',
      by: ['performer'],
      permission: answer,
      confirm: true,
      label: { zh: '不收住', en: 'Decline' },
      told: { zh: '{{name}}不收住', en: '{{name}} declined it' },
      form: {
        reason: {
          type: 'text',
          lines: 2,
          maxLength: 500,
          required: true,
          label: { zh: '原因和建议', en: 'Reason and advice' },
        },
      },
      notices: [
        { to: 'person', message: 'declined' },
        { to: 'requester', message: 'declined' },
      ],
    },
    cancel: {
      from: ['requested', 'queued', 'offered', 'confirmed'],
      to: 'cancelled',
      by: ['person', 'requester'],
      confirm: true,
      label: { zh: '取消住院预约', en: 'Cancel' },
      told: { zh: '{{name}}取消了预约', en: '{{name}} cancelled it' },
      notices: [{ to: 'performer', message: 'cancelled' }],
    },
  },
  clocks: {
    // Our own assumptions until a hospital sets its times: a day to look, a day to confirm, a month on the list.
    looking: {
      label: { zh: '回复', en: 'Answer' },
      startsIn: ['requested'],
      endsIn: ['queued', 'offered'],
      steps: [{ afterMinutes: dayMinutes, notice: { to: 'performer', message: 'waiting', urgent: true } }],
    },
    confirming: {
      label: { zh: '确认床位', en: 'Confirm' },
      startsIn: ['offered'],
      endsIn: ['confirmed', 'queued'],
      steps: [{ afterMinutes: dayMinutes, transition: 'lapse' }],
    },
    queueing: {
      label: { zh: '等床', en: 'Wait for a bed' },
      startsIn: ['queued'],
      endsIn: ['offered'],
      steps: [{ afterMinutes: 30 * dayMinutes, notice: { to: 'performer', message: 'long-wait', urgent: true } }],
    },
  },
  messages: {
    asked: {
      title: { zh: '有人预约住院', en: 'A bed is asked for' },
      text: { zh: '请在一天内回复。', en: 'Please answer within a day.' },
    },
    placed: {
      title: { zh: '住院预约已发出', en: 'Your request for a bed was sent' },
      text: {
        zh: '{{place}}会尽快回复。病情突然加重请马上打 120。',
        en: '{{place}} will answer soon. Call 120 at once if it gets worse suddenly.',
      },
    },
    queued: {
      title: { zh: '已登记等床', en: 'You are on the list' },
      text: { zh: '{{place}}已登记，有床位马上通知您。', en: '{{place}} noted it and will tell you of a bed.' },
    },
    offered: {
      title: { zh: '有床位了，请确认', en: 'A bed is kept: please confirm' },
      text: {
        zh: '{{place}}留了床位，请在一天内点开确认，过时会让给别人。',
        en: '{{place}} keeps a bed; please confirm within a day, else it goes to somebody else.',
      },
    },
    confirmed: {
      title: { zh: '床位已确认', en: 'The bed is confirmed' },
      text: { zh: '{{by}}确认来住院。', en: '{{by}} confirmed.' },
    },
    'given-up': {
      title: { zh: '留的床位空出来了', en: 'A kept bed is free again' },
      text: { zh: '对方这天来不了或没有确认，已回到等床名单。', en: 'It was not confirmed or not possible that day.' },
    },
    withdrawn: {
      title: { zh: '床位有变，先别去', en: 'The bed was withdrawn: do not go yet' },
      text: {
        zh: '{{place}}的床位有变，请看原因；有床位再通知您。',
        en: '{{place}} had to withdraw the bed; please read why.',
      },
    },
    lapsed: {
      title: { zh: '床位没有确认，已让出', en: 'The bed was not confirmed' },
      text: { zh: '您还在等床名单上，有床位再通知您。', en: 'You are still on the list and will be told again.' },
    },
    admitted: {
      title: { zh: '已入院', en: 'Admitted' },
      text: { zh: '{{place}}已办好入院。', en: '{{place}} admitted the person.' },
    },
    declined: {
      title: { zh: '医院不能收住', en: 'The hospital declined' },
      text: { zh: '{{place}}写了原因和建议，点开可以看。', en: '{{place}} wrote why; open it to read.' },
    },
    cancelled: {
      title: { zh: '住院预约已取消', en: 'A request for a bed was cancelled' },
      text: { zh: '{{by}}取消了预约。', en: '{{by}} cancelled it.' },
    },
    waiting: {
      title: { zh: '住院预约还没回复', en: 'A request for a bed waits' },
      text: { zh: '已经等了一天，请回复。', en: 'It has waited for a day; please answer.' },
    },
    'long-wait': {
      title: { zh: '等床超过三十天', en: 'Thirty days on the waiting list' },
      text: { zh: '请联系病人，留床位或说明情况。', en: 'Please call the person: offer a bed or explain.' },
    },
  },
  unique: 'one-open-per-person',
  careRelationDays: 60,
  rating: { by: ['person'], in: ['admitted'] },
});
